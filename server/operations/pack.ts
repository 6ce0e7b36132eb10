// How does Anlan travel to a machine with only Node and no network? As one archive with everything that runs, for this platform.
import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../errors.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

export interface PackRequest {
  /** The whole tree, installed and built. */
  readonly root: string;
  readonly version: string;
  /** Folder of the archive. */
  readonly target: string;
}

export interface PackOutcome {
  readonly file: string;
  readonly bytes: number;
  readonly files: number;
  readonly packages: number;
  readonly platform: string;
}

/** A file of the archive: where it is, and what it is called there. */
interface Entry {
  readonly from: string;
  readonly to: string;
}

/** Gives the platform of the binaries in node_modules: system, processor, and the C library where that is not glibc. */
export function platformName(): string {
  const { glibcVersionRuntime } = ((process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }).header);
  return `${process.platform}${process.platform === 'linux' && glibcVersionRuntime === undefined ? 'musl' : ''}-${process.arch}`;
}

/** What of a package does not run: descriptions of types, maps, and what its makers test and explain with. Licences stay. */
const notRun = /\.(map|flow|tsbuildinfo|[cm]?ts|tsx|md|markdown)$|\/(tsconfig[^/]*\.json|\.[^/]+)$/;
const notRunFolders = new Set(['test', 'tests', '__tests__', 'docs', 'doc', 'example', 'examples', 'benchmark', 'benchmarks', 'coverage', 'bench']);
const licence = /^(licen[cs]e|copying|notice|third)/i;
/** What is shipped beside what we load: extensions of the embedded database but pg_trgm (the lean PostGIS stands beside the server); other builds of SQLite than the one for Node. */
const otherBuilds = /@electric-sql\/pglite\/dist\/(?!pg_trgm|pglite)[\w-]+\.tar\.gz$|pglite-postgis\/dist\/postgis\.tar\.gz$|sql\.js\/dist\/(?!sql-wasm\.(js|wasm)$)/;
/** Dependencies whose part of a package we never load: FlatGeobuf's reader for OpenLayers. */
const notLoaded = new Set(['flatgeobuf ol']);

/** Makes the archive and gives what it is. Rejects with AppError `not-found` when something that runs is not there: install and build first. */
export async function packProgram({ root, version, target }: PackRequest): Promise<PackOutcome> {
  const platform = platformName();
  const name = `anlan-${version}-${platform}`;
  const packages = packagesOf(root);
  const entries: Entry[] = [
    ...['package.json', 'README.md', 'LICENSE', 'data/README.md'].map((file) => ({ from: join(root, file), to: file })),
    ...['anlan', 'anlan.service'].map((file) => ({ from: join(root, 'server/operations', file), to: file })),
    ...['dist/server', 'dist/web', 'dist/templates', 'data/sources', 'server/db/migrations'].flatMap((folder) => filesUnder(root, folder).filter(({ to }) => !to.endsWith('.map'))),
    ...[...packages].sort().flatMap((folder) => filesOfPackage(root, folder)),
  ];
  const missing = entries.find(({ from }) => !existsSync(from));
  if (missing !== undefined) throw new AppError('not-found', `pack: seen no ${missing.to}, expected it: npm run pack builds it`);
  const file = join(target, `${name}.tar.gz`);
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(archiveOf(name, entries)), createGzip({ level: 6 }), createWriteStream(part));
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
  return { file, bytes: statSync(file).size, files: entries.length, packages: packages.size, platform };
}

async function* archiveOf(name: string, entries: readonly Entry[]): AsyncGenerator<Buffer> {
  for (const { from, to } of entries) {
    const { size, mode, mtimeMs } = statSync(from);
    yield tarHeader(`${name}/${to}`, size, (mode & 0o100) === 0 ? 0o644 : 0o755, mtimeMs / 1000);
    for await (const piece of createReadStream(from) as AsyncIterable<Buffer>) yield piece;
    yield tarPadding(size);
  }
  yield tarEnd;
}

function filesUnder(root: string, folder: string): Entry[] {
  if (!existsSync(join(root, folder))) throw new AppError('not-found', `pack: seen no ${folder}, expected it: npm run pack builds it`);
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((from) => ({ from, to: relative(root, from).replaceAll('\\', '/') }));
}

/** Files of one package that run; packages inside it are packages of their own. */
function filesOfPackage(root: string, folder: string): Entry[] {
  return filesUnder(root, folder).filter(({ to }) => {
    const inside = to.slice(folder.length + 1);
    if (inside.startsWith('node_modules/')) return false;
    if (!inside.includes('/') && licence.test(inside)) return true;
    return !notRunFolders.has(inside.split('/')[0] ?? '') && !notRun.test(`/${inside}`) && !otherBuilds.test(to);
  });
}

/** What a package says it needs. */
interface PackageDescription {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
}

/** Gives the folders (below the root) of all packages that the built server loads, directly or through others. What only the page needs stands in dist/web already. */
function packagesOf(root: string): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string, isNeeded: boolean): void => {
    const folder = folderOf(root, name, from);
    if (folder === null) {
      if (isNeeded) throw new AppError('not-found', `pack: seen no package ${name}, which ${from === '' ? 'the server' : from} needs, expected it installed`);
      return;
    }
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageDescription;
    for (const dependency of Object.keys(dependencies)) if (!Object.hasOwn(optionalDependencies, dependency)) visit(dependency, folder, true);
    // Binaries of other platforms are not there.
    for (const dependency of Object.keys(optionalDependencies)) if (!notLoaded.has(`${name} ${dependency}`)) visit(dependency, folder, false);
    for (const dependency of Object.keys(peerDependencies)) if (peerDependenciesMeta[dependency]?.optional !== true) visit(dependency, folder, false);
  };
  for (const name of importedPackages(root)) visit(name, '', true);
  return found;
}

/** Finds a package as Node does: beside the one that asks, then further up. */
function folderOf(root: string, name: string, from: string): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const folder = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (existsSync(join(root, folder, 'package.json'))) return folder;
    if (at === '') return null;
  }
}

/** Packages that the built server names; a word in a text that no package is called is passed over. */
function importedPackages(root: string): string[] {
  const known = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageDescription;
  const names = new Set<string>();
  for (const { from } of filesUnder(root, 'dist/server')) {
    if (!from.endsWith('.js')) continue;
    for (const match of readFileSync(from, 'utf8').matchAll(/(?:\bfrom|\bimport|\brequire(?:\.resolve)?)\s*\(?\s*["'`]((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^"'`\s]*)?["'`]/g)) names.add(match[1] ?? '');
  }
  return [...names].filter((name) => !builtinModules.includes(name) && Object.hasOwn(known.dependencies ?? {}, name)).sort();
}
