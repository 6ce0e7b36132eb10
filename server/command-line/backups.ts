// How is everything saved, put back, and brought up to a newer program?
import { constants, existsSync, mkdirSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BackupSummary } from '../../data/contract/backups.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { type Config, readConfig } from '../config.ts';
import { takeLock } from '../db/lock.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { makeBackup } from '../operations/backup.ts';
import { isEmpty, restoreBackup } from '../operations/restore.ts';
import { upgradeDatabase } from '../operations/upgrade.ts';
import { askThere, runningServer } from './asking.ts';
import { type Command, exitCodes, openHere, say, type Surroundings } from './command.ts';
import { readWordsOf } from './grants.ts';
import { waitForJob } from './import.ts';

/** Runs `work` with the database of the data folder, which nobody else may use meanwhile. */
async function alone<Result>(config: Config, surroundings: Surroundings, schema: 'newest' | 'as-is', work: (database: Database) => Promise<Result>): Promise<Result> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  try {
    const database = await openHere(config, surroundings, schema);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    lock.release();
  }
}

function refuseRunning(config: Config, command: string): void {
  if (runningServer(config) !== null) throw new AppError('conflict', `${command}: seen a running server on this data folder, expected none: stop it first`);
}

function tell({ file, bytes, tables, rows, files, auditHash, schemaVersion }: BackupSummary): void {
  say(`${file}: ${(bytes / 1e6).toFixed(1)} MB, ${tables} tables, ${rows} rows, ${files} files, schema ${schemaVersion}, audit ${auditHash}`);
}

export const backupCommand: Command = {
  name: 'backup',
  summary: 'save everything into one file',
  usage: `anlan backup FILE
Writes every table of one instant, and the evidence beside the database, into one checked file (tar of gzipped lines of JSON) that only you can read:
it holds personal data and the digests of passwords. Goes through the running server, else opens the database itself.
On the embedded database, what must be read from it waits meanwhile; maps go on from memory.`,
  async run(words, surroundings) {
    const file = resolve(readWordsOf(words, {}, 'FILE').noun);
    if (existsSync(file)) throw new AppError('conflict', `FILE: seen ${file}, expected a name that is free`);
    if (!existsSync(dirname(file))) throw new AppError('not-found', `FILE: seen no folder ${dirname(file)}, expected one that exists`);
    const config = readConfig();
    const url = runningServer(config);
    if (url === null) {
      tell(await alone(config, surroundings, 'as-is', (database) => makeBackup({ database, dataDirectory: config.dataDirectory, file, version: surroundings.version, now: Date.now() })));
      return exitCodes.done;
    }
    const ask = askThere(url, config.dataDirectory);
    const job = await waitForJob(ask, JobRecord.parse(await (await ask('POST', '/api/backups')).json()), () => undefined);
    const summary = BackupSummary.parse(job.result);
    await move(summary.file, file);
    tell({ ...summary, file });
    return exitCodes.done;
  },
};

/** Moves a file, over disks if need be, never over another. */
async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    await copyFile(from, `${to}.part`, constants.COPYFILE_EXCL);
    await rename(`${to}.part`, to);
    await rm(from);
  });
}

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'put a backup back, into either home',
  usage: `anlan restore FILE [--replace]
  --replace        put the backup in the place of what is there; that is saved first, below "backups" in the data folder
The server must be stopped. The whole file is checked before anything is touched; then all of it comes in, or nothing.
A backup of the embedded database goes into a served one (DATABASE_URL) and back. Whoever was signed in signs in again.`,
  async run(words, surroundings) {
    const { values, noun } = readWordsOf(words, { replace: { type: 'boolean' } }, 'FILE');
    const config = readConfig();
    refuseRunning(config, 'restore');
    const { dataDirectory } = config;
    const { version, migrationsDirectory } = surroundings;
    return alone(config, surroundings, 'as-is', async (database) => {
      const isUsed = !(await database.transaction(isEmpty));
      if (isUsed && values.replace === true) {
        mkdirSync(join(dataDirectory, 'backups'), { recursive: true, mode: 0o700 });
        const kept = await makeBackup({ database, dataDirectory, file: join(dataDirectory, 'backups', `replaced-${new Date().toISOString().replace(/[-:.]/g, '')}.tar`), version, now: Date.now() });
        say(`what was there is kept in ${kept.file}`);
      }
      const manifest = await restoreBackup({ database, dataDirectory, migrationsDirectory, file: noun, replace: values.replace === true });
      await database.snapshot();
      say(`restored the backup of ${manifest.madeAt} (schema ${manifest.schemaVersion}, ${manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows, ${manifest.files.length} files); the audit verifies`);
      return exitCodes.done;
    });
  },
};

export const upgradeCommand: Command = {
  name: 'upgrade',
  summary: 'bring the database up to this program, with a backup and a way back',
  usage: `anlan upgrade
Stop the old server, unpack or pull the new program, then run this with the same settings. It saves everything below "backups" in the data folder, migrates and
verifies in one transaction; when anything is wrong nothing is changed, and the old program can go on. (A plain start migrates too, without saving first.)`,
  async run(words, surroundings) {
    readWordsOf(words, {}, null);
    const config = readConfig();
    refuseRunning(config, 'upgrade');
    return alone(config, surroundings, 'as-is', async (database) => {
      const { from, to, backup } = await upgradeDatabase({ database, dataDirectory: config.dataDirectory, migrationsDirectory: surroundings.migrationsDirectory, version: surroundings.version, now: Date.now() });
      if (backup !== null) tell(backup);
      if (from !== to) await database.snapshot();
      say(from === to ? `the schema is at ${to} already; the audit verifies` : `upgraded from schema ${from} to ${to} and verified`);
      return exitCodes.done;
    });
  },
};
