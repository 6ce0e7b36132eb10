// How does a collection with its filter come to the person's disk? One archive, read with its progress.
import type { ExportFormatId } from '../../data/contract/exports.ts';
import { addressOf, problemOf, type Query, RequestError } from './client.ts';


/** Gives the archive and its name. `onProgress` is told when its first bytes come and as they come. Throws RequestError; an abort passes through as it is. */
export async function readArchive(collection: string, format: ExportFormatId, filters: Query, signal: AbortSignal, onProgress: (receivedBytes: number) => void): Promise<{ blob: Blob; name: string }> {
  let response: Response;
  try {
    response = await fetch(addressOf(`/collections/${collection}/export`, { ...filters, format }), { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestError(0, null);
  }
  if (!response.ok || response.body === null) throw new RequestError(response.status, await problemOf(response));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    received += value.byteLength;
    onProgress(received);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? `anlan-${collection}.zip`;
  return { blob: new Blob(parts, { type: 'application/zip' }), name };
}
