// What just changed? A stream of server-sent events that pages listen to.
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Credentials } from '../access/access.ts';
import { AppError } from '../errors.ts';
import { createFeed, eventText, type Line } from '../live/feed.ts';
import type { AppDependencies } from './dependencies.ts';
import { shownChanges } from './event-scopes.ts';
import { offers } from './negotiation.ts';
import { credentialsOf, readerOf, type Scopes } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { addressOfClient } from './session.ts';

/** Limits of the streams. Each holds a connection and, while its page does not read, at most `mostUnread` bytes. */
const usual = {
  /** Open at once: a city's offices and walls several times over. */
  mostStreams: 1000,
  /** Open at once with one session or token, or from one address without either: what one person's browsers open, not what one program may hold. */
  mostOfOne: 20,
  /** Bytes a page may be behind before it is cut off; it comes back with the id of what it heard last. */
  mostUnread: 262_144,
};
/** A browser waits so long before it comes back, in milliseconds, spread so that after a restart not all come in one instant. */
const retryFrom = 1000;
const retrySpread = 2000;
const idForm = /^[\w.-]{1,60}$/;

const After = z.strictObject({
  after: z.string().regex(idForm, { error: 'expected an event id' }).optional().openapi({ type: 'string', param: { name: 'after', in: 'query', description: 'Id of the last event heard, for clients that cannot send Last-Event-ID; the header goes first' } }),
});

/**
 * Route /events: `step` (StartStep[], at once and whenever one moves on), `change` (Change, merged, once the map's index has it too) and `beat` (the data version).
 * A client that comes back with Last-Event-ID is told what it missed first, or `change` with collection `*`, everything, when that is not known any more.
 */
export function eventRoutes(deps: AppDependencies, scopes: Scopes, limits: typeof usual = usual) {
  const feed = createFeed({
    changes: deps.changes,
    isReady: () => deps.index() !== null,
    settle: async () => {
      await deps.index()?.inTurn(() => Promise.resolve());
    },
    show: shownChanges(deps, scopes),
    onError: (error) => deps.log.error({ err: error }, 'changes could not be told to all'),
  });
  // Together with the listeners of changes it lives as long as the app.
  deps.onStep(() => feed.tellAll('step', deps.startSteps()));
  const owners = new Map<string, number>();
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/events',
      operationId: 'getEvents',
      summary: 'Changes of the data and steps of the start as they happen',
      description: `Server-sent events. Changes of a quarter of a second are told together, once for each collection. At most ${limits.mostStreams} streams at once, ${limits.mostOfOne} of them with one session, token or address.`,
      tags: ['Service'],
      middleware: [offers('text/event-stream')],
      request: { query: After },
      responses: { 200: answerAs(['text/event-stream'], z.string(), 'Server-sent events step, change and beat'), 429: { ...refusals[400], description: 'As many streams are open as may be' }, ...refusals },
    }),
    (context) => {
      const owner = ownerOf(context);
      const own = owners.get(owner) ?? 0;
      if (feed.size() >= limits.mostStreams) throw new AppError('too-many-requests', `seen ${feed.size()} open event streams, expected at most ${limits.mostStreams}`);
      if (own >= limits.mostOfOne) throw new AppError('too-many-requests', `seen ${own} open event streams of this session, token or address, expected at most ${limits.mostOfOne}`);
      if (context.req.method === 'HEAD') return context.body(null, 200, { 'Content-Type': 'text/event-stream' });
      const reader = readerOf(context);
      const credentials = { ...credentialsOf(context), passive: true };
      const header = context.req.header('Last-Event-ID');
      const after = header !== undefined && idForm.test(header) ? header : context.req.valid('query').after;
      owners.set(owner, own + 1);
      let leave = (): void => undefined;
      let isOpen = true;
      const end = (): void => {
        if (!isOpen) return;
        isOpen = false;
        const left = (owners.get(owner) ?? 1) - 1;
        if (left > 0) owners.set(owner, left);
        else owners.delete(owner);
        leave();
      };
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const line: Line = {
              reader,
              send(bytes) {
                if (!isOpen || (controller.desiredSize ?? 0) <= 0) return false;
                controller.enqueue(bytes);
                return true;
              },
              end() {
                if (isOpen) controller.close();
                end();
              },
              mayListen: () => stillReads(deps, credentials, reader.key),
            };
            line.send(new TextEncoder().encode(`retry: ${retryFrom + Math.round(Math.random() * retrySpread)}\n${eventText('step', deps.startSteps())}`));
            leave = feed.join(line, after);
          },
          cancel: end,
        },
        new ByteLengthQueuingStrategy({ highWaterMark: limits.mostUnread }),
      );
      // X-Accel-Buffering: nginx would hold events back; no-transform: others would pack them, and so wait for more.
      const headers = { 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no', 'Transfer-Encoding': 'chunked', 'Content-Type': 'text/event-stream' };
      return context.body(body, 200, headers) as never;
    },
  );
}

/** Gives who holds a stream: the session or token, as a digest, or the address of a guest. */
function ownerOf(context: Context): string {
  const { authorization, cookie, key } = credentialsOf(context);
  const secret = key ?? authorization ?? (context.get('actor')?.kind === 'user' ? cookie : undefined);
  return secret === undefined ? `address ${addressOfClient(context)}` : createHash('sha256').update(secret).digest('base64url');
}

/** Gives whether the one who opened a stream may still see what they saw then: at once when it is known. */
function stillReads(deps: AppDependencies, credentials: Credentials, readerKey: string): boolean | Promise<boolean> {
  const known = deps.access.known(credentials);
  if (known !== null) return known.reader.key === readerKey;
  return deps.access.identify(credentials).then(
    ({ actor }) => actor?.reader.key === readerKey,
    // While the database is away nobody can be asked: what was holds on.
    (error: unknown) => !(error instanceof AppError && error.code === 'sign-in-required'),
  );
}
