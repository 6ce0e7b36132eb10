// How does the page itself reach the browser? Built files with their caching; a path without an ending is the page.
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context } from 'hono';
import { AppError } from '../errors.ts';
import { matchesTag } from './validators.ts';

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

/** Gives the file a path names, as a full name inside `directory`; null when it names nothing that may be given out. */
function fileOf(directory: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  // Hidden files are nobody's page, and a backslash parts folders on some systems.
  if (/\0|\\|(^|\/)\./.test(decoded)) return null;
  const file = normalize(join(directory, extname(decoded) === '' ? '/index.html' : decoded));
  return file.startsWith(normalize(directory) + sep) && types[extname(file)] !== undefined ? file : null;
}

/** Answers with a file of `directory`, or 304. Files under /assets carry their hash in the name and never change. Throws AppError `not-found`. */
export async function sendFile(context: Context, directory: string): Promise<Response> {
  const missing = new AppError('not-found', `path: seen ${JSON.stringify(context.req.path.slice(0, 100))}, expected the page or one of its files`);
  const file = fileOf(directory, context.req.path);
  if (file === null) throw missing;
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw missing;
  const tag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  const headers = { ETag: tag, 'Cache-Control': context.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache' };
  if (matchesTag(context.req.header('If-None-Match'), tag)) return new Response(null, { status: 304, headers });
  return new Response(await readFile(file), { headers: { ...headers, 'Content-Type': types[extname(file)] ?? '' } });
}
