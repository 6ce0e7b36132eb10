// What can be asked from the command line? The list of commands, each in a file of its own.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditCommand } from './command-line/audit.ts';
import { backupCommand, restoreCommand, upgradeCommand } from './command-line/backups.ts';
import { type Command, exitCodes, Misuse, say, sayTable, type Surroundings } from './command-line/command.ts';
import { importCheckCommand, importCommand } from './command-line/import.ts';
import { packCommand } from './command-line/pack.ts';
import { personalDataCommand } from './command-line/personal-data.ts';
import { templateCommand } from './command-line/template.ts';
import { tokenCommand } from './command-line/tokens.ts';
import { userCommand } from './command-line/users.ts';
import { ConfigError } from './config.ts';
import { AppError } from './errors.ts';

const commands: readonly Command[] = [importCommand, importCheckCommand, userCommand, tokenCommand, auditCommand, personalDataCommand, backupCommand, restoreCommand, upgradeCommand, packCommand, templateCommand];

function surroundingsOf(serverDirectory: string): Surroundings {
  const root = resolve(serverDirectory, '../..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { serverDirectory, root, version, migrationsDirectory: join(root, 'server/db/migrations'), templateDirectory: join(root, 'dist/templates') };
}

function sayCommands(): void {
  say('npm run anlan -- COMMAND …        (in an unpacked archive: ./anlan COMMAND …)\n');
  sayTable(['command', ''], commands.map(({ name, summary }) => [name, summary]));
  say('\nCOMMAND --help says more. Commands go through the running server of the data folder (ANLAN_DATA_DIR), else open the database themselves.');
  say('Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 some rows of an import refused, 4 the audit is not whole.');
}

let asked: Command | undefined;

async function main([name, ...words]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    sayCommands();
    return name === undefined ? exitCodes.misuse : exitCodes.done;
  }
  asked = commands.find((command) => command.name === name);
  if (asked === undefined) throw new Misuse(`command: seen ${JSON.stringify(name)}, expected one of ${commands.map((command) => command.name).join(', ')}`);
  if (words.some((word) => word === '--help' || word === '-h')) {
    say(asked.usage);
    return exitCodes.done;
  }
  return asked.run(words, surroundingsOf(dirname(fileURLToPath(import.meta.url))));
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const misuse = error instanceof Misuse || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    const expected = misuse || error instanceof AppError || error instanceof ConfigError;
    process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n${misuse && asked !== undefined ? `${asked.usage}\n` : ''}`);
    process.exitCode = misuse ? exitCodes.misuse : exitCodes.failed;
  },
);
