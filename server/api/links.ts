// Where does a resource lie? Absolute links, so that every client finds its way.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

export const Link = z
  .object({
    href: z.string(),
    rel: z.string(),
    type: z.string().optional(),
    title: z.string().optional(),
    templated: z.boolean().optional(),
  })
  .openapi('Link');
export type Link = z.infer<typeof Link>;

/** Gives the absolute address of the API's landing page, by the host the client asked. */
export function apiRoot(context: Context): string {
  return `${new URL(context.req.url).origin}/api`;
}

/** Gives an address with parameters; none gives the bare address. Commas stay readable, as clients write them. */
export function addressOf(path: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(parameters).toString().replaceAll('%2C', ',');
  return query === '' ? path : `${path}?${query}`;
}
