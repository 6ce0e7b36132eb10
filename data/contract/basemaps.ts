// Which maps may an operator put under the data besides the built-in one? The file that ANLAN_BASEMAPS names, and what the page is told of it.
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'expected 1 to 40 of a-z, 0-9 and -' });
const names = {
  id,
  name: z.string().min(1).max(40),
  nameEn: z.string().min(1).max(60).nullable().default(null),
  /** Line shown in the map's foot: whose map it is, with its approval number where there is one. */
  attribution: z.string().min(1).max(200),
};
const zooms = { minZoom: z.int().min(0).max(22).default(0), maxZoom: z.int().min(0).max(22).default(18) };

/** A PMTiles archive on this machine; vector (layers as Protomaps or OpenMapTiles name them) or images. `file` is taken from the folder of the list. */
const PmtilesBasemap = z.strictObject({ ...names, kind: z.literal('pmtiles'), file: z.string().min(1).max(1000) });

/** A MapLibre style elsewhere. The page itself asks `origins` (and no other), so they become part of the content security policy. */
const StyleBasemap = z.strictObject({
  ...names,
  kind: z.literal('style'),
  url: z.url({ protocol: /^https?$/ }),
  origins: z
    .array(z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).origin === text, { error: 'expected an origin like https://maps.example, without a path' }))
    .max(10)
    .default([]),
});

/**
 * Image tiles from a service (WMTS or like it), asked by this server so that the key stays here. `urls` are drawn one over the other; `{z}`, `{x}`, `{y}` stand
 * for the tile, `{key}` for the key, `{s}` for one of `subdomains`. `privateNetwork`: the service may stand on a private or loopback address.
 */
const WmtsBasemap = z.strictObject({
  ...names,
  ...zooms,
  kind: z.literal('wmts'),
  urls: z
    .array(
      z
        .string()
        .max(2000)
        .refine((text) => ['{z}', '{x}', '{y}'].every((part) => text.includes(part)), { error: 'expected an address with {z}, {x} and {y}' })
        .refine((text) => URL.canParse(text.replace('{s}', '0')) && /^https?:/.test(text) && !/^https?:\/\/[^/]*\{(?!s\})/.test(text), { error: 'expected an http or https address whose host is fixed but for {s}' }),
    )
    .min(1)
    .max(3),
  subdomains: z.array(z.string().regex(/^[a-z0-9-]{1,20}$/)).max(16).default([]),
  key: z.string().max(200).default(''),
  tileSize: z.union([z.literal(256), z.literal(512)]).default(256),
  privateNetwork: z.boolean().default(false),
});

/** One entry of the operator's list. */
export const BasemapEntry = z.discriminatedUnion('kind', [PmtilesBasemap, StyleBasemap, WmtsBasemap]);
export type BasemapEntry = z.infer<typeof BasemapEntry>;
export type WmtsEntry = z.infer<typeof WmtsBasemap>;

/** The operator's list: at most twelve, each id once. */
export const BasemapList = z
  .array(BasemapEntry)
  .max(12)
  .refine((list) => new Set(list.map((entry) => entry.id)).size === list.length, { error: 'expected every id once' });

/** What the page is told. `tiles` are paths under /api/basemaps/{id}/tiles/, one for each image drawn over the other; addresses and keys of services are not told. */
export const Basemap = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  attribution: z.string(),
  /** How it is drawn: image tiles, vector tiles of a known schema, or a style of its own. */
  drawn: z.enum(['raster', 'protomaps', 'openmaptiles', 'style']),
  tiles: z.array(z.string()),
  tileSize: z.number(),
  minZoom: z.number(),
  maxZoom: z.number(),
  /** west, south, east, north in degrees; null = everywhere. */
  box: z.array(z.number()).nullable(),
  styleUrl: z.string().nullable(),
});
export type Basemap = z.infer<typeof Basemap>;
