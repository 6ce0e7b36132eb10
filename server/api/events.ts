// What just changed? A stream of server-sent events that pages listen to.
import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { Reader } from '../../data/contract/access.ts';
import { collectionOf } from '../../data/contract/collections.ts';
import type { Change } from '../../data/contract/changes.ts';
import type { Credentials } from '../access/access.ts';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';
import { offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { credentialsOf, readerOf, type Scopes } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';

/** A line this often keeps a quiet stream open and tells a page within seconds that the server is gone. */
const beatMilliseconds = 5000;
/** Streams open at once: each holds a connection, and a browser opens one for every page. */
const mostStreams = 200;
/** Events a page may be behind before it is cut off; it asks anew when it comes back. */
const mostWaiting = 1000;
/** A change that names more ids than this is told as `all`: the page reads anew what it shows either way. */
const mostIds = 1000;

/** Route /events: `step` (StartStep[], at once and whenever one moves on), `change` (Change, once the map's index has it too), `beat` (the data version). */
export function eventRoutes(deps: AppDependencies, scopes: Scopes) {
  let streams = 0;
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/events',
      operationId: 'getEvents',
      summary: 'Changes of the data and steps of the start as they happen',
      tags: ['Service'],
      middleware: [offers('text/event-stream')],
      request: { query: noParameters },
      responses: { 200: answerAs(['text/event-stream'], z.string(), 'Server-sent events step, change and beat'), ...refusals },
    }),
    (context) => {
      if (streams >= mostStreams) throw new AppError('too-many-requests', `seen ${streams} open event streams, expected at most ${mostStreams}`);
      if (context.req.method === 'HEAD') return context.body(null, 200, { 'Content-Type': 'text/event-stream' });
      const reader = readerOf(context);
      const credentials = { ...credentialsOf(context), passive: true };
      context.header('Cache-Control', 'no-store');
      return streamSSE(context, async (stream) => {
        streams += 1;
        let isOpen = true;
        let wake = (): void => undefined;
        const waiting: { event: string; data: string }[] = [{ event: 'step', data: JSON.stringify(deps.startSteps()) }];
        const push = (event: string, value: unknown): void => {
          if (waiting.length >= mostWaiting) isOpen = false;
          else waiting.push({ event, data: JSON.stringify(value) });
          wake();
        };
        const stopChanges = deps.changes.subscribe((change) => void afterIndex(deps)
            .then(() => shownTo(reader, change, scopes))
            .then(
              (shown) => shown !== null && push('change', brief(shown)),
              // What it was is not known while the database is away: the page is told that something changed.
              () => push('change', withoutRows(change)),
            ),
        );
        const stopSteps = deps.onStep(() => push('step', deps.startSteps()));
        stream.onAbort(() => {
          isOpen = false;
          wake();
        });
        try {
          while (isOpen) {
            for (const message of waiting.splice(0)) await stream.writeSSE(message);
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, beatMilliseconds);
              timer.unref();
              wake = () => {
                clearTimeout(timer);
                resolve();
              };
              if (waiting.length > 0 || !isOpen) wake();
            });
            // A session that is over, or may see something else now, hears no more; the page asks anew and is told why.
            if (isOpen && !(await stillReads(deps, credentials, reader))) break;
            if (isOpen && waiting.length === 0) await stream.writeSSE({ event: 'beat', data: String(deps.changes.dataVersion()) });
          }
        } finally {
          streams -= 1;
          stopChanges();
          stopSteps();
        }
      });
    },
  );
}

/** Resolves when the index has taken in all that was announced so far: a page that asks for tiles upon an event must not get the old ones. */
async function afterIndex(deps: AppDependencies): Promise<void> {
  // All listeners of this change are called first, the one that queues the patch among them.
  await Promise.resolve();
  await deps.index()?.inTurn(() => Promise.resolve());
}

/** Gives whether the one who opened a stream may still see what they saw then. */
async function stillReads(deps: AppDependencies, credentials: Credentials, reader: Reader): Promise<boolean> {
  const known = deps.access.known(credentials);
  if (known !== null) return known.reader.key === reader.key;
  // While the database is away nobody can be asked: what was holds on.
  const asked = await deps.access.identify(credentials).then(({ actor }) => actor?.reader.key, (error: unknown) => (error instanceof AppError && error.code === 'sign-in-required' ? undefined : reader.key));
  return asked === reader.key;
}

/** Gives a change as a reader may hear of it: rows of others are left out, and what was removed is not named. Null = none of it is theirs. */
async function shownTo(reader: Reader, change: Change, scopes: Scopes): Promise<Change | null> {
  if (reader.areaCodes === null && reader.sectorCodes === null && reader.siteIds === null) return change;
  const { collection, upserted, removed } = change;
  if (upserted === 'all' || removed.length > 0 || !(collectionOf(collection)?.tiles ?? false)) return withoutRows(change);
  const isVisible = await scopes.rowsOf(reader);
  const own = upserted.filter((id) => isVisible(collection, id));
  return own.length === 0 ? null : { ...change, upserted: own };
}

/** Gives a change that names no row: whoever hears it asks anew, and is answered with what is theirs. */
function withoutRows(change: Change): Change {
  return { ...change, upserted: 'all', removed: [] };
}

function brief(change: Change): Change {
  const { upserted, removed } = change;
  if (upserted === 'all' || upserted.length + removed.length <= mostIds) return change;
  return { ...change, upserted: 'all', removed: removed.slice(0, mostIds) };
}
