// What is a command, and what does it find around itself?
import pino, { type Logger } from 'pino';
import type { Config } from '../config.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { AppError } from '../errors.ts';

/** Where the program lies. */
export interface Surroundings {
  /** Folder of the built program. */
  readonly serverDirectory: string;
  readonly migrationsDirectory: string;
  readonly templateDirectory: string;
  /** Folder of package.json. */
  readonly root: string;
  readonly version: string;
}

/** A command of the program; `run` gives the exit code. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  run(words: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** Exit codes, as `--help` says them. */
export const exitCodes = { done: 0, failed: 1, misuse: 2, partly: 3, unsound: 4 } as const;

/** Asked wrongly: the usage is printed with it. */
export class Misuse extends Error {}

export function commandLog(): Logger {
  return pino({ level: 'warn', base: null }, pino.destination(2));
}

/** Opens the database of a configuration; `as-is` leaves an older schema as it is. */
export function openHere(config: Pick<Config, 'databaseUrl' | 'dataDirectory'>, { serverDirectory, migrationsDirectory, templateDirectory }: Surroundings, schema: 'newest' | 'as-is' = 'newest'): Promise<Database> {
  return openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    dataDirectory: config.dataDirectory,
    migrationsDirectory,
    workerFile: `${serverDirectory}/embedded-worker.js`,
    templateDirectory,
    schema,
    log: commandLog(),
  });
}

/** Sends a request as this machine's command line; rejects with AppError carrying the server's own words unless the answer is one of success. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

/** Gives a response of success; rejects with the server's own words for any other. */
export async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new AppError('internal', detail ?? `the server answered with status ${response.status}`);
}

/** Prints one line. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints rows in columns as wide as their widest cell; wide characters count as two. */
export function sayTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const width = (text: string): number => [...text].reduce((sum, letter) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(letter) ? 2 : 1), 0);
  const widths = head.map((title, place) => Math.max(width(title), ...rows.map((row) => width(row[place] ?? ''))));
  for (const row of [head, ...rows]) say(row.map((cell, place) => cell + ' '.repeat(Math.max(0, (widths[place] ?? 0) - width(cell)))).join('  ').trimEnd());
}
