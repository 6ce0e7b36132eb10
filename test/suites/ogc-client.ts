// How does the conformance suite ask a server it knows nothing about? Links, pages and features, each answer remembered once.
import { expect } from 'vitest';

export interface OgcLink {
  href: string;
  rel: string;
  type?: string;
  templated?: boolean;
}
export interface OgcFeature {
  type: string;
  id: number | string;
  geometry: { type: string; coordinates: never } | null;
  properties: Record<string, unknown>;
  links?: OgcLink[];
}
export interface OgcPage {
  type: string;
  timeStamp: string;
  numberMatched: number;
  numberReturned: number;
  features: OgcFeature[];
  links: OgcLink[];
  crs?: unknown;
}
export interface OgcCollection {
  id: string;
  title: string;
  description: string;
  itemType: string;
  crs: string[];
  extent: { spatial?: { bbox: [number, number, number, number][] }; temporal?: { interval: [string | null, string | null][] } };
  links: OgcLink[];
}
export interface OgcParameter {
  name: string;
  in: string;
  required?: boolean;
  style?: string;
  explode?: boolean;
  schema: { type?: string; format?: string; minimum?: number; maximum?: number; default?: number; minItems?: number; maxItems?: number; items?: { type?: string }; enum?: string[] };
}
export interface OgcOperation {
  operationId: string;
  parameters?: OgcParameter[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
export interface OpenApiDocument {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, OgcOperation>>;
}

export const geoJson = 'application/geo+json';
export const openApiType = 'application/vnd.oai.openapi+json;version=3.0';
export const mvtType = 'application/vnd.mapbox-vector-tile';

/** Asks with an Accept header (JSON unless told) and gives the response. */
export function get(url: string, accept = 'application/json', headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers: { Accept: accept, ...headers } });
}

/** Asks for JSON and expects status 200. */
export async function getJson<Body>(url: string, accept = 'application/json'): Promise<Body> {
  const response = await get(url, accept);
  const text = await response.text();
  expect([url, response.status, response.status === 200 ? '' : text]).toEqual([url, 200, '']);
  return JSON.parse(text) as Body;
}

/** Asks and gives the status alone. */
export async function statusOf(url: string, accept = 'application/json'): Promise<number> {
  const response = await get(url, accept);
  await response.arrayBuffer();
  return response.status;
}

/** Gives the first link of a relation (and, when given, type). Fails the test when there is none. */
export function linkOf(links: readonly OgcLink[], rel: string, type?: string): OgcLink {
  const found = links.find((link) => link.rel === rel && (type === undefined || link.type === type));
  if (found === undefined) throw new Error(`no link ${rel}${type === undefined ? '' : ` of type ${type}`} among ${links.map((link) => link.rel).join(', ')}`);
  return found;
}

/** Gives one page of items. */
export const getPage = (url: string): Promise<OgcPage> => getJson<OgcPage>(url, geoJson);

/** Follows `next` from a first page and gives all features. Fails on an empty page with `next`, or on more pages than features. */
export async function getAll(url: string): Promise<OgcFeature[]> {
  const features: OgcFeature[] = [];
  for (let address: string | undefined = url; address !== undefined; ) {
    const page: OgcPage = await getPage(address);
    features.push(...page.features);
    const next = page.links.find((link) => link.rel === 'next');
    if (next !== undefined) {
      expect(page.features.length).toBeGreaterThan(0);
      expect(next.type).toBe(geoJson);
    }
    address = next?.href;
  }
  return features;
}

/** Gives the parameters of an operation by name. */
export function parametersOf(document: OpenApiDocument, path: string, method = 'get'): Map<string, OgcParameter> {
  const operation = document.paths[path]?.[method];
  if (operation === undefined) throw new Error(`the OpenAPI document has no ${method} ${path}`);
  return new Map((operation.parameters ?? []).map((parameter) => [parameter.name, parameter]));
}

/** Gives all positions of a geometry. */
export function positionsOf(geometry: OgcFeature['geometry']): [number, number][] {
  const found: [number, number][] = [];
  const walk = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    if (typeof node[0] === 'number') found.push(node as [number, number]);
    else for (const part of node) walk(part);
  };
  walk(geometry?.coordinates);
  return found;
}
