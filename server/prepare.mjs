// Is everything installed and built for this tree? Plain JavaScript and node: modules only, because it runs before anything is installed.
//
// Content hashes decide: package.json and its lock → `npm ci`; sources → build of page and server. A second run of an unchanged tree does nothing.
// Flags: --tests also looks for what the tests need from the system; --quiet prints nothing when there is nothing to do; --root FOLDER for its own tests.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const started = Date.now();
const flags = process.argv.slice(2);
const rootFlag = flags.indexOf('--root');
const root = rootFlag >= 0 ? resolve(flags[rootFlag + 1] ?? '.') : resolve(dirname(fileURLToPath(import.meta.url)), '..');
const quiet = flags.includes('--quiet');
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const say = (text) => process.stderr.write(`anlan: ${text}\n`);

class Refusal extends Error {}

/** Stops unless this Node can run the build: Vite 8 and the built server want 20.19. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Refusal(`seen Node.js ${process.versions.node}, expected 20.19 or newer (https://nodejs.org)`);
  }
}

/** Gives the paths of all files under a folder, sorted, so that the hash does not depend on the file system. */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const [name, content] of parts) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

const textOf = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : Buffer.alloc(0));

/** What decides about `npm ci`: the dependencies asked for and locked, and the platform whose binaries were unpacked. Scripts may change freely. */
function installHash() {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(textOf('package.json').toString());
  const wanted = Buffer.from(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides, process.platform, process.arch]));
  return hashOf([['package.json', wanted], ['package-lock.json', textOf('package-lock.json')]]);
}

/** The two builds, what each reads, and a file that proves it is there. */
const builds = [
  { name: 'web', folders: ['web', 'styles', 'data'], proof: 'dist/web/index.html' },
  { name: 'server', folders: ['server', 'styles', 'data'], proof: 'dist/server/main.js' },
];

function buildHash(build, installed) {
  const files = build.folders.flatMap((folder) => filesUnder(join(root, folder)));
  const parts = files.map((file) => [file.slice(root.length), readFileSync(file)]);
  for (const file of ['vite.config.ts', 'tsconfig.json']) parts.push([file, textOf(file)]);
  return hashOf([...parts, ['installed', Buffer.from(installed)]]);
}

const stampPath = (name) => (name === 'installed' ? join(root, 'node_modules', '.anlan-installed') : join(root, 'dist', `.anlan-${name}`));
const stampOf = (name) => (existsSync(stampPath(name)) ? readFileSync(stampPath(name), 'utf8') : '');
const dropStamp = (name) => rmSync(stampPath(name), { force: true });
function putStamp(name, hash) {
  // Renamed into place: a stamp is there whole or not at all.
  writeFileSync(`${stampPath(name)}.${process.pid}`, hash);
  renameSync(`${stampPath(name)}.${process.pid}`, stampPath(name));
}

/** What is still to do; evaluated again once the lock is held, because another prepare may just have done it. */
function plan() {
  const installed = installHash();
  const install = stampOf('installed') !== installed;
  const todo = builds
    .map((build) => ({ ...build, hash: buildHash(build, installed) }))
    .filter((build) => stampOf(build.name) !== build.hash || !existsSync(join(root, build.proof)));
  return { installed, install, todo };
}

/** True when somebody installed by hand exactly what the lock asks for: npm's own record of node_modules says so. */
function installedByHand() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  const wanted = JSON.parse(textOf('package-lock.json').toString()).packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional === true || entry.peer === true || entry.devOptional === true) return true;
    return there[path]?.version === entry.version && there[path]?.integrity === entry.integrity && existsSync(join(root, path, 'package.json'));
  });
}

/** Runs a command, keeps the last of what it says, and gives its exit code and that text. */
function run(command, parameters, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' }, ...options });
    let text = '';
    const keep = (chunk) => {
      text = (text + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => done({ code: 127, text: `${text}${error.message}` }));
    child.once('close', (code) => done({ code: code ?? 1, text }));
  });
}

/** Gives how to call npm: the one that runs us, else the one in the path. */
function npmCommand() {
  const path = process.env.npm_execpath;
  if (path !== undefined && /npm-cli\.[cm]?js$/.test(path)) return [process.execPath, [path]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

async function install(hash) {
  if (installedByHand()) {
    putStamp('installed', hash);
    return;
  }
  const since = Date.now();
  const wanted = Object.entries(JSON.parse(textOf('package-lock.json').toString()).packages ?? {});
  const paths = wanted.filter(([path, entry]) => path !== '' && entry.optional !== true).map(([path]) => join(root, path, 'package.json'));
  say(`installing ${paths.length} packages (about 1 GB, a minute or two on a good line) …`);
  dropStamp('installed');
  const terminal = process.stderr.isTTY === true;
  const tell = () => {
    const unpacked = paths.filter((path) => existsSync(path)).length;
    const line = `anlan: installing, ${seconds(since)}, ${unpacked} of ${paths.length} packages unpacked`;
    process.stderr.write(terminal ? `\r${line}` : `${line}\n`);
  };
  const clock = setInterval(tell, terminal ? 500 : 5000);
  const [command, first] = npmCommand();
  // Development packages carry the build: a NODE_ENV=production of the caller must not drop them.
  const result = await run(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  clearInterval(clock);
  if (terminal) process.stderr.write('\n');
  if (result.code !== 0) throw new Refusal(`npm ci ended with code ${result.code} after ${seconds(since)}:\n${result.text.trim()}`);
  putStamp('installed', hash);
  say(`installed ${paths.length} packages in ${seconds(since)}`);
}

/** Builds beside the old build and swaps it in, so that a failed or running build never leaves a half one behind. */
async function buildOne({ name, hash }) {
  const since = Date.now();
  const fresh = join(root, 'dist', `.fresh-${name}`);
  const old = join(root, 'dist', `.old-${name}`);
  dropStamp(name);
  rmSync(fresh, { recursive: true, force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // The runner that calls us may have set NODE_ENV=test, which would build a development page.
  const environment = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined };
  const result = await run(process.execPath, [vite, 'build', '--mode', name, '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'], { env: environment });
  if (result.code !== 0) throw new Refusal(`the build of the ${name} failed with code ${result.code}:\n${result.text.trim()}`);
  const target = join(root, 'dist', name);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
  putStamp(name, hash);
  say(`built the ${name} in ${seconds(since)}`);
}

/** Makes the migrated database that new data folders start from, while the page is still being built: it takes most of a first start otherwise. */
async function makeTemplate() {
  const since = Date.now();
  const migrations = filesUnder(join(root, 'server', 'db', 'migrations')).map((file) => [file.slice(root.length), readFileSync(file)]);
  const hash = hashOf([...migrations, ['installed', Buffer.from(installHash())]]);
  if (stampOf('template') === hash) return;
  const result = await run(process.execPath, [join(root, 'dist', 'server', 'command-line.js'), 'template']);
  // Only time is lost: the first start makes it then.
  if (result.code !== 0) say(`no database template could be made: ${result.text.trim().split('\n').at(-1)}`);
  else {
    putStamp('template', hash);
    say(`made the database template in ${seconds(since)}`);
  }
}

/** Runs `work` while no other prepare of this tree does. The lock file names its process, so that a dead one can be cleared. */
async function alone(work) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const lock = join(root, 'dist', '.anlan-lock');
  const reaping = `${lock}.reaping`;
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (holderIsDead(lock)) reap(lock, reaping);
    else if (!told) {
      say('another start of this tree is installing or building; waiting for it …');
      told = true;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  const release = () => rmSync(lock, { force: true });
  const interrupted = (signal) => {
    release();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await work();
  } finally {
    release();
  }
}

function holderIsDead(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // An empty file belongs to somebody who is just writing it.
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Clears a dead holder's lock; only one process at a time may, and it looks again before it does. */
function reap(lock, reaping) {
  try {
    mkdirSync(reaping);
  } catch {
    return;
  }
  try {
    if (holderIsDead(lock)) rmSync(lock, { force: true });
  } finally {
    rmSync(reaping, { recursive: true, force: true });
  }
}

async function prepare() {
  checkNode();
  if (!existsSync(join(root, 'package-lock.json'))) throw new Refusal('seen no package-lock.json, expected the whole repository');
  const first = plan();
  if (first.install || first.todo.length > 0) {
    await alone(async () => {
      if (plan().install) await install(installHash());
      const results = await Promise.allSettled(plan().todo.map((build) => buildOne(build).then(() => (build.name === 'server' ? makeTemplate() : undefined))));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    });
    say(`ready to run after ${seconds(started)}`);
  } else if (!quiet && flags.includes('--verbose')) say(`nothing to install or build (${Date.now() - started} ms)`);
  if (flags.includes('--tests')) {
    const { prepareSystem } = await import('./prepare-system.mjs');
    await prepareSystem({ path: process.env.PATH ?? '', say, run, Refusal });
  }
}

prepare().catch((error) => {
  if (error instanceof Refusal) say(error.message);
  else process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
