// How is a backup made beside a running server? In a worker thread, over a connection of its own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupSummary } from '../../data/contract/backups.ts';
import { connectDatabase, type DatabaseTarget } from '../db/database.ts';
import { makeBackup } from './backup.ts';

/** What the worker is told. */
export interface BackupPayload {
  readonly target: DatabaseTarget;
  readonly dataDirectory: string;
  readonly file: string;
  readonly version: string;
  readonly now: number;
}

/** Gives a free name in the folder of backups, which is made if need be. */
export function nextBackupFile(dataDirectory: string, now: number): string {
  const folder = join(dataDirectory, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `backup-${new Date(now).toISOString().replace(/[-:.]/g, '')}.tar`);
}

/** Makes the backup. Rejects as makeBackup does. */
export async function backUp({ target, ...request }: BackupPayload, onProgress: (done: number, total: number | null) => void): Promise<BackupSummary> {
  const database = connectDatabase(target);
  try {
    return await makeBackup({ ...request, database, onProgress });
  } finally {
    await database.close();
  }
}
