// What waits for the one who asks, and how is an officer's work handed over? Over HTTP.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { personKeyOf } from '../../data/contract/access.ts';
import { Handover, HandoverWish, Inbox, InboxList, inboxListIds, Official } from '../../data/contract/inbox.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { handOver, type HandoverOutcome, seeHandover } from '../commands/handovers.ts';
import { AppError } from '../errors.ts';
import { type InboxReader, listsOf, readHandoversOf, readInboxList, readInboxTotal } from '../queries/inbox.ts';
import { readOfficials } from '../queries/officials.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { actorOf, checkPermission, readerOf, reading } from './readers.ts';
import { answerOf, bodyOf, createRouter, noStore, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

/** Rows of each list in the overview, and of one list asked for by itself. */
const [firstRows, pageRows, mostOffset] = [5, 50, 10_000];
/** Answers kept: one for each person, good for one version of the data and one day. */
const mostKept = 200;
const InboxAnswer = z.object(Inbox.shape).openapi('Inbox');
const ListAnswer = z.object(InboxList.shape).openapi('InboxList');
const OfficialAnswer = z.object(Official.shape).openapi('Official');
const HandoverAnswer = z.object(Handover.shape).openapi('Handover');
const wholeOffset = (text: string | undefined): number => {
  const value = text === undefined ? 0 : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= mostOffset)) throw new AppError('invalid-parameter', `offset: seen ${JSON.stringify((text ?? '').slice(0, 20))}, expected a whole number from 0 to ${mostOffset}`);
  return value;
};

type Listed = Pick<z.infer<typeof Inbox>, 'asOf' | 'waiting' | 'late' | 'lists'>;

/** Thrown to take back what a preview did. */
class Preview extends Error {
  readonly outcome: HandoverOutcome;
  constructor(outcome: HandoverOutcome) {
    super('preview');
    this.outcome = outcome;
  }
}

/** Routes /inbox and /handovers. */
export function inboxRoutes(deps: AppDependencies) {
  const tags = ['Inbox'];
  const today = (): string => dateOfDay(dayOfInstant(deps.now()));
  const kept = new Map<string, Promise<Listed>>();
  // One inbox after the other: a write makes those of all open pages anew, and asked at once they would hold up everything else.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const asking = (context: Context): InboxReader => {
    const actor = actorOf(context);
    if (actor.kind === 'guest') throw new AppError('sign-in-required', 'seen a guest, expected somebody who is signed in');
    return { role: actor.grant.role, key: personKeyOf(actor), userId: actor.userId ?? null, sectorCodes: actor.grant.sectorCodes };
  };
  /** Gives the lists of a person: worked out once for each version of the data and day. */
  const listsFor = (context: Context, who: InboxReader): Promise<Listed> => {
    const reader = readerOf(context);
    const person = `${who.key} ${who.role} ${reader.key}`;
    const key = `${person} ${deps.changes.dataVersion()} ${today()}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    for (const old of kept.keys()) if (old.startsWith(`${person} `)) kept.delete(old);
    const answer = inTurn(() => reading(deps, reader, async (sql) => {
      const lists: z.infer<typeof InboxList>[] = [];
      for (const list of listsOf(who.role)) lists.push({ id: list.id, ...(await readInboxList(sql, list, who, today(), firstRows, 0)) });
      return { asOf: new Date(deps.now()).toISOString(), ...(await readInboxTotal(sql, listsOf(who.role), who, today())), lists };
    }));
    answer.catch(() => kept.delete(key));
    kept.set(key, answer);
    const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return answer;
  };

  return createRouter()
    .openapi(
      createRoute({ method: 'get', path: '/inbox', operationId: 'getInbox', summary: 'What waits for you, in lists by your role, with the most pressing first', tags, middleware: [offers(json)], request: { query: noParameters }, responses: { 200: answerOf(InboxAnswer, `Counts, late ones, and at most ${firstRows} rows of each list`), ...refusals } }),
      async (context) => {
        const who = asking(context);
        const listed = await listsFor(context, who);
        const told = who.userId === null ? { handovers: [], given: [] } : await readHandoversOf(databaseOf(deps).sql, who.userId, deps.now());
        return context.json({ ...listed, today: today(), ...told }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/inbox/{list}', operationId: 'getInboxList', summary: 'One list of what waits for you', tags, middleware: [offers(json)], request: { params: z.object({ list: z.string().openapi({ enum: [...inboxListIds], param: { name: 'list', in: 'path' } }) }), query: z.strictObject({ offset: z.string().max(10).optional().openapi({ type: 'integer', param: { name: 'offset', in: 'query', description: `Rows to pass over, at most ${mostOffset}` } }) }) }, responses: { 200: answerOf(ListAnswer, `At most ${pageRows} rows`), ...refusals } }),
      async (context) => {
        const who = asking(context);
        const asked = context.req.valid('param').list;
        const list = listsOf(who.role).find(({ id }) => id === asked);
        const offset = wholeOffset(context.req.valid('query').offset);
        if (list === undefined) {
          if (!(inboxListIds as readonly string[]).includes(asked)) throw new AppError('not-found', `list: seen ${JSON.stringify(asked.slice(0, 40))}, expected one of ${inboxListIds.join(', ')}`);
          return context.json({ id: asked as (typeof inboxListIds)[number], count: 0, late: 0, rows: [] }, 200, noStore);
        }
        const answer = await reading(deps, readerOf(context), (sql) => readInboxList(sql, list, who, today(), pageRows, offset));
        return context.json({ id: list.id, ...answer }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/handovers/officials', operationId: 'getOfficials', summary: 'Officials, with how much open work each has in hand', tags, middleware: [offers(json)], request: { query: noParameters }, responses: { 200: answerOf(z.object({ officials: z.array(OfficialAnswer) }), 'Who holds most first'), ...refusals } }),
      async (context) => {
        checkPermission(context, 'handover');
        return context.json({ officials: await readOfficials(databaseOf(deps).sql) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'post', path: '/handovers', operationId: 'handOver', summary: 'Hand an officer’s open work over to another in one act', description: 'With preview (the default) nothing is written. What lies outside the reach of the receiver stays and is named.', tags, request: { query: noParameters, body: bodyOf(z.strictObject(HandoverWish.shape).openapi('HandoverWish')) }, responses: { 200: answerOf(HandoverAnswer, 'What went or would go, and what stays'), ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'handover');
        const wish = context.req.valid('json');
        const address = addressOfClient(context);
        const outcome = await deps
          .write(async (batch) => {
            const done = await handOver(batch, actor, wish, deps.now(), (own, moved) => recordDeed(own.tx, actorFor(actor), { action: 'hazard-moved', subject: `hazards/${moved.hazardId}`, address, detail: { code: moved.code, move: 'hand-over', statusCode: moved.statusCode, sequence: moved.sequence } }));
            if (wish.preview) throw new Preview(done);
            if (done.id !== null) await recordDeed(batch.tx, actorFor(actor), { action: 'work-handed-over', subject: `users/${wish.fromUser}`, address, detail: { to: wish.toUser, hazards: done.moved, left: done.left, reason: wish.reason } });
            return done;
          })
          .catch((error: unknown) => {
            if (error instanceof Preview) return error.outcome;
            throw error;
          });
        return context.json({ ...outcome, preview: wish.preview }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'post', path: '/handovers/{id}/seen', operationId: 'seeHandover', summary: 'Say that you have seen what was handed over to you', tags, request: { query: noParameters, params: z.object({ id: z.string().openapi({ type: 'integer', param: { name: 'id', in: 'path' } }) }) }, responses: { 204: { description: 'Taken down' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const { userId } = actorOf(context);
        const id = context.req.valid('param').id;
        if (userId === undefined || !/^\d{1,9}$/.test(id)) throw new AppError('not-found', 'handover: expected one that was given to you');
        await databaseOf(deps).transaction((tx) => seeHandover({ tx }, userId, Number(id), deps.now()));
        return context.body(null, 204) as never;
      },
    );
}
