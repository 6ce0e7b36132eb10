// How is an analysis asked? One route for each; every answer carries its basis.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Collection } from '../../data/contract/collections.ts';
import type { Expression } from '../../data/contract/cql2/tree.ts';
import { printText } from '../../data/contract/cql2/print-text.ts';
import { derived } from '../../data/contract/derived.ts';
import { selectionFromParameters } from '../../data/contract/selection.ts';
import { type SelectionField, selectionFields, selectionKey } from '../../data/contract/selection-address.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import type { Analysis } from '../analyses/analysis.ts';
import { analyses } from '../analyses/index.ts';
import { AppError } from '../errors.ts';
import { type AreaShape, readAreaShapes } from '../queries/area-shapes.ts';
import type { TileIndex } from '../tiles/tile-index.ts';
import { type AppDependencies, databaseOf, indexOf } from './dependencies.ts';
import { crsOffered } from './crs.ts';
import { type FilterQuery, readFilter } from './filters.ts';
import { json, offers } from './negotiation.ts';
import { collectionsParameter, noParameters, selectionParameters, tileQuery } from './parameters.ts';
import { readerOf, type Scopes } from './readers.ts';
import { answerAs, answerOf, createRouter, refusals } from './route.ts';
import type { Staleness } from './staleness.ts';
import { joinedSource } from './tile-members.ts';
import { Remembered, revalidated } from './validators.ts';

/** Finished results kept. */
const resultsKept = 64;
/** A hand-drawn polygon is a few kilobytes. */
const bodyLimitBytes = 1_000_000;

const AnalysisList = z
  .object({ analyses: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), method: z.string(), parameters: z.record(z.string(), z.unknown()), result: z.record(z.string(), z.unknown()) })) })
  .openapi('Analyses');

/** Gives the data version an analysis depends on: the highest of the collections it reads. */
function versionOf(index: TileIndex, analysis: Analysis): number {
  const inputs = analysis.inputs.includes('*') ? index.ids() : analysis.inputs;
  return Math.max(...inputs.map((collection) => index.version(collection)));
}

/** Gives a text that differs after every change an analysis depends on. */
function editionsOf(index: TileIndex, analysis: Analysis): string {
  return (analysis.inputs.includes('*') ? index.ids() : analysis.inputs).map((collection) => index.edition(collection)).join('_');
}

/** Gives the collections an analysis may be asked for, and so filtered: those it names, or all that have tiles, which is what the index holds. */
function collectionsOf({ inputs }: Analysis, named: readonly string[] | undefined): readonly Collection[] {
  return inputs.includes('*') ? joinedSource(named).members : joinedSource(['hazards']).members;
}

/** Routes /analyses and /analyses/{id}. They read the index, so they go on, marked as stale, while the database is away. */
export function analysisRoutes(deps: AppDependencies, staleness: Staleness, scopes: Scopes) {
  const results = new Remembered<unknown>(resultsKept);
  let areas: { edition: string; shapes: Promise<readonly AreaShape[]> } | null = null;
  const readAreas = (): Promise<readonly AreaShape[]> => {
    const edition = indexOf(deps).edition('areas');
    if (areas !== null && (areas.edition === edition || deps.database()?.state() !== 'open')) return areas.shapes;
    const shapes = readAreaShapes(databaseOf(deps).sql);
    areas = { edition, shapes };
    shapes.catch(() => (areas = null));
    return shapes;
  };

  const answer = async (context: Context, analysis: Analysis, query: Readonly<Record<string, unknown>>, body: Readonly<Record<string, unknown>>): Promise<Response> => {
    const index = indexOf(deps);
    const { v: _v, filter, 'filter-lang': language, 'filter-crs': crs, collections: named, ...asked } = query;
    const members = collectionsOf(analysis, named as string[] | undefined).filter(({ id }) => index.has(id));
    const filters = new Map(members.map((collection) => [collection.id, readFilter(collection, { filter, 'filter-lang': language, 'filter-crs': crs } as FilterQuery, crsOffered(deps))]));
    const where = (collection: string): Expression | null => filters.get(collection) ?? null;
    const [written = null] = filters.values();
    const reader = readerOf(context);
    const scope = await scopes.of(reader);
    const isField = ([name]: [string, unknown]): boolean => selectionFields.includes(name as SelectionField);
    const { selection } = selectionFromParameters(Object.fromEntries(Object.entries(asked).filter(isField)) as Record<string, string>);
    const parameters = { ...Object.fromEntries(Object.entries(asked).filter((entry) => !isField(entry))), ...body };
    const now = deps.now();
    const today = dayOfInstant(now);
    const version = versionOf(index, analysis);
    const editions = editionsOf(index, analysis);
    const cityBox = deps.city()?.box ?? index.box('areas') ?? [-180, -85, 180, 85];
    // Kept even when the asker leaves: the next one gets it at once.
    const value = await results.get(`${reader.key} ${analysis.id} ${editions} ${today} ${cityBox.join()} ${selectionKey(selection)} ${[...filters.keys()].join()} ${written === null ? '' : printText(written)} ${JSON.stringify(parameters)}`, () =>
      analysis.run({ index, areas: readAreas, today, scope, collections: [...filters.keys()], where, cityBox, runKernel: deps.runKernel }, selection, parameters),
    );
    const staleSince = staleness.since();
    return context.json({
      value,
      // From memory: as true as the last moment at which memory followed the database.
      asOf: staleSince ?? new Date(now).toISOString(),
      method: analysis.method,
      inputs: analysis.inputs.map((dataset) => ({ dataset, version: dataset === '*' ? version : index.version(dataset) })),
      ...(staleSince === null ? {} : { staleSince }),
    });
  };

  const routes = createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/analyses',
      operationId: 'getAnalyses',
      summary: 'All analyses with the schemas of their parameters and results',
      tags: ['Analyses'],
      middleware: [offers(json), revalidated(() => deps.version)],
      request: { query: noParameters },
      responses: { 200: answerOf(AnalysisList, 'All analyses'), ...refusals },
    }),
    (context) =>
      context.json(
        {
          analyses: analyses.map(({ id, zh, en, method, parameters, result }) => ({
            id,
            zh,
            en,
            method,
            parameters: z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
            result: z.toJSONSchema(result, { unrepresentable: 'any' }) as Record<string, unknown>,
          })),
        },
        200,
      ),
  );
  for (const analysis of analyses) {
    const path = `/analyses/${analysis.id}`;
    const ofHazards = tileQuery(Object.keys(selectionParameters) as SelectionField[]).omit({ f: true }).extend(analysis.parameters.shape);
    // What stands in a filter must be a property of every collection asked for.
    const query = analysis.inputs.includes('*') ? ofHazards.extend({ collections: collectionsParameter }) : ofHazards;
    const Result = derived(analysis.result).extend({ staleSince: z.string().optional().openapi({ description: 'Present while the database is away: the figures are from memory' }) });
    const responses = { 200: answerAs([json], Result, `${analysis.zh} ${analysis.en}, with its basis`), ...refusals };
    const common = { path, summary: `${analysis.zh} ${analysis.en}`, tags: ['Analyses'], responses };
    const version = (): string => {
      const index = deps.index();
      return index === null ? 'none' : `${deps.version}.${editionsOf(index, analysis)}.${dayOfInstant(deps.now())}.${staleness.since() ?? ''}`;
    };
    routes.openapi(
      createRoute({ ...common, method: 'get', operationId: `${analysis.id}.analyse`, middleware: [offers(json), staleness.mark, revalidated(version)], request: { query } }),
      (context) => answer(context, analysis, context.req.valid('query'), {}),
    );
    if (analysis.body === undefined) continue;
    const tooLarge = (): never => {
      throw new AppError('too-large', `body: expected at most ${bodyLimitBytes} bytes`);
    };
    routes.openapi(
      createRoute({
        ...common,
        method: 'post',
        operationId: `${analysis.id}.analyseBody`,
        middleware: [offers(json), staleness.mark, bodyLimit({ maxSize: bodyLimitBytes, onError: tooLarge })],
        request: { query, body: { required: true, content: { [json]: { schema: z.strictObject(analysis.body.shape) } } } },
      }),
      (context) => answer(context, analysis, context.req.valid('query'), context.req.valid('json' as never) as Record<string, unknown>),
    );
  }
  return routes;
}
