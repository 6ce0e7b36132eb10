// What do new data folders start from? A packed, migrated database, made as part of a build.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, exitCodes, openHere } from './command.ts';

export const templateCommand: Command = {
  name: 'template',
  summary: 'make the database that new data folders start from (part of a build)',
  usage: 'anlan template\nPart of a build. Quick when it is there.',
  async run(_words, surroundings) {
    const { templateDirectory } = surroundings;
    const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-template-'));
    try {
      const before = existsSync(templateDirectory) ? readdirSync(templateDirectory) : [];
      await (await openHere({ databaseUrl: null, dataDirectory }, surroundings)).close();
      const after = readdirSync(templateDirectory);
      // A new one makes the old ones useless.
      if (after.length > before.length) for (const name of before) rmSync(join(templateDirectory, name), { force: true });
      return exitCodes.done;
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  },
};
