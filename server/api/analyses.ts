// How is an analysis asked? One route for all of them; every answer carries its basis.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Derived } from '../../data/contract/derived.ts';
import { selectionFromParameters, selectionKey } from '../../data/contract/selection.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import type { Analysis, AnalysisContext } from '../analyses/analysis.ts';
import { analyses } from '../analyses/index.ts';
import { AppError } from '../errors.ts';
import { type AreaShape, readAreaShapes } from '../queries/area-shapes.ts';
import { type AppDependencies, databaseOf, indexOf } from './dependencies.ts';
import { answerJson, json, notModified } from './links.ts';
import { readParameters, selectionNames } from './parameters.ts';

/** Finished results kept for one data version and day. */
const resultsKept = 64;
const bodyLimitBytes = 1_000_000;

export function analysisRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  const results = new Map<string, Promise<unknown>>();
  let areas: { version: number; shapes: Promise<readonly AreaShape[]> } | null = null;

  const readAreas = (): Promise<readonly AreaShape[]> => {
    const version = indexOf(deps).version('areas');
    if (areas?.version !== version) {
      const shapes = readAreaShapes(databaseOf(deps).sql);
      areas = { version, shapes };
      shapes.catch(() => {
        areas = null;
      });
    }
    return areas.shapes;
  };

  const answer = async (context: Context, body: Record<string, unknown>): Promise<Response> => {
    const analysis = findAnalysis(context.req.param('id') ?? '');
    const parameters = readParameters(context, [...selectionNames, ...Object.keys(analysis.parameters.shape)]);
    const { selection, rest } = selectionFromParameters(parameters);
    const { f: _f, v: _v, ...own } = rest;
    const asked = readOwn(analysis, { ...own, ...body });
    const index = indexOf(deps);
    const now = deps.now();
    const today = dayOfInstant(now);
    const version = deps.changes.dataVersion();
    const key = `${analysis.id} ${version} ${today} ${selectionKey(selection)} ${JSON.stringify(asked)}`;
    const tag = `"${version}-${today}"`;
    const known = context.req.method === 'GET' ? notModified(context, tag) : null;
    if (known !== null) return known;
    const run: AnalysisContext = {
      index,
      areas: readAreas,
      today,
      scope: null,
      cityBox: deps.city()?.box ?? index.box('areas') ?? [-180, -85, 180, 85],
      runKernel: deps.runKernel,
      signal: context.req.raw.signal,
    };
    let value = results.get(key);
    if (value === undefined) {
      // Kept even when the asker leaves: the next one gets it at once.
      value = analysis.run({ ...run, signal: undefined }, selection, asked).then((result) => ({
        value: result,
        asOf: new Date(now).toISOString(),
        method: analysis.method,
        inputs: analysis.inputs.map((dataset) => ({ dataset, version })),
      }) satisfies Derived<unknown>);
      if (results.size >= resultsKept) results.delete(results.keys().next().value ?? '');
      results.set(key, value);
      value.catch(() => results.delete(key));
    }
    return answerJson(await value, json, { ETag: tag, 'Cache-Control': 'no-cache' });
  };

  routes.get('/analyses', (context) => {
    readParameters(context, []);
    return answerJson({
      analyses: analyses.map(({ id, zh, en, method, parameters, result }) => ({
        id,
        zh,
        en,
        method,
        parameters: z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }),
        result: z.toJSONSchema(result, { unrepresentable: 'any' }),
      })),
    });
  });
  routes.get('/analyses/:id', (context) => answer(context, {}));
  routes.post('/analyses/:id', async (context) => {
    const text = await context.req.text();
    if (text.length > bodyLimitBytes) throw new AppError('too-large', `body: seen ${text.length} characters, expected at most ${bodyLimitBytes}`);
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw new AppError('invalid-body', 'body: seen something that is not JSON, expected a JSON object');
    }
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new AppError('invalid-body', 'body: expected a JSON object');
    return answer(context, body as Record<string, unknown>);
  });
  return routes;
}

function findAnalysis(id: string): Analysis {
  const analysis = analyses.find((known) => known.id === id);
  if (analysis === undefined) throw new AppError('not-found', `analysis: seen ${JSON.stringify(id.slice(0, 60))}, expected one of ${analyses.map((known) => known.id).join(', ')}`);
  return analysis;
}

function readOwn(analysis: Analysis, given: Record<string, unknown>): unknown {
  const schema = z.strictObject({ ...analysis.parameters.shape, ...(analysis.body === undefined ? {} : z.object(analysis.body.shape).partial().shape) });
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? '');
  throw new AppError(issue?.code === 'unrecognized_keys' ? 'unknown-parameter' : 'invalid-parameter', `${name}: seen ${JSON.stringify(given[name] ?? null).slice(0, 100)}, expected ${issue?.message ?? 'another value'}`);
}
