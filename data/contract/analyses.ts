// What does each analysis ask and answer? Parameter and result schemas, shared by server and web.
import { z } from 'zod';
import { Box, Polygon } from './geometry.ts';

const Count = z.int().min(0);

/** Headline figures of a set of hazards. Every one of them opens the rows behind it with the filter named beside it. */
export const HazardTotals = z.object({
  total: Count,
  open: Count,
  majorOpen: Count,
  overdue: Count,
  /** Overdue by more than 30 days. */
  overdueOver30: Count,
  majorOverdue: Count,
  oldestOverdueDays: Count,
  /** Open, not overdue, due within the next 7 days (today included). */
  dueWithin7: Count,
  foundLast30: Count,
  closedLast30: Count,
});
export type HazardTotals = z.infer<typeof HazardTotals>;

const GroupCounts = { total: Count, open: Count, majorOpen: Count, overdue: Count };

/** Cross tables of the hazards that pass the filter. Codes are null where the hazard has none. */
export const HazardCounts = z.object({
  totals: HazardTotals,
  statusLevel: z.array(z.object({ statusCode: z.string(), levelCode: z.string(), count: Count })),
  sectorArea: z.array(z.object({ sectorCode: z.string(), areaCode: z.string().nullable(), ...GroupCounts })),
  departmentArea: z.array(z.object({ departmentCode: z.string(), areaCode: z.string().nullable(), ...GroupCounts })),
  source: z.array(z.object({ sourceCode: z.string(), ...GroupCounts })),
});
export type HazardCounts = z.infer<typeof HazardCounts>;

export const SeriesParameters = z.object({
  interval: z.enum(['day', 'week', 'month']).default('week'),
});
/** One bin starts on `from` (city date; weeks start on Monday) and holds what was found and what was closed in it. */
export const HazardSeries = z.object({
  interval: z.enum(['day', 'week', 'month']),
  bins: z.array(z.object({ from: z.string(), found: Count, majorFound: Count, closed: Count })),
});
export type HazardSeries = z.infer<typeof HazardSeries>;

export const ClusterParameters = z.object({
  distanceMetres: z.coerce.number().min(20).max(5000).default(400),
  minimumMembers: z.coerce.number().int().min(2).max(500).default(5),
});
export const OverdueClusters = z.object({
  distanceMetres: z.number(),
  minimumMembers: z.int(),
  /** Overdue hazards that passed the filter. */
  considered: Count,
  /** Of these, in any cluster. */
  clustered: Count,
  /** All clusters found; the list holds the 200 largest. */
  found: Count,
  clusters: z.array(
    z.object({
      id: z.int(),
      members: Count,
      places: Count,
      majors: Count,
      oldestOverdueDays: Count,
      medianOverdueDays: Count,
      /** Members overdue for up to 30, 31 to 90 and more than 90 days. */
      overdueAges: z.tuple([Count, Count, Count]),
      sectorCode: z.string().nullable(),
      /** Share of members in the leading sector, 0..1. */
      sectorShare: z.number(),
      departmentCode: z.string().nullable(),
      areaCode: z.string().nullable(),
      centre: z.tuple([z.number(), z.number()]),
      /** Closed ring in degrees. */
      hull: z.array(z.tuple([z.number(), z.number()])),
      /** At most 500 hazard ids, smallest first. */
      memberIds: z.array(z.int()),
    }),
  ),
});
export type OverdueClusters = z.infer<typeof OverdueClusters>;

export const DensityParameters = z.object({
  /** `count`: each hazard 1. `weighted`: by level (levelWeights). `major`: major hazards only. */
  weight: z.enum(['count', 'weighted', 'major']).default('count'),
  /** Standard deviation of the Gaussian on the ground. */
  bandwidthMetres: z.coerce.number().min(200).max(5000).default(800),
});
export const HazardDensity = z.object({
  weight: z.enum(['count', 'weighted', 'major']),
  bandwidthMetres: z.number(),
  unit: z.literal('km-2'),
  /** The raster is Web-Mercator aligned: linear between these degrees in EPSG:3857. */
  box: Box,
  columns: z.int(),
  rows: z.int(),
  /** Base64 of little-endian unsigned 16-bit codes, row by row from the north-west; density = code × `step`. */
  codes: z.string(),
  step: z.number(),
  maximum: z.number(),
  pointsInside: Count,
  /** Hazards at sea or outside the city: not in the picture. */
  pointsOutside: Count,
});
export type HazardDensity = z.infer<typeof HazardDensity>;

/** A box in an address: `west,south,east,north` in degrees. */
const BoxText = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(Box);

/** One of `area` (a township's code), `box` or `polygon` (in a body) says which area; exactly one is expected. */
export const AreaParameters = z.object({
  area: z.string().max(32).optional(),
  box: BoxText.optional(),
});
export const AreaBody = z.object({ polygon: Polygon });

/** The part of the map in view; without `box` everything counts as in view. */
export const ViewParameters = z.object({ box: BoxText.optional() });
export const AreaCounts = z.object({
  areaSquareKilometres: z.number(),
  layers: z.array(z.object({ collection: z.string(), count: Count })),
  hazards: HazardTotals,
});
export type AreaCounts = z.infer<typeof AreaCounts>;

export const LayerCounts = z.object({
  layers: z.array(z.object({ collection: z.string(), inView: Count, total: Count })),
});
export type LayerCounts = z.infer<typeof LayerCounts>;
