// Is the server ready, how far has it come, and which city does it show?
import { createRoute, z } from '@hono/zod-openapi';
import { City } from '../../data/contract/city.ts';
import { Health } from '../../data/contract/health.ts';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

/** Routes /health, which asks nobody and so answers at once whatever the database is doing, and /city. */
export function healthRoutes(deps: AppDependencies) {
  let versions: { postgres: string | null; postgis: string | null } | null = null;
  const versionsOf = (): { postgres: string | null; postgis: string | null } => {
    const database = deps.database();
    if (versions === null && database?.state() === 'open') {
      // Asked once, beside the request.
      versions = { postgres: null, postgis: null };
      database.versions().then(
        (seen) => (versions = seen),
        () => (versions = null),
      );
    }
    return versions ?? { postgres: null, postgis: null };
  };

  const health = (): Health => {
    const database = deps.database();
    const steps = [...deps.startSteps()];
    const state = database?.state() ?? 'opening';
    const isReady = database !== null && deps.index() !== null;
    const { postgres, postgis } = versionsOf();
    return {
      status: isReady && state === 'open' ? 'ready' : isReady || steps.some((step) => step.state === 'failed') ? 'degraded' : 'starting',
      dataVersion: deps.changes.dataVersion(),
      dataAsOf: deps.changes.asOf(),
      snapshotAgeSeconds: database?.snapshotAgeSeconds() ?? null,
      homes: { database: deps.databaseHome, databaseState: state, postgres, postgis, index: 'memory' },
      steps,
      synthetic: deps.city()?.synthetic ?? false,
      version: deps.version,
      messages: [...deps.messages()],
    };
  };

  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/health',
        operationId: 'getHealth',
        summary: 'Is the server ready, and how far has it come?',
        tags: ['Service'],
        middleware: [offers(json)],
        request: { query: noParameters },
        responses: { 200: answerOf(z.object(Health.shape).openapi('Health'), 'State of the server, whatever it is'), ...refusals },
      }),
      (context) => context.json(health(), 200, { 'Cache-Control': 'no-store' }),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/city',
        operationId: 'getCity',
        summary: 'The city the map shows',
        tags: ['Service'],
        middleware: [offers(json), revalidated(() => `${deps.version}.${deps.changes.dataVersion()}.${deps.city() === null ? 'none' : 'loaded'}`)],
        request: { query: noParameters },
        responses: { 200: answerOf(z.object(City.shape).openapi('City'), 'Name, box, projected zone'), ...refusals },
      }),
      (context) => {
        const city = deps.city();
        if (city === null && deps.index() !== null) throw new AppError('not-found', 'city: none has been loaded yet');
        if (city === null) throw new AppError('starting', 'the city is being loaded: ask /api/health');
        return context.json(city, 200);
      },
    );
}
