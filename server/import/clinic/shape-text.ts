// Which geometry does a well-known text of a cell spell? With any numbers, for they may be metres; depth of brackets by its type.

const depths: Readonly<Record<string, readonly [type: string, depth: number]>> = { POINT: ['Point', 0], LINESTRING: ['LineString', 1], POLYGON: ['Polygon', 2], MULTIPOINT: ['MultiPoint', 1], MULTILINESTRING: ['MultiLineString', 2], MULTIPOLYGON: ['MultiPolygon', 3] };

/** Gives the geometry with coordinates as written, null for anything else. Heights and measures are dropped. */
export function readShapeText(text: string): { type: string; coordinates: unknown } | null {
  const [, word = '', body = ''] = /^(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))\s*$/is.exec(text.trim()) ?? [];
  const known = depths[word.toUpperCase()];
  if (known === undefined || text.length > 4_000_000) return null;
  const [type, depth] = known;
  // Brackets are those of JSON once positions are lists: 1 2, 3 4 becomes [1,2],[3,4].
  const json = body
    .replace(/([+-]?[\d.]+(?:e[+-]?\d+)?)\s+([+-]?[\d.]+(?:e[+-]?\d+)?)(?:\s+[+-]?[\d.]+(?:e[+-]?\d+)?){0,2}/gi, (_, x: string, y: string) => `<${Number(x)},${Number(y)}>`)
    .replaceAll('(', '[').replaceAll(')', ']').replaceAll('<', '[').replaceAll('>', ']');
  try {
    let coordinates = JSON.parse(json) as unknown;
    if (depth === 0) coordinates = (coordinates as unknown[])[0];
    // MULTIPOINT((1 2), (3 4)) has one bracket more than MULTIPOINT(1 2, 3 4).
    if (type === 'MultiPoint') coordinates = (coordinates as unknown[]).map((point) => (Array.isArray((point as unknown[])[0]) ? (point as unknown[])[0] : point));
    return depthOf(coordinates) === depth ? { type, coordinates } : null;
  } catch {
    return null;
  }
}

function depthOf(coordinates: unknown): number {
  let depth = -1;
  for (let part = coordinates; Array.isArray(part); part = part[0] as unknown) depth++;
  return depth;
}
