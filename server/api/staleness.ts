// Since when do answers from memory no longer follow the database?
import type { MiddlewareHandler } from 'hono';
import type { AppDependencies } from './dependencies.ts';

export interface Staleness {
  /** Instant (ISO 8601) at which the database was first seen away; null while it is open or was never open. */
  since(): string | null;
  /** Marks answers given from memory while the database is away with the headers `Warning` and `Anlan-Stale-Since`. */
  readonly mark: MiddlewareHandler;
}

/** Gives a watch of its own for one app. */
export function watchStaleness(deps: AppDependencies): Staleness {
  let noticed: number | null = null;
  const since = (): string | null => {
    const database = deps.database();
    if (database === null || database.state() === 'open') {
      noticed = null;
      return null;
    }
    noticed ??= deps.now();
    return new Date(noticed).toISOString();
  };
  return {
    since,
    mark: async (context, next) => {
      await next();
      const stale = since();
      if (stale === null || !context.res.ok) return;
      context.res.headers.set('Warning', '110 - "Response is Stale"');
      context.res.headers.set('Anlan-Stale-Since', stale);
    },
  };
}
