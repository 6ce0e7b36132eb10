// How does the page itself reach the browser? Built files of dist/web with their caching, everything else is the page.
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Gives a file of `directory` by the path of an address, the page (index.html) for a path without an ending, null when there is no such file.
 * Files under /assets carry their hash in the name and never change.
 */
export async function staticResponse(directory: string, path: string): Promise<Response | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const wanted = extname(decoded) === '' ? '/index.html' : decoded;
  const file = normalize(join(directory, wanted));
  if (!file.startsWith(normalize(directory) + sep)) return null;
  const type = types[extname(file)];
  if (type === undefined) return null;
  try {
    const { size, mtimeMs } = await stat(file);
    const hashed = wanted.startsWith('/assets/');
    return new Response(await readFile(file), {
      headers: {
        'Content-Type': type,
        'Content-Length': String(size),
        ETag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
        'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  } catch {
    return null;
  }
}
