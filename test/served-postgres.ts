// How does a test get a served PostgreSQL of its own? A cluster made by initdb in a temporary folder, reachable by socket only.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binaries = '/usr/lib/postgresql/15/bin';

export interface ServedPostgres {
  /** Address for DATABASE_URL. */
  readonly url: string;
  readonly directory: string;
  /** Stops the server as an operator would; `start` brings it back. */
  halt(): void;
  start(): Promise<void>;
  stop(): void;
}

/** initdb and postgres refuse to run as root: as root they run as the user `postgres` that Debian's package made. */
function asOwner(command: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]] : [command, args];
}

/** Copies a folder with its owners and modes: a cluster belongs to the user of PostgreSQL. */
export function copyFolder(from: string, to: string): void {
  const result = spawnSync('cp', ['-a', '--reflink=auto', from, to], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${from} could not be copied: ${result.stderr}`);
}

function run(command: string, args: string[]): void {
  const [program, rest] = asOwner(command, args);
  const result = spawnSync(program, rest, { encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } });
  if (result.status !== 0) throw new Error(`${command} failed (${result.status}): ${result.stderr}${result.stdout}${result.error?.message ?? ''}`);
}

/** Gives where the files of a server lie. */
export const clusterFolder = ({ directory }: Pick<ServedPostgres, 'directory'>): string => join(directory, 'cluster');

/** Starts a fresh cluster, or a copy of the one in `snapshot`. Throws naming the missing package when PostgreSQL 15 is not installed: a missing server fails the test. */
export async function startServedPostgres(snapshot: string | null = null): Promise<ServedPostgres> {
  if (!existsSync(join(binaries, 'initdb'))) throw new Error('no PostgreSQL 15 found, expected the packages postgresql-15 and postgresql-15-postgis-3: npm test installs them');
  const directory = mkdtempSync(join(tmpdir(), 'anlan-served-'));
  chmodSync(directory, 0o777);
  const cluster = clusterFolder({ directory });
  if (snapshot === null) run(join(binaries, 'initdb'), ['-D', cluster, '-U', 'anlan', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8']);
  else copyFolder(snapshot, cluster);
  let server: ReturnType<typeof spawn> | null = null;
  const start = async (): Promise<void> => {
    const [program, args] = asOwner(join(binaries, 'postgres'), ['-D', cluster, '-k', directory, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'shared_buffers=256MB', '-c', 'max_connections=60']);
    server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const deadline = Date.now() + 60_000;
    for (;;) {
      const ready = spawnSync(join(binaries, 'pg_isready'), ['-h', directory, '-U', 'anlan', '-d', 'postgres']);
      if (ready.status === 0) return;
      if (Date.now() > deadline || server.exitCode !== null) throw new Error(`the served PostgreSQL did not start: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };
  const halt = (): void => {
    const pidFile = join(cluster, 'postmaster.pid');
    if (existsSync(pidFile)) {
      const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
      run(join(binaries, 'pg_ctl'), ['-D', cluster, '-m', 'fast', '-w', 'stop']);
      if (!Number.isNaN(pid)) server = null;
    }
  };
  await start();
  return {
    url: `postgres://anlan@localhost/postgres?host=${encodeURIComponent(directory)}`,
    directory,
    halt,
    start,
    stop: () => {
      halt();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
