// How are many rows of a collection read, page after page, without asking for more than a cap?
import type { Item, ItemPage, Query } from './client.ts';
import { request } from './client.ts';

/** Rows asked for at once. */
const pageRows = 1_000;

/** Gives up to `most` items that pass `filters`, following the server's own `next` links. Throws RequestError. */
export async function readRows(collection: string, filters: Query, most: number): Promise<Item[]> {
  const items: Item[] = [];
  let page = await request<ItemPage>(`/collections/${collection}/items`, { query: { ...filters, limit: Math.min(pageRows, most) } });
  for (;;) {
    items.push(...page.features);
    const next = page.links?.find((link) => link.rel === 'next')?.href;
    if (items.length >= most || next === undefined || page.features.length === 0) return items.slice(0, most);
    const address = new URL(next, location.href);
    page = await request<ItemPage>(address.pathname.replace(/^\/api/, ''), { query: Object.fromEntries(address.searchParams) });
  }
}
