// Did a request come through the https proxy, or in plain text over the network? The second is turned away before anything reads it.
import type { RequestListener } from 'node:http';

/** Gives an address without the form that IPv4 takes on an IPv6 socket; '' for none. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/i, '');
}

/** Gives whether an address belongs to one of the proxies; one on this machine always does. */
export function isProxy(address: string, proxies: readonly string[]): boolean {
  return address === '::1' || address.startsWith('127.') || proxies.includes(address);
}

/**
 * Gives a listener that hears only what comes through a proxy. Somebody who comes past it, in plain text, is sent to the public address, and anything but a look is
 * refused: by then a password may have been on the wire, and it must not work.
 */
export function onlyThroughProxy(listener: RequestListener, proxies: readonly string[], publicUrl: string): RequestListener {
  return (request, response) => {
    const [from, to] = [plainAddress(request.socket.remoteAddress), plainAddress(request.socket.localAddress)];
    // A command on this machine asks under the address the server listens on.
    if (isProxy(from, proxies) || from === to) {
      listener(request, response);
      return;
    }
    const isLook = request.method === 'GET' || request.method === 'HEAD';
    const detail = `seen a request in plain text, expected ${publicUrl}`;
    response.writeHead(isLook ? 308 : 403, { 'Content-Type': 'application/problem+json', Connection: 'close', ...(isLook ? { Location: `${publicUrl}${request.url?.startsWith('/') === true ? request.url : '/'}` } : {}) });
    response.end(JSON.stringify({ type: '/api/problems/not-permitted', title: 'Not permitted', status: isLook ? 308 : 403, detail }));
    // The rest of a body is not waited for.
    request.resume();
  };
}
