// How do both homes answer in the same types? One set of client options and parsers.
import { AsyncLocalStorage } from 'node:async_hooks';
import postgres from 'postgres';
import { AppError } from '../errors.ts';

/** Turns PostgreSQL's text of a timestamp with zone into ISO 8601: `2023-06-15 08:00:00.5+08` → `2023-06-15T08:00:00.5+08:00`. */
export function isoOfTimestamp(text: string): string {
  const [, day, time, zone] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:([+-]\d\d(?::?\d\d)?))?$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return text;
  if (zone === undefined) return `${day}T${time}`;
  return `${day}T${time}${zone.length === 3 ? `${zone}:00` : zone}`;
}

const asText = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));

/**
 * Options of every client: at most `max` connections; no named statements, because the embedded home has one session for all connections.
 * Dates come as `YYYY-MM-DD`, timestamps as ISO 8601 with zone, never as Date objects; bigint and numeric as text: cast in the SQL.
 */
export function clientOptions(max: number): postgres.Options<Record<string, postgres.PostgresType>> {
  return {
    max,
    prepare: false,
    onnotice: () => undefined,
    connect_timeout: 30,
    types: {
      date: { to: 1082, from: [1082], serialize: asText, parse: (text: string) => text },
      timestamp: { to: 1184, from: [1114, 1184], serialize: asText, parse: isoOfTimestamp },
    },
  };
}

/** Marks code that runs inside a transaction, so that the outer client can refuse to be used there. */
export const insideTransaction = new AsyncLocalStorage<true>();

/**
 * Gives a client that refuses to work inside a transaction of the same database: with one session it would wait for itself for ever, and on
 * a served database it would quietly read outside the transaction. The same mistake is the same error in both homes.
 */
export function guardClient(sql: postgres.Sql): postgres.Sql {
  const check = () => {
    if (insideTransaction.getStore() === true) {
      throw new AppError('internal', "seen the outer client inside a transaction, expected the transaction's own handle");
    }
  };
  return new Proxy(sql, {
    apply(target, self, argumentsList) {
      // `sql(values)` builds a fragment and asks nothing; only a template is a query.
      if (Array.isArray(argumentsList[0]) && 'raw' in argumentsList[0]) check();
      return Reflect.apply(target as unknown as (...values: unknown[]) => unknown, self, argumentsList);
    },
    get(target, name, receiver) {
      if (name === 'unsafe' || name === 'begin' || name === 'reserve' || name === 'file') check();
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}
