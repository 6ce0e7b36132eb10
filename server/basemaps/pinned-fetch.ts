// How does this server ask another one for a tile without being made to ask anything else? Fixed host, resolved once, pinned, no redirects, limits.
import { lookup as resolveName } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { AppError } from '../errors.ts';

/** How long an answer may take, and how large a tile may be. */
const timeoutMilliseconds = 8000;
const mostBytes = 2_000_000;

const inside = new BlockList();
// Addresses that are not of the public internet (IANA special-purpose registries).
for (const [net, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]] as const) inside.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['100::', 64], ['2001:db8::', 32], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(net, prefix, 'ipv6');

/** Gives whether an address lies outside the public internet; an IPv4 address written as IPv6 counts as what it is. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain);
  return family === 0 || inside.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

export interface Image {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
}

/** Gives the type an image has by its first bytes, null when it is none of the three. */
export function imageTypeOf(bytes: Uint8Array): Image['type'] | null {
  const starts = (...signature: number[]): boolean => signature.every((byte, place) => bytes[place] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  return starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45 && bytes[10] === 0x42 && bytes[11] === 0x50 ? 'image/webp' : null;
}

/** No address in an error: it holds the key. */
const failed = (reason: string, cause?: unknown): AppError => new AppError('upstream-failed', `basemap service: ${reason}`, {}, cause);

/**
 * Asks a service for an image. Its name is resolved once and the connection goes to that very address; an address outside the public internet is refused unless
 * `privateNetwork`. Throws AppError `upstream-failed` for anything but a whole image of a known type; null when the service says there is none (404, 204).
 */
export async function fetchImage(address: string, privateNetwork: boolean, signal: AbortSignal): Promise<Image | null> {
  const url = new URL(address);
  const found = await resolveName(url.hostname.replace(/^\[|\]$/g, ''), { all: true }).catch((error: unknown) => {
    throw failed('its name could not be resolved', error);
  });
  const pinned = found.find((one) => privateNetwork || !isPrivateAddress(one.address));
  if (pinned === undefined) throw failed('its name leads to a private address, which the list does not allow (privateNetwork)');
  const lookup: LookupFunction = (_name, options, done) => {
    if (options.all === true) done(null, [pinned]);
    else done(null, pinned.address, pinned.family);
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { lookup, signal, timeout: timeoutMilliseconds, headers: { Accept: 'image/webp,image/png,image/jpeg', 'User-Agent': 'Anlan' } }, (response) => {
      const status = response.statusCode ?? 0;
      if (status === 404 || status === 204) {
        response.resume();
        return resolve(null);
      }
      if (status !== 200) {
        response.destroy();
        return reject(failed(status >= 300 && status < 400 ? `seen a redirect (${status}), which is not followed` : `seen status ${status}, expected 200`));
      }
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.byteLength;
        if (bytes > mostBytes) response.destroy(failed(`seen more than ${mostBytes} bytes`));
        else parts.push(part);
      });
      response.on('error', (error) => reject(error instanceof AppError ? error : failed('its answer broke off', error)));
      response.on('end', () => {
        const whole = new Uint8Array(Buffer.concat(parts));
        const type = imageTypeOf(whole);
        if (type === null) reject(failed(`seen ${(response.headers['content-type'] ?? 'no type').slice(0, 60)}, expected a PNG, JPEG or WebP image`));
        else resolve({ bytes: whole, type });
      });
    });
    // The whole answer, not only its silence, has a limit.
    const deadline = setTimeout(() => request.destroy(failed(`no answer within ${timeoutMilliseconds} ms`)), timeoutMilliseconds);
    request.on('close', () => clearTimeout(deadline));
    request.on('timeout', () => request.destroy(failed(`no answer within ${timeoutMilliseconds} ms`)));
    request.on('error', (error) => reject(error instanceof AppError ? error : failed('it could not be reached', error)));
    request.end();
  });
}
