// Is this feature a row of its layer? Checked against the contract; what is wrong is said with what was seen and expected.
import { Geometry } from '../../data/contract/geometry.ts';
import type { ImportIssue } from '../../data/contract/imports.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { SiteFields, type SiteLayer, type SiteRow } from '../../data/contract/sites.ts';

/** Names in the file → names of the contract, and values set for every row. */
export interface ImportMapping {
  readonly map: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string | number | boolean | null>>;
}

export type Checked = { readonly row: SiteRow | null; readonly issues: ImportIssue[] };

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

/** Gives the layer with an id, undefined when there is none. */
export function siteLayerOf(id: string): SiteLayer | undefined {
  return siteLayers.find((layer) => layer.id === id);
}

/** Checks one feature's text. A property the contract does not know is a remark; anything else wrong refuses the row. */
export function checkFeature(text: string, line: number, layer: SiteLayer, mapping: ImportMapping): Checked {
  const issues: ImportIssue[] = [];
  const refuse = (field: string | null, seen: unknown, expected: string): Checked => {
    issues.push({ dataset: layer.id, line, field, seen: shown(seen), expected, severity: 'error' });
    return { row: null, issues };
  };
  let feature: { type?: unknown; id?: unknown; properties?: unknown; geometry?: unknown };
  try {
    feature = JSON.parse(text) as typeof feature;
  } catch {
    return refuse(null, text.slice(0, 80), 'JSON of a GeoJSON feature');
  }
  if (feature.type !== 'Feature') return refuse('type', feature.type, '"Feature"');
  const given = Object.fromEntries(Object.entries((feature.properties ?? {}) as Record<string, unknown>).map(([name, value]) => [mapping.map[name] ?? name, value]));
  const properties: Record<string, unknown> = { ...given, ...mapping.set };
  if (properties['code'] === undefined && (typeof feature.id === 'string' || typeof feature.id === 'number')) properties['code'] = feature.id;
  if (typeof properties['code'] === 'number') properties['code'] = String(properties['code']);

  const geometry = Geometry.safeParse(feature.geometry);
  if (!geometry.success) return refuse('geometry', feature.geometry, geometryHint(feature.geometry));
  if (!layer.geometryTypes.includes(geometry.data.type)) return refuse('geometry', geometry.data.type, layer.geometryTypes.join(' or '));

  const known = new Set([...Object.keys(SiteFields.shape), ...Object.keys(layer.attributes.shape), 'synthetic', 'id', 'layer']);
  for (const name of Object.keys(properties)) {
    if (!known.has(name)) issues.push({ dataset: layer.id, line, field: name, seen: shown(properties[name]), expected: 'a property of this layer; it is left out', severity: 'remark' });
  }
  // What a file does not say is null; only what must be there is missed.
  const filled = (shape: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.keys(shape).map((name) => [name, properties[name] === '' ? null : (properties[name] ?? null)]));
  const fields = SiteFields.safeParse(filled(SiteFields.shape));
  const attributes = layer.attributes.safeParse(filled(layer.attributes.shape));
  for (const result of [fields, attributes]) {
    if (result.success) continue;
    for (const issue of result.error.issues.slice(0, 5)) {
      const name = String(issue.path[0] ?? '');
      issues.push({ dataset: layer.id, line, field: name, seen: shown(properties[name]), expected: issue.message.replace(/^seen .*?, expected /, ''), severity: 'error' });
    }
  }
  if (!fields.success || !attributes.success) return { row: null, issues };
  return {
    row: { ...fields.data, layer: layer.id, attributes: attributes.data as SiteRow['attributes'], geometry: geometry.data as SiteRow['geometry'], synthetic: properties['synthetic'] === true },
    issues,
  };
}

/** Gives what was expected of a geometry, with the likeliest cause when its numbers cannot be degrees. */
function geometryHint(geometry: unknown): string {
  const numbers = JSON.stringify(geometry ?? null).match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  const [first = 0, second = 0] = numbers;
  if (Math.abs(first) <= 90 && Math.abs(second) > 90 && Math.abs(second) <= 180) return 'longitude before latitude: the axes look swapped';
  if (numbers.some((value) => Math.abs(value) > 180)) return 'degrees WGS84: these look like projected metres (a CGCS2000 zone?), reproject them first';
  return 'a Point, LineString, Polygon or their Multi form in degrees WGS84 (longitude, latitude)';
}
