// What does the page of one hazard show: where it stands, what may be done next and why not, what belongs to it, and the steps of its life?
import { z } from 'zod';
import type { HazardEventRow } from './hazards.ts';

const Count = z.int().min(0);

export const kinships = ['parent', 'child', 'merged-into', 'merged', 'relapse-of', 'relapse', 'near'] as const;
export type Kinship = (typeof kinships)[number];

/** Another hazard that belongs to this one, and how. */
export const RelatedHazard = z.object({
  kinship: z.enum(kinships),
  id: Count,
  code: z.string(),
  title: z.string(),
  statusCode: z.string(),
  levelCode: z.string(),
  sourceCode: z.string(),
  foundAt: z.string(),
  distanceMetres: z.number(),
  /** How alike the descriptions are, 0..1 (text-likeness.ts); only for `near`. */
  likeness: z.number().nullable(),
});
export type RelatedHazard = Readonly<z.infer<typeof RelatedHazard>>;

/** What stands in the way of a move: see Missing in closing-guards.ts. */
export const MissingPart = z.object({ kind: z.enum(['role', 'status', 'field', 'guard']), id: z.string(), zh: z.string(), en: z.string() });

/** What the columns of a hazard say beside its item. */
export const HazardStanding = z.object({
  sequence: Count,
  verifyDueOn: z.string().nullable(),
  reviewDueOn: z.string().nullable(),
  extensionDueOn: z.string().nullable(),
  interimControl: z.string().nullable(),
  fundsYuan: z.number().nullable(),
  contingencyPlan: z.string().nullable(),
  expertRecord: z.string().nullable(),
  chaseStep: z.string().nullable(),
  transferSectorCode: z.string().nullable(),
  placeAccuracyMetres: z.number().nullable(),
  siteId: Count.nullable(),
  synthetic: z.boolean(),
  related: z.array(RelatedHazard).readonly(),
});
export type HazardStanding = Readonly<z.infer<typeof HazardStanding>>;

/** The page: the item as every list gives it, and the rest. */
export const HazardPage = z.object({
  item: z.object({ type: z.literal('Feature'), id: Count, geometry: z.looseObject({}).nullable(), properties: z.record(z.string(), z.unknown()) }),
  ...HazardStanding.shape,
  flags: z.array(z.string()).readonly(),
  handler: z.object({ id: z.string(), name: z.string() }).nullable(),
  signOffs: z.array(z.object({ role: z.string(), at: z.string() })).readonly(),
  /** Moves the role may make at all; those that are off say why. */
  moves: z.array(z.object({ id: z.string(), on: z.boolean(), missing: z.array(MissingPart).readonly() })).readonly(),
});
export type HazardPage = Readonly<z.infer<typeof HazardPage>>;

/** A step as it is shown: with the move it was, who made it and what it said; those three are null for steps that an import told of. */
export interface HazardStep extends HazardEventRow {
  readonly move: string | null;
  readonly actorName: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}
