// In which encoding is a text file written? A mark at its beginning, UTF-8 that holds to its end, else what reads as plausible Chinese.
import chardet from 'chardet';
import type { Said } from '../../../data/contract/import-clinic.ts';
import { AppError } from '../../errors.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'big5';

export interface FoundEncoding {
  readonly name: Encoding;
  /** False: it reads well, but another may too. */
  readonly sure: boolean;
  readonly reason: Said;
}

/** Bytes with letters beyond ASCII that are looked at. */
const sampleBytes = 400_000;
/** Share of the first-level characters of GB 2312 (the 3,755 common ones) among two-byte characters, from which a text counts as Chinese: news text has about 0.95, other encodings misread as GBK below 0.4. */
const plausibleShare = 0.7;

/** Finds the encoding of a whole file in one pass. Throws AppError `invalid-body` for bytes that are no text in any of them. */
export async function detectEncoding(bytes: AsyncIterable<Uint8Array>): Promise<FoundEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let beyondAscii = false;
  let first: Uint8Array | null = null;
  const samples: Uint8Array[] = [];
  let sampled = 0;
  for await (const chunk of bytes) {
    if (first === null) {
      first = chunk.slice(0, 4096);
      const marked = markOf(first);
      if (marked !== null) return marked;
    }
    const high = chunk.some((byte) => byte >= 0x80);
    if (high) {
      beyondAscii = true;
      if (sampled < sampleBytes) {
        samples.push(chunk.slice(0, sampleBytes - sampled));
        sampled += Math.min(chunk.length, sampleBytes - sampled);
      }
    }
    if (isUtf8) {
      try {
        utf8.decode(chunk, { stream: true });
      } catch {
        isUtf8 = false;
      }
    } else if (sampled >= sampleBytes) break;
  }
  try {
    if (isUtf8) utf8.decode();
  } catch {
    isUtf8 = false;
  }
  if (isUtf8) return { name: 'utf-8', sure: true, reason: beyondAscii ? { zh: '全文都是合法的 UTF-8', en: 'the whole file is valid UTF-8' } : { zh: '只有 ASCII 字符', en: 'ASCII only' } };
  const sample = Buffer.concat(samples);
  const gb = plausibility(sample);
  const opinion = chardet.detect(sample);
  if (opinion === 'Big5' && gb < plausibleShare) return { name: 'big5', sure: false, reason: { zh: '不是 UTF-8，像 Big5（繁体）：请核对标题', en: 'not UTF-8, reads like Big5 (traditional Chinese): check the headings' } };
  if (gb >= plausibleShare) return { name: 'gb18030', sure: gb > 0.85, reason: { zh: `不是 UTF-8，按 GB18030（含 GBK）读，常用字占 ${Math.round(gb * 100)}%`, en: `not UTF-8; read as GB18030 (which holds GBK), ${Math.round(gb * 100)} % common characters` } };
  if (gb > 0.3) return { name: 'gb18030', sure: false, reason: { zh: `不是 UTF-8，勉强像 GB18030（常用字占 ${Math.round(gb * 100)}%）：请核对标题`, en: `not UTF-8; perhaps GB18030 (${Math.round(gb * 100)} % common characters): check the headings` } };
  throw new AppError('invalid-body', `seen bytes that are no text in UTF-8, UTF-16 or GB18030${opinion === null ? '' : ` (perhaps ${opinion})`}, expected one of these: save the file anew`);
}

function markOf(first: Uint8Array): FoundEncoding | null {
  const mark = (name: Encoding, said: string): FoundEncoding => ({ name, sure: true, reason: { zh: `文件开头有 ${said} 标记`, en: `a ${said} mark at the beginning` } });
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return mark('utf-8', 'UTF-8');
  if (first[0] === 0xff && first[1] === 0xfe) return mark('utf-16le', 'UTF-16');
  if (first[0] === 0xfe && first[1] === 0xff) return mark('utf-16be', 'UTF-16');
  // Without a mark: ASCII commas, digits and line ends leave a zero in every other byte.
  const zeros: [number, number] = [0, 0];
  first.forEach((byte, place) => {
    if (byte === 0) zeros[(place & 1) as 0 | 1]++;
  });
  const [even, odd] = zeros;
  if (first.length < 16 || even + odd < first.length / 40) return null;
  const said = { zh: '每隔一个字节有零，没有标记', en: 'zeros in every other byte, no mark' };
  if (odd > 4 * even) return { name: 'utf-16le', sure: false, reason: said };
  if (even > 4 * odd) return { name: 'utf-16be', sure: false, reason: said };
  throw new AppError('invalid-body', 'seen a binary file, expected XLSX, CSV, GeoJSON, a zipped shapefile, GeoPackage or KML');
}

/** Gives the share of common characters among the two-byte ones were the bytes GB18030; 0 when they cannot be. Four-byte characters are passed over. */
export function plausibility(bytes: Uint8Array): number {
  let common = 0;
  let pairs = 0;
  let wrong = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] as number;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1];
    if (trail === undefined) break;
    at++;
    if (lead === 0x80 || lead === 0xff || trail === 0x7f || trail === 0xff || trail < 0x30 || (trail > 0x39 && trail < 0x40)) wrong++;
    else if (trail <= 0x39) at += 2;
    else {
      pairs++;
      // First level of GB 2312 by reading; and its signs and full-width letters, which tables are full of.
      if ((lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) || ((lead === 0xa1 || lead === 0xa3) && trail >= 0xa1)) common++;
    }
  }
  return pairs === 0 || wrong > pairs / 200 ? 0 : common / pairs;
}

/** Gives the text of bytes in an encoding, piece by piece; the mark is taken off. Broken bytes become U+FFFD, which the table shows. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
