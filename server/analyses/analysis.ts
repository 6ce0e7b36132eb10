// What is an analysis? A question with a parameter schema, a result schema and a run over the index and the database.
import type { z } from 'zod';
import type { Basis } from '../../data/contract/derived.ts';
import type { Expression } from '../../data/contract/cql2/tree.ts';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import type { Selection } from '../../data/contract/selection.ts';
import type { AreaShape } from '../queries/area-shapes.ts';
import type { Scope } from '../tiles/filter.ts';
import type { TileIndex } from '../tiles/tile-index.ts';
import type { KernelKind, KernelPayload, KernelResult } from './kernels.ts';

/** Runs a kernel of kernels.ts off the main thread and gives its result; rejects when `signal` aborts. */
export type RunKernel = <Kind extends KernelKind>(kind: Kind, payload: KernelPayload<Kind>, signal?: AbortSignal) => Promise<KernelResult<Kind>>;

/** What a run may read. */
export interface AnalysisContext {
  readonly index: TileIndex;
  /** Outlines of all areas, read once per data version; rejects while the database is away and they were never read. */
  readonly areas: () => Promise<readonly AreaShape[]>;
  /** The city's calendar day (units.ts). */
  readonly today: number;
  readonly scope: Scope;
  /** The collections an analysis of all layers is asked for; one with inputs of its own is asked for hazards. */
  readonly collections: readonly string[];
  /** Gives the CQL2 filter of one of the collections, checked against it; null = none. */
  readonly where: (collection: string) => Expression | null;
  /** Box of the city in degrees. */
  readonly cityBox: Box;
  readonly runKernel: RunKernel;
  readonly signal?: AbortSignal;
}

/** One entry of list 2. `parameters` reads what is not part of the selection; `body` what a POST carries. */
export interface Analysis {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Key of the explanation in data/vocabulary/methods.ts. */
  readonly method: Basis['method'];
  /** Collections whose data version the result depends on. */
  readonly inputs: readonly string[];
  readonly parameters: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly result: z.ZodType;
  run(context: AnalysisContext, selection: Selection, parameters: unknown): Promise<unknown>;
}

/** Gives an analysis whose `run` receives its parameters typed by the schemas. */
export function defineAnalysis<Parameters extends z.ZodObject, Result extends z.ZodType, Body extends z.ZodObject = z.ZodObject>(
  analysis: Omit<Analysis, 'run' | 'parameters' | 'result' | 'body'> & {
    parameters: Parameters;
    body?: Body;
    result: Result;
    run(context: AnalysisContext, selection: Selection, parameters: z.output<Parameters> & Partial<z.output<Body>>): Promise<z.output<Result>>;
  },
): Analysis {
  return { ...analysis, run: (context, selection, parameters) => analysis.run(context, selection, parameters as never) };
}

/** Polygons of an area as rings in degrees, outer rings and holes alike. */
export function ringsOf(geometry: Geometry): [number, number][][] {
  if (geometry.type === 'Polygon') return geometry.coordinates as unknown as [number, number][][];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat() as unknown as [number, number][][];
  return [];
}
