// What may be said when a site is entered, changed, moved or retired by hand, and is it sound?
import { z } from 'zod';
import { fieldMeta } from './code.ts';
import { collectionOf, type CollectionProperty } from './collections.ts';
import { Geometry } from './geometry.ts';
import { RequestKey } from './hazard-report.ts';
import { siteLayers } from './site-layers.ts';
import { SiteFields, type SiteLayer } from './sites.ts';

export type SiteValue = string | number | boolean | null;
export type SiteValues = Readonly<Record<string, SiteValue>>;

const Values = z.record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]));
const Reason = z.string().trim().max(500);
/** Number of the last event that the editor saw: when there are newer ones, the change is refused. */
const ExpectedVersion = z.int().min(0);

/** A new site. Values by the names of the layer's properties; without `code` it is given a number. */
export const SiteDraft = z.strictObject({ values: Values, geometry: Geometry, reason: Reason.default(''), requestKey: RequestKey });
export type SiteDraft = z.infer<typeof SiteDraft>;

/** A change: only what is named changes. */
export const SitePatch = z.strictObject({ values: Values.default({}), geometry: Geometry.optional(), reason: Reason.default(''), expectedVersion: ExpectedVersion, requestKey: RequestKey });
export type SitePatch = z.infer<typeof SitePatch>;

/** Taking a site out of use. `openHazards` says how many open hazards the one who retires it was shown: another count is refused with their names. */
export const SiteRetirement = z.strictObject({ reason: Reason.min(1), openHazards: z.int().min(0).default(0), expectedVersion: ExpectedVersion, requestKey: RequestKey });
export type SiteRetirement = z.infer<typeof SiteRetirement>;

export const SiteUndo = z.strictObject({ reason: Reason.default(''), expectedVersion: ExpectedVersion, requestKey: RequestKey });
export type SiteUndo = z.infer<typeof SiteUndo>;

/** One step in a site's life, as it is shown. `before` and `after` hold the fields that changed, geometry as GeoJSON under `geometry`. */
export const SiteEvent = z.object({
  sequence: z.int(),
  kind: z.enum(['created', 'edited', 'retired', 'undone', 'imported']),
  recordedAt: z.string(),
  actorRole: z.string(),
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  undoes: z.int().nullable(),
});
export type SiteEvent = z.infer<typeof SiteEvent>;

/** What an enterprise may change of its own sites: how it is reached. */
export const contactNames: ReadonlySet<string> = new Set(['phone', 'contactPhone']);
/** Never changed once given: hazards and files name a site by it. */
export const fixedNames: ReadonlySet<string> = new Set(['code']);

/** Gives a layer of sites by id, undefined when there is none. */
export function siteLayerOf(id: string): SiteLayer | undefined {
  return siteLayers.find((layer) => layer.id === id);
}

/** Gives the properties of a layer in the order of its form. */
export function sitePropertiesOf(layer: SiteLayer): readonly CollectionProperty[] {
  return collectionOf(layer.id)?.properties ?? [];
}

/** What is wrong with one value: its name with titles, and what was expected. */
export interface SiteFault {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly message: string;
}

const shapeOf = (layer: SiteLayer): Record<string, z.ZodType> => ({ ...SiteFields.shape, ...layer.attributes.shape }) as Record<string, z.ZodType>;

/** Gives whether a field may stay empty. */
export function mayBeEmpty(layer: SiteLayer, name: string): boolean {
  return shapeOf(layer)[name]?.safeParse(null).success ?? false;
}

/** Gives everything that is wrong with values by the layer's schema; names it does not know are wrong too. Empty = all sound. Values that are not given are not looked at. */
export function siteFaults(layer: SiteLayer, values: SiteValues): SiteFault[] {
  const shape = shapeOf(layer);
  return Object.entries(values).flatMap(([name, value]): SiteFault[] => {
    const schema = shape[name];
    if (schema === undefined) return [{ name, zh: name, en: name, message: `expected a property of ${layer.id}` }];
    const { zh, en } = fieldMeta(schema) ?? { zh: name, en: name };
    const parsed = schema.safeParse(value);
    return parsed.success ? [] : [{ name, zh, en, message: parsed.error.issues[0]?.message ?? 'expected another value' }];
  });
}

/** Gives a whole set of values for a new site: what is not given and may be empty is null. Names what is missing as faults. */
export function completeSite(layer: SiteLayer, values: SiteValues): { values: Record<string, SiteValue>; faults: SiteFault[] } {
  const whole: Record<string, SiteValue> = { ...values };
  for (const name of Object.keys(shapeOf(layer))) whole[name] ??= null;
  return { values: whole, faults: siteFaults(layer, whole) };
}

/** What a field takes, as far as numbers and lengths can say. */
export interface SiteLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** Gives the limits of a field of a layer; an empty object when it has none that are plain. */
export function siteLimits(layer: SiteLayer, name: string): SiteLimits {
  const schema = shapeOf(layer)[name];
  if (schema === undefined) return {};
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SiteLimits & { anyOf?: readonly (SiteLimits & { type?: string })[] };
  const { minimum, maximum, maxLength, pattern } = json.anyOf?.find(({ type }) => type !== 'null') ?? json;
  // A whole number has the bounds of what can be counted exactly; nobody needs to be told.
  const bound = (value: number | undefined): value is number => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return { ...(bound(minimum) ? { minimum } : {}), ...(bound(maximum) ? { maximum } : {}), ...(maxLength === undefined ? {} : { maxLength }), ...(pattern === undefined ? {} : { pattern }) };
}
