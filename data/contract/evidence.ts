// What is told of a picture that is shown as evidence, and what may be odd about it?
import { z } from 'zod';
import { evidenceFindings } from '../vocabulary/evidence.ts';
import { evidenceRules } from '../vocabulary/evidence-rules.ts';

/** Most bytes of a picture as it is sent. */
export const evidenceLimitBytes = 15 * 1024 * 1024;
/** Most pictures shown at one step. */
export const mostEvidenceAtOnce = 20;
/** Media types that are taken in; what is stored is always JPEG. */
export const evidenceTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export const EvidenceStage = z.enum(['found', 'rectified', 'reviewed']);
export type EvidenceStage = z.infer<typeof EvidenceStage>;
/** Where a place or time comes from: the picture itself, the device that sent it, nowhere. */
const Source = z.enum(['exif', 'device', 'none']);
export type EvidenceSource = z.infer<typeof Source>;

/** A remark: its code, what was measured, and the limit that held then; metres, minutes or bits. */
export const EvidenceFinding = z.object({
  code: z.enum(evidenceFindings.entries.map(({ code }) => code) as [string, ...string[]]),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  /** For `reused`: the other hazard, when the reader may see it. */
  hazardCode: z.string().nullable(),
});
export type EvidenceFinding = z.infer<typeof EvidenceFinding>;

export const Evidence = z.object({
  id: z.int(),
  /** Null until a step of the closing procedure shows it. */
  hazardId: z.int().nullable(),
  hazardCode: z.string().nullable(),
  stage: EvidenceStage.nullable(),
  mediaType: z.literal('image/jpeg'),
  /** Of the picture as stored: longest side at most 2048 pixels, upright. */
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
  /** Of the picture as it was sent; the same file has the same one. */
  sha256: z.string(),
  takenAt: z.string().nullable(),
  timeSource: Source,
  /** Longitude and latitude, degrees WGS84. */
  place: z.array(z.number()).nullable(),
  placeSource: Source,
  accuracyMetres: z.number().nullable(),
  /** To the hazard or its site, whichever is nearer; null until it is shown, or without a place. */
  distanceMetres: z.number().nullable(),
  /** From taking to receiving; negative for a clock that runs ahead. */
  ageMinutes: z.number().nullable(),
  uploaderName: z.string(),
  uploaderRole: z.string(),
  receivedAt: z.string(),
  findings: z.array(EvidenceFinding),
});
export type Evidence = z.infer<typeof Evidence>;

const decimal = (low: number, high: number, what: string) =>
  z.string().regex(/^-?\d{1,9}(\.\d{1,15})?$/, { error: `expected ${what}` }).transform(Number).refine((value) => value >= low && value <= high, { error: `expected ${what}` });
/** What is sent beside a picture, all text. */
export const EvidenceUpload = z
  .strictObject({
    requestKey: z.string().regex(/^[\w-]{16,64}$/, { error: 'expected 16 to 64 letters, digits, - or _, made anew for each picture and kept when it is sent again' }),
    lng: decimal(-180, 180, 'degrees from -180 to 180').optional(),
    lat: decimal(-90, 90, 'degrees from -90 to 90').optional(),
    accuracyMetres: decimal(0, 1_000_000, 'metres from 0 to 1000000').optional(),
    // In an address a plus sign arrives as a blank.
    takenAt: z.string().transform((text) => text.replace(/ (\d{2}:\d{2})$/, '+$1')).pipe(z.iso.datetime({ offset: true, error: 'expected a date-time with zone (RFC 3339)' })).optional(),
  })
  .refine(({ lng, lat }) => (lng === undefined) === (lat === undefined), { error: 'lng, lat: seen one of them, expected both or none' });
export type EvidenceUpload = z.infer<typeof EvidenceUpload>;

/** What is known of a picture when it is judged. */
export interface EvidenceFacts {
  readonly placeSource: EvidenceSource;
  readonly accuracyMetres: number | null;
  /** Null: not shown yet, or without a place. */
  readonly distanceMetres: number | null;
  readonly ageMinutes: number | null;
  readonly comparable: boolean;
  /** The picture most like it at another hazard, else at another stage of this one; null when none is near. */
  readonly alike: { readonly bits: number; readonly sameHazard: boolean } | null;
}

/** Gives the remarks on a picture, in the order of the code list. Limits: `evidenceRules` [D]. A remark is no verdict. */
export function findingsOf({ placeSource, accuracyMetres, distanceMetres, ageMinutes, comparable, alike }: EvidenceFacts): EvidenceFinding[] {
  const { farMetres, vagueMetres, oldMinutes, futureMinutes } = evidenceRules;
  const findings: EvidenceFinding[] = [];
  const note = (code: EvidenceFinding['code'], value: number | null = null, limit: number | null = null): void => void findings.push({ code, value, limit, hazardCode: null });
  if (placeSource === 'none') note('no-place');
  if ((accuracyMetres ?? 0) > vagueMetres.value) note('vague-place', accuracyMetres, vagueMetres.value);
  // A stated error excuses no more than the largest one that is accepted: otherwise a huge one would excuse everything.
  if (distanceMetres !== null && distanceMetres - Math.min(accuracyMetres ?? 0, vagueMetres.value) > farMetres.value) note('far-from-site', distanceMetres, farMetres.value);
  if (ageMinutes === null) note('no-time');
  else if (ageMinutes > oldMinutes.value) note('old-picture', ageMinutes, oldMinutes.value);
  else if (ageMinutes < -futureMinutes.value) note('future-picture', ageMinutes, -futureMinutes.value);
  if (!comparable) note('featureless');
  const most = alike?.sameHazard === true ? evidenceRules.unchangedBits.value : evidenceRules.alikeBits.value;
  if (alike !== null && alike.bits <= most) note(alike.sameHazard ? 'unchanged' : 'reused', alike.bits, most);
  return findings;
}
