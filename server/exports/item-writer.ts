// What is a file format to an export? Something that takes items page by page and gives bytes.
import type { ItemRow } from '../queries/items.ts';

export interface ItemWriter {
  /** Takes a page of items; gives the bytes that are ready, none for a format that is put together at the end. */
  write(items: readonly ItemRow[]): Uint8Array;
  /** Gives the last bytes. */
  end(): Uint8Array;
}

export const noBytes = new Uint8Array(0);
