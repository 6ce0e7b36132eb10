// What must be told to enter a hazard, by which of the three doors?
import { z } from 'zod';
import { hazardKinds, hazardLevels, hazardSources } from '../vocabulary/hazards.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { doors } from './closing.ts';
import { codeOf } from './code.ts';
import { Informer } from './informers.ts';

/** Chosen by the sender for one wish and kept when it is sent again: what comes twice happens once. */
export const RequestKey = z.string().regex(/^[\w-]{16,64}$/, { error: 'expected 16 to 64 letters, digits, - or _, made anew for each wish and kept when it is sent again' });

const text = (most: number) => z.string().trim().min(1).max(most).refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), { error: 'expected text without control characters' });

/** A report. A site, a place or both; sector and department come from the site and the table of responsibilities unless given. */
export const HazardReport = z.strictObject({
  door: z.enum(doors.map(({ id }) => id) as [(typeof doors)[number]['id'], ...(typeof doors)[number]['id'][]]),
  /** Narrower than the door, e.g. SRC-INS-CROSS; must belong to it. */
  sourceCode: codeOf(hazardSources).optional(),
  title: text(300),
  kindCode: codeOf(hazardKinds),
  siteId: z.int().min(1).optional(),
  /** Degrees WGS84, with the error of the device in metres when it is known. */
  place: z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), accuracyMetres: z.number().min(0).max(100_000).nullable().default(null) }).optional(),
  sectorCode: codeOf(sectors).optional(),
  /** When it was seen; now unless given. Not in the future, not more than a year ago. */
  foundAt: z.iso.datetime({ offset: true }).optional(),
  /** What the reporter takes it for; whoever verifies decides. A major one names its clause. */
  levelCode: codeOf(hazardLevels).default('LV-G'),
  clauseId: text(40).optional(),
  /** Who gave a public tip; kept apart from the hazard, read by the office alone. Nobody has to say who they are. */
  informer: Informer.optional(),
  evidence: z.array(z.int().min(1)).max(20).default([]),
  requestKey: RequestKey,
});
export type HazardReport = z.infer<typeof HazardReport>;

/** One move as it is asked for. */
export const MoveWish = z.strictObject({
  move: z.string().max(40),
  values: z.record(z.string().max(40), z.union([z.string().max(20_000), z.number(), z.boolean(), z.null(), z.array(z.int()).max(50)])).default({}),
  /** Number of the last event the asker saw: when there are newer ones, the move is refused. */
  expectedSequence: z.int().min(0).nullable().default(null),
  requestKey: RequestKey.nullable().default(null),
});
export type MoveWish = z.infer<typeof MoveWish>;
