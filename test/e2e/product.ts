// How does a test start the built product as a stranger would: own port, own data folder, real process?
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant } from '../../data/contract/access.ts';
import { Health } from '../../data/contract/health.ts';
import { readCommandKey } from '../../server/live/command-key.ts';

export interface Product {
  readonly url: string;
  readonly dataDirectory: string;
  readonly process: ChildProcess;
  /** Everything printed so far, both streams. */
  log(): string;
  /** Asks the process to end and gives its exit code; the data folder is removed unless kept. */
  stop(options?: { keepData?: boolean }): Promise<number | null>;
}

/** Gives a port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/**
 * Starts dist/server/main.js with a small demo city (scale 0.05 unless told) and waits until health says ready.
 * Throws with the log when the process ends first or is not ready within `readyWithinSeconds` (180).
 */
export async function startProduct(
  options: { scale?: number; environment?: Record<string, string>; dataDirectory?: string; readyWithinSeconds?: number; waitForReady?: boolean } = {},
): Promise<Product> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'anlan-product-')));
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ANLAN_PORT: String(port),
      ANLAN_DATA_DIR: dataDirectory,
      ANLAN_DEMO_SCALE: String(options.scale ?? 0.05),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const product: Product = {
    url: `http://127.0.0.1:${port}`,
    dataDirectory,
    process: child,
    log: () => text,
    stop: async ({ keepData = false } = {}) => {
      if (child.exitCode === null) child.kill('SIGTERM');
      const code = await ended;
      if (!keepData) await rm(dataDirectory, { recursive: true, force: true });
      return code;
    },
  };
  if (options.waitForReady === false) return product;
  const deadline = Date.now() + (options.readyWithinSeconds ?? 180) * 1000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the product ended with code ${child.exitCode} before it was ready:\n${text}`);
    try {
      const health = Health.parse(await (await fetch(`${product.url}/api/health`)).json());
      if (health.status === 'ready') return product;
    } catch {
      // Not listening yet; the deadline decides.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await product.stop();
  throw new Error(`the product was not ready in time:\n${text}`);
}

/** Gives the lines of a log that a clean run must not have: levels warn (40) and above, stack traces, unhandled rejections. */
export function uncleanLines(log: string): string[] {
  return log.split('\n').filter((line) => /"level":(40|50|60)|^\s+at .+:\d+:\d+|unhandled|deprecat/i.test(line));
}

/** Makes accounts as the command line does, [user name, name, grant] each; what a grant does not limit is free. Gives their ids by user name. */
export async function addUsers(product: Product, password: string, users: readonly (readonly [string, string, Partial<Grant> & Pick<Grant, 'role'>])[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [userName, name, grant] of users) {
    const made = await fetch(`${product.url}/api/users`, { method: 'POST', headers: { 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' }, body: JSON.stringify({ userName, name, password, grant: { areaCodes: null, sectorCodes: null, siteIds: null, ...grant } }) });
    if (made.status !== 201) throw new Error(`account ${userName}: seen ${made.status} ${await made.text()}, expected 201`);
    ids.set(userName, ((await made.json()) as { id: string }).id);
  }
  return ids;
}
