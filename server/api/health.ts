// Is the server ready, how far has it come, and what just changed? Health, the city and the event stream.
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Health } from '../../data/contract/health.ts';
import { AppError } from '../errors.ts';
import { type AppDependencies } from './dependencies.ts';
import { answerJson } from './links.ts';
import { readParameters } from './parameters.ts';

/** A comment line this often keeps proxies from closing a quiet stream, and tells a page within seconds that the line is down. */
const heartbeatMilliseconds = 5000;

export function healthRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  let versions: { postgres: string; postgis: string } | null = null;

  const health = (): Health => {
    const database = deps.database();
    const state = database?.state() ?? 'opening';
    const ready = database !== null && deps.index() !== null;
    if (versions === null && database !== null && state === 'open') {
      // Asked once, beside the request: health itself never waits for the database.
      versions = { postgres: '', postgis: '' };
      database.versions().then(
        (seen) => {
          versions = seen;
        },
        () => {
          versions = null;
        },
      );
    }
    return {
      status: !ready ? 'starting' : state === 'open' ? 'ready' : 'degraded',
      dataVersion: deps.changes.dataVersion(),
      dataAsOf: deps.changes.asOf(),
      snapshotAgeSeconds: database?.snapshotAgeSeconds() ?? null,
      homes: { database: deps.databaseHome, databaseState: state, postgres: versions?.postgres || null, postgis: versions?.postgis || null, index: 'memory' },
      steps: [...deps.startSteps()],
      synthetic: deps.city()?.synthetic ?? false,
      version: deps.version,
      messages: [...deps.messages()],
    };
  };

  routes.get('/health', (context) => {
    readParameters(context, []);
    return answerJson(health(), undefined, { 'Cache-Control': 'no-store' });
  });

  routes.get('/city', (context) => {
    readParameters(context, []);
    const city = deps.city();
    if (city === null) throw new AppError('starting', 'the city is being loaded: ask /api/health');
    return answerJson(city, undefined, { 'Cache-Control': 'no-cache' });
  });

  routes.get('/events', (context) => {
    readParameters(context, []);
    return streamSSE(context, async (stream) => {
      let open = true;
      let wake: () => void = () => undefined;
      const waiting: { event: string; data: string }[] = [{ event: 'step', data: JSON.stringify(deps.startSteps()) }];
      const push = (event: string, value: unknown) => {
        // A page that does not read is cut off rather than remembered for ever; it asks anew when it comes back.
        if (waiting.length > 1000) open = false;
        waiting.push({ event, data: JSON.stringify(value) });
        wake();
      };
      const stopChanges = deps.changes.subscribe((change) => push('change', change));
      const stopSteps = deps.onStep(() => push('step', deps.startSteps()));
      stream.onAbort(() => {
        open = false;
        wake();
      });
      try {
        while (open) {
          for (const message of waiting.splice(0)) await stream.writeSSE(message);
          await new Promise<void>((resolve) => {
            wake = resolve;
            setTimeout(resolve, heartbeatMilliseconds).unref();
          });
          if (open && waiting.length === 0) await stream.writeSSE({ event: 'beat', data: String(deps.changes.dataVersion()) });
        }
      } finally {
        stopChanges();
        stopSteps();
      }
    });
  });
  return routes;
}
