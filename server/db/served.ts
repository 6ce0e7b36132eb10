// How does the program reach a PostgreSQL that somebody else runs, and wait for it when it is away?
import type { Logger } from 'pino';
import postgres from 'postgres';
import { AppError } from '../errors.ts';
import { clientOptions } from './client.ts';

/** Settings of every connection: parallel query made tiles 6 to 9 times slower, compilation never pays for short reads, a lost statement ends. */
const connectionSettings = {
  TimeZone: 'Asia/Shanghai',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  statement_timeout: 120_000,
  application_name: 'anlan',
};

/** Gives a client of a served database with at most `max` connections; it connects when first used. */
export function servedClient(url: string, max: number): postgres.Sql {
  const { address, socket } = readAddress(url);
  return postgres(address, { ...clientOptions(max), ...socket, connection: connectionSettings as unknown as Record<string, string> });
}

/** SQL floor: PostgreSQL 15 with PostGIS 3.3. */
const oldestPostgres = 150_000;

/**
 * Connects to `url` and checks that it is fit: PostgreSQL 15 or newer with PostGIS available. Waits and tries again every `pauseMilliseconds`
 * (2,000) until it is, saying why in the log once for each reason; `signal` ends the waiting. The address itself is never logged.
 */
export async function openServed(
  url: string,
  options: { log: Logger; setState: (state: 'open' | 'waiting') => void; signal?: AbortSignal; pauseMilliseconds?: number },
): Promise<postgres.Sql> {
  let said = '';
  for (;;) {
    options.signal?.throwIfAborted();
    const sql = servedClient(url, 8);
    const reason = await whyUnfit(sql);
    if (reason === null) {
      options.setState('open');
      return sql;
    }
    await sql.end({ timeout: 1 }).catch(() => undefined);
    options.setState('waiting');
    if (reason !== said) options.log.warn({ reason }, 'waiting for the served database');
    said = reason;
    await new Promise((resolve) => setTimeout(resolve, options.pauseMilliseconds ?? 2000));
  }
}

/** Takes a Unix socket (`?host=/folder`, as libpq writes it) out of an address: the client knows sockets as an option only. */
function readAddress(url: string): { address: string; socket: { host?: string } } {
  try {
    const parsed = new URL(url);
    const host = parsed.searchParams.get('host');
    if (host === null) return { address: url, socket: {} };
    parsed.searchParams.delete('host');
    return { address: parsed.toString(), socket: { host } };
  } catch {
    throw new AppError('invalid-parameter', 'DATABASE_URL: seen something that is no address, expected postgres://user:password@host:port/database');
  }
}

/** Gives why a database cannot be used, null when it can. */
async function whyUnfit(sql: postgres.Sql): Promise<string | null> {
  try {
    const [row] = await sql<{ version: number; postgis: boolean }[]>`
      select current_setting('server_version_num')::int as version, exists (select from pg_available_extensions where name = 'postgis') as postgis`;
    if (row === undefined) return 'no answer';
    if (row.version < oldestPostgres) return `seen PostgreSQL ${Math.floor(row.version / 10_000)}, expected 15 or newer`;
    if (!row.postgis) return 'seen no PostGIS, expected the extension postgis to be installed on the server';
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    // The message of a connection error may carry host and user: only the code is said.
    return `not reachable (${code ?? 'connection failed'})`;
  }
}
