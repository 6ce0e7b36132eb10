// Who asks, and what may this answer hold? Every route reads through here: by index or by database, always as the reader of the request.
import type { Context, MiddlewareHandler } from 'hono';
import { type Actor, mayRole, type Permission, type Reader } from '../../data/contract/access.ts';
import { tiledCollections } from '../tiles/tiled-collections.ts';
import type { Credentials } from '../access/access.ts';
import { readAs } from '../access/reading.ts';
import type { Queryable } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { IndexScope } from '../tiles/filter.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import { isProxy, plainAddress } from './proxies.ts';
import { keyHeader } from './writes.ts';
import { type AppDependencies, databaseOf, indexOf } from './dependencies.ts';

/** Paths that answer whoever asks: they hold no data of the city. */
const openPaths = /^\/api\/(health|session|setup|auth|problems|docs|openapi|vocabularies|criteria|glossary|methods)(\/|$)/;
/** Pages ask these by themselves, again and again: they keep no session alive. */
const passivePaths = /^\/api\/(health|events)$/;

/** Gives middleware that finds out who asks. Throws AppError `sign-in-required` where nobody may read who is not known. */
export function identified(deps: Pick<AppDependencies, 'access' | 'proxies'>): MiddlewareHandler<{ Variables: { actor: Actor; address: string } }> {
  return async (context, next) => {
    context.set('address', addressOf(context, deps.proxies));
    const { actor, cookies } = await deps.access.identify({ ...credentialsOf(context), passive: passivePaths.test(context.req.path) });
    if (actor !== null) context.set('actor', actor);
    else if (!openPaths.test(context.req.path)) throw new AppError('sign-in-required', 'seen no session or token, expected one: sign in, or send Authorization: Bearer with a token');
    await next();
    for (const cookie of cookies) context.res.headers.append('Set-Cookie', cookie);
  };
}

/** Gives where a request comes from: as the socket says it, or, when that is a proxy of ours, as the proxy does. Anybody else may write into those headers what they like. */
function addressOf(context: Context, proxies: readonly string[] | null): string {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const address = plainAddress(incoming?.socket?.remoteAddress);
  if (proxies === null || !isProxy(address, proxies)) return address;
  // A proxy appends the address it saw; what stands before may be made up.
  return context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim().slice(0, 60) ?? address;
}

/** Gives where the request of a handler comes from; '' when there is no socket. */
export function addressOfClient(context: Context): string {
  return (context.get('address') as string | undefined) ?? '';
}

/** Gives what a request carries that may say who asks. */
export function credentialsOf(context: Context): Credentials {
  const { headers } = context.req.raw;
  return { authorization: headers.get('Authorization') ?? undefined, cookie: headers.get('Cookie') ?? undefined, key: headers.get(keyHeader) ?? undefined };
}

/** Gives who asks. Throws AppError `sign-in-required` when nobody is known. */
export function actorOf(context: Context): Actor {
  const actor = context.get('actor') as Actor | undefined;
  if (actor === undefined) throw new AppError('sign-in-required', 'seen no valid session or token, expected one');
  return actor;
}

/** Gives what the one who asks may see. */
export function readerOf(context: Context): Reader {
  return actorOf(context).reader;
}

/** Gives the part of a cache key that tells readers apart; strangers share one. */
export function readerKeyOf(context: Context): string {
  return (context.get('actor') as Actor | undefined)?.reader.key ?? 'stranger';
}

/** Throws AppError `not-permitted` unless the role of the one who asks has a permission. */
export function checkPermission(context: Context, permission: Permission): Actor {
  const actor = actorOf(context);
  if (actor.kind === 'command-line' || mayRole(actor.grant.role, permission)) return actor;
  throw new AppError(actor.kind === 'guest' ? 'sign-in-required' : 'not-permitted', `role: seen ${actor.kind === 'guest' ? 'a guest' : actor.grant.role}, expected one that has the permission "${permission}"`);
}

/** Runs `work` with a handle on the database that sees what the one who asks may see. Rejects as databaseOf and `work` do. */
export function reading<Result>(deps: Pick<AppDependencies, 'database'>, reader: Reader, work: (sql: Queryable) => Promise<Result>): Promise<Result> {
  return readAs(databaseOf(deps as AppDependencies), reader, work);
}

/** Ids of the records of some sites, by collection. */
type OwnIds = ReadonlyMap<string, ReadonlySet<number>>;
/** Lists of own ids kept. */
const mostKept = 200;

/** Gives readers their part of the index. Sites and hazards of an enterprise are looked up once for each version of the data. */
export class Scopes {
  private readonly own = new Map<string, { version: number; ids: Promise<OwnIds>; ready: OwnIds | null }>();
  private readonly rows = new Map<string, ReadonlySet<number>>();
  private readonly deps: AppDependencies;

  constructor(deps: AppDependencies) {
    this.deps = deps;
  }

  /** Gives the scope of a reader. Rejects as databaseOf does when its sites must be looked up. */
  async of(reader: Reader): Promise<IndexScope> {
    return reader.siteIds === null ? scopeWith(reader, null) : scopeWith(reader, await this.idsOf(reader).ids);
  }

  /** Gives the scope if it is known at once, else undefined. */
  known(reader: Reader): IndexScope | undefined {
    if (reader.siteIds === null) return scopeWith(reader, null);
    const own = this.own.get(reader.key);
    return own?.version === this.deps.changes.dataVersion() && own.ready !== null ? scopeWith(reader, own.ready) : undefined;
  }

  /** Gives whether a row of a collection of the index may be seen. Rejects as databaseOf does when the reader's sites must be looked up. */
  async rowsOf(reader: Reader): Promise<(collection: string, id: number) => boolean> {
    if (reader.areaCodes === null && reader.sectorCodes === null && reader.siteIds === null) return () => true;
    const index = indexOf(this.deps);
    const scope = await this.of(reader);
    return (collection, id) => {
      if (!index.has(collection)) return false;
      const key = `${reader.key} ${collection} ${index.edition(collection)}`;
      let ids = this.rows.get(key);
      if (ids === undefined) {
        const found = new Set<number>();
        index.points(collection).scan(index.filter(collection, {}, dayOfInstant(this.deps.now()), scope), null, (rows, list, count) => {
          for (let place = 0; place < count; place++) found.add(rows.id[list[place] as number] as number);
        });
        ids = found;
        this.rows.set(key, ids);
        const oldest = this.rows.size > mostKept ? this.rows.keys().next().value : undefined;
        if (oldest !== undefined) this.rows.delete(oldest);
      }
      return ids.has(id);
    };
  }

  private idsOf(reader: Reader): { ids: Promise<OwnIds> } {
    const version = this.deps.changes.dataVersion();
    const known = this.own.get(reader.key);
    if (known?.version === version) return known;
    const entry: { version: number; ids: Promise<OwnIds>; ready: OwnIds | null } = { version, ids: this.read(reader), ready: null };
    entry.ids.then(
      (ids) => (entry.ready = ids),
      () => this.own.delete(reader.key),
    );
    this.own.delete(reader.key);
    this.own.set(reader.key, entry);
    const oldest = this.own.size > mostKept ? this.own.keys().next().value : undefined;
    if (oldest !== undefined) this.own.delete(oldest);
    return entry;
  }

  private async read(reader: Reader): Promise<OwnIds> {
    const hazards = await reading(this.deps, reader, (sql) => sql.unsafe<{ id: number }[]>('select id from hazards'));
    const sites: ReadonlySet<number> = new Set(reader.siteIds);
    return new Map([['hazards', new Set(hazards.map(({ id }) => id))], ...tiledCollections.filter(({ source }) => source === 'sites').map(({ id }): [string, ReadonlySet<number>] => [id, sites])]);
  }
}

function scopeWith({ key, areaCodes, sectorCodes, restricted }: Reader, ids: OwnIds | null): IndexScope {
  return { key, areaCodes, sectorCodes, restricted, ids };
}

