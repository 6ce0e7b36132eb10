// How was this server asked to run? The only reader of the environment.
import { isIP } from 'node:net';
import { resolve } from 'node:path';

export interface Config {
  /** A loopback name or address. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path. */
  readonly dataDirectory: string;
  /** postgres:// URL of a served database; null = embedded. */
  readonly databaseUrl: string | null;
  /** True when an empty database gets the synthetic city. */
  readonly demo: boolean;
  /** Size of the demo city; 1 ≈ 24,000 hazards. */
  readonly demoScale: number;
  /** Absolute path of the list of basemaps; null = only the built-in one. */
  readonly basemapsFile: string | null;
}

/** Defaults, as the README names them. */
export const configDefaults = { host: '127.0.0.1', port: 8080, dataDirectory: '.anlan', demoScale: 1 } as const;

/** Variables we know, with what each is for; the order in which they are printed. */
export const knownVariables = {
  ANLAN_HOST: 'address to listen on, loopback only',
  ANLAN_PORT: 'port to listen on',
  ANLAN_DATA_DIR: 'folder of the embedded database, snapshots and keys',
  ANLAN_DEMO: 'on or off: load the synthetic city into an empty database',
  ANLAN_DEMO_SCALE: 'size of the synthetic city, 0.01 to 200',
  ANLAN_BASEMAPS: 'JSON file that lists basemaps besides the built-in one; unset = none',
  DATABASE_URL: 'postgres://… of a served PostgreSQL with PostGIS; unset = embedded',
} as const;

/** The configuration cannot be used; `issues` holds one plain sentence for each thing wrong. */
export class ConfigError extends Error {
  readonly issues: readonly string[];
  constructor(issues: readonly string[]) {
    super(issues.join('\n'));
    this.name = 'ConfigError';
    this.issues = issues;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration. An empty value counts as unset. A relative data directory is taken from `workingDirectory`.
 * Throws ConfigError naming every bad or unknown variable at once, what was seen and what was expected.
 */
export function readConfig(environment: Environment = process.env, workingDirectory: string = process.cwd()): Config {
  const issues: string[] = unknownVariables(environment);
  const value = (name: keyof typeof knownVariables): string | undefined => {
    const text = environment[name]?.trim();
    return text === '' ? undefined : text;
  };
  const wrong = (name: string, seen: string, expected: string): void => {
    issues.push(`${name}: seen ${JSON.stringify(seen)}, expected ${expected}`);
  };

  const host = value('ANLAN_HOST') ?? configDefaults.host;
  if (!isLoopback(host)) {
    issues.push(
      `ANLAN_HOST: seen ${JSON.stringify(host)}, expected 127.0.0.1, ::1 or localhost: this version has no user accounts yet, so everybody who can reach the address could read and change everything`,
    );
  }

  const portText = value('ANLAN_PORT');
  const port = portText === undefined ? configDefaults.port : Number(portText);
  if (portText !== undefined && (!/^\d{1,5}$/.test(portText) || port > 65_535)) wrong('ANLAN_PORT', portText, 'a whole number from 0 to 65535');

  const databaseUrl = value('DATABASE_URL') ?? null;
  // The value itself is never repeated: it holds a password.
  if (databaseUrl !== null && !isPostgresUrl(databaseUrl)) issues.push('DATABASE_URL: expected postgres://user:password@host:port/database (the value is not shown, it may hold a password)');

  const demoText = value('ANLAN_DEMO');
  if (demoText !== undefined && demoText !== 'on' && demoText !== 'off') wrong('ANLAN_DEMO', demoText, 'on or off');

  const scaleText = value('ANLAN_DEMO_SCALE');
  const demoScale = scaleText === undefined ? configDefaults.demoScale : Number(scaleText);
  if (scaleText !== undefined && (!/^\d+(\.\d+)?$/.test(scaleText) || demoScale < 0.01 || demoScale > 200)) {
    wrong('ANLAN_DEMO_SCALE', scaleText, 'a number from 0.01 to 200');
  }

  const basemaps = value('ANLAN_BASEMAPS');
  if (issues.length > 0) throw new ConfigError(issues);
  return {
    host,
    port,
    dataDirectory: resolve(workingDirectory, value('ANLAN_DATA_DIR') ?? configDefaults.dataDirectory),
    databaseUrl,
    // Somebody's served database is not filled with a made-up city unless asked to.
    demo: demoText === undefined ? databaseUrl === null : demoText === 'on',
    demoScale,
    basemapsFile: basemaps === undefined ? null : resolve(workingDirectory, basemaps),
  };
}

/** Gives the configuration as lines `NAME = value` for the start of the log; passwords are replaced by `***`. */
export function describeConfig(config: Config): string[] {
  const values: Record<keyof typeof knownVariables, string> = {
    ANLAN_HOST: config.host,
    ANLAN_PORT: String(config.port),
    ANLAN_DATA_DIR: config.dataDirectory,
    ANLAN_DEMO: config.demo ? 'on' : 'off',
    ANLAN_DEMO_SCALE: String(config.demoScale),
    ANLAN_BASEMAPS: config.basemapsFile ?? '(unset: only the built-in one)',
    DATABASE_URL: config.databaseUrl === null ? '(unset: embedded)' : redactUrl(config.databaseUrl),
  };
  return Object.entries(values).map(([name, text]) => `${name} = ${text}`);
}

/** Gives a database URL without its secrets: the password and every query parameter that could be one. A text that is no URL gives `***`. */
export function redactUrl(url: string): string {
  if (!URL.canParse(url)) return '***';
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  for (const name of [...shown.searchParams.keys()]) {
    if (/pass|secret|token|key/i.test(name)) shown.searchParams.set(name, '***');
  }
  return shown.toString();
}

/** True for localhost and loopback addresses of both families. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}

function unknownVariables(environment: Environment): string[] {
  const known = Object.keys(knownVariables);
  return Object.keys(environment)
    .filter((name) => name.startsWith('ANLAN_') && !known.includes(name))
    .sort()
    .map((name) => `${name} is unknown; did you mean ${nearest(name, known)}? Known are ${known.join(', ')}`);
}

function nearest(name: string, known: readonly string[]): string {
  let best = known[0] ?? '';
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance with two rows; the names are short. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
