// How does a command ask when no server runs? The same routes in this process, over the database itself.
import { mkdirSync } from 'node:fs';
import { createAccess } from '../access/access.ts';
import { createSignIn, readSecret } from '../access/sign-in.ts';
import { type AppDependencies, createApp } from '../api/app.ts';
import { noBasemaps } from '../basemaps/basemaps.ts';
import { write } from '../commands/write.ts';
import type { Config } from '../config.ts';
import { takeLock } from '../db/lock.ts';
import { createChangeStream } from '../live/changes.ts';
import { readDataState } from '../queries/city.ts';
import { type Ask, checked, commandLog, openHere, type Surroundings } from './command.ts';

/** Runs `work` with a way to ask; nobody else may use the data folder meanwhile. */
export async function askingHere<Result>(config: Config, surroundings: Surroundings, work: (ask: Ask) => Promise<Result>): Promise<Result> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  try {
    const database = await openHere(config, surroundings);
    try {
      const signIn = createSignIn(database.sql, { baseUrl: 'http://localhost', secret: await readSecret(database.sql), idleSeconds: 1800, oidc: null });
      const changes = createChangeStream();
      const state = await readDataState(database.sql);
      changes.start(state.version, state.at);
      const isCommandLine = (): boolean => true;
      // What the routes of commands need, and no more: maps and analyses are not asked for here.
      const deps: Partial<AppDependencies> = {
        access: createAccess({ database: () => database, signIn: () => signIn, isCommandLine, guestReason: () => 'guest-off', now: Date.now }),
        database: () => database,
        index: () => null,
        base: () => null,
        city: () => null,
        basemaps: noBasemaps,
        changes,
        publicUrl: null,
        proxies: null,
        oidc: false,
        write: (task) => write(database, { announce: changes.publish, origin: 'command-line' }, task),
        isCommandLine,
        log: commandLog(),
        now: Date.now,
        startSteps: () => [],
        onStep: () => () => undefined,
        version: surroundings.version,
      };
      const app = createApp(deps as AppDependencies);
      return await work(async (method, path, body) => {
        const headers = { Host: 'localhost', 'X-Anlan-Key': 'this process', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
        return checked(await app.fetch(new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })));
      });
    } finally {
      await database.close();
    }
  } finally {
    lock.release();
  }
}
