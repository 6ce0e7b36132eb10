// How was this server asked to run? The only reader of the environment.
import { isIP } from 'node:net';
import { resolve } from 'node:path';

export interface Config {
  /** A loopback name or address, unless `publicUrl` is given. */
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
  /** False = nobody looks without signing in, whatever the data are. */
  readonly guest: boolean;
  /** False when the synthetic city was switched off by name. */
  readonly demoAsked: boolean;
  /** Where browsers reach this server when it is not the loopback: scheme, host and port; null = the loopback. */
  readonly publicUrl: string | null;
  /** Files of certificate and key (PEM); null = plain http, or https in front. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  /** Addresses of the https proxies in front of this server besides the loopback; null = none stands in front, so what a request says of its origin is not believed. */
  readonly proxies: readonly string[] | null;
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number;
  /** A provider of identities; null = none. The secret is never printed. */
  readonly oidc: { readonly discoveryUrl: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** Absolute path of the list of basemaps; null = only the built-in one. */
  readonly basemapsFile: string | null;
  /** Where news of changes are posted, and what signs them; null = nowhere. Neither is ever printed. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** The mail server (smtp:// or smtps://, never printed), the sender and the receivers of news; null = no mail. */
  readonly mail: { readonly url: string; readonly from: string; readonly to: readonly string[] } | null;
}

/** Defaults, as the README names them. */
export const configDefaults = { host: '127.0.0.1', port: 8080, dataDirectory: '.anlan', demoScale: 1, idleMinutes: 30 } as const;

/** Variables we know, with what each is for; the order in which they are printed. */
export const knownVariables = {
  ANLAN_HOST: 'address to listen on; another than loopback needs ANLAN_PUBLIC_URL',
  ANLAN_PORT: 'port to listen on',
  ANLAN_DATA_DIR: 'folder of the embedded database, snapshots and keys',
  ANLAN_DEMO: 'on or off: load the synthetic city into an empty database',
  ANLAN_DEMO_SCALE: 'size of the synthetic city, 0.01 to 200',
  ANLAN_GUEST: 'on or off: may anyone look while all data are synthetic and the host is loopback',
  ANLAN_PUBLIC_URL: 'https://… under which browsers reach this server, when it is not the loopback',
  ANLAN_TLS_CERT: 'PEM file of the certificate; with ANLAN_TLS_KEY this server speaks https itself',
  ANLAN_TLS_KEY: 'PEM file of the key',
  ANLAN_PROXY: 'addresses of the https proxies in front, separated by commas, when they are on other machines',
  ANLAN_PLAIN_HTTP: 'on: allow a public address without https, for a network you trust',
  ANLAN_IDLE_MINUTES: 'minutes without a request after which a session ends, 5 to 1440',
  ANLAN_OIDC_URL: 'https://…/.well-known/openid-configuration of a provider of identities; unset = none',
  ANLAN_OIDC_CLIENT_ID: 'id of this server at the provider',
  ANLAN_OIDC_CLIENT_SECRET: 'secret of this server at the provider',
  ANLAN_BASEMAPS: 'JSON file that lists basemaps besides the built-in one; unset = none',
  ANLAN_WEBHOOK_URL: 'https://… to which news of changes are posted; unset = none',
  ANLAN_WEBHOOK_SECRET: 'signs the news (HMAC-SHA-256), at least 16 characters',
  ANLAN_MAIL_URL: 'smtps://user:password@host:465 or smtp://host:25 of a mail server for news; unset = none',
  ANLAN_MAIL_FROM: 'sender of the news',
  ANLAN_MAIL_TO: 'receivers of the news, separated by commas',
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
  const publicUrl = readPublicUrl(value('ANLAN_PUBLIC_URL'), wrong);
  const plain = value('ANLAN_PLAIN_HTTP');
  if (plain !== undefined && plain !== 'on' && plain !== 'off') wrong('ANLAN_PLAIN_HTTP', plain, 'on or off');
  const [certificate, tlsKey] = [value('ANLAN_TLS_CERT'), value('ANLAN_TLS_KEY')];
  if ((certificate === undefined) !== (tlsKey === undefined)) issues.push('ANLAN_TLS_CERT and ANLAN_TLS_KEY: seen one of them, expected both or none');
  if (!isLoopback(host) && publicUrl === null) {
    issues.push(`ANLAN_HOST: seen ${JSON.stringify(host)} without ANLAN_PUBLIC_URL, expected 127.0.0.1, ::1 or localhost, or the address under which browsers reach this server: https://… with TLS files here or an https proxy in front`);
  }
  const proxies = value('ANLAN_PROXY')?.split(',').map((address) => address.trim());
  for (const address of proxies ?? []) if (isIP(address) === 0) wrong('ANLAN_PROXY', address, 'IP addresses separated by commas');
  if (proxies !== undefined && certificate !== undefined) issues.push('ANLAN_PROXY and ANLAN_TLS_CERT: seen both, expected one: https ends either at a proxy or here');
  if (!isLoopback(host) && publicUrl?.startsWith('https:') === true && certificate === undefined && proxies === undefined && plain !== 'on') {
    issues.push(`ANLAN_HOST: seen ${JSON.stringify(host)} without https, expected ANLAN_TLS_CERT and ANLAN_TLS_KEY, or ANLAN_PROXY with the address of the https proxy, or 127.0.0.1 when the proxy is on this machine`);
  }
  if (publicUrl?.startsWith('http:') === true && plain !== 'on') {
    issues.push(`ANLAN_PUBLIC_URL: seen ${JSON.stringify(publicUrl)}, expected https://…: over plain http passwords can be read on the way; ANLAN_PLAIN_HTTP=on allows it on a network you trust`);
  }
  const guestText = value('ANLAN_GUEST');
  if (guestText !== undefined && guestText !== 'on' && guestText !== 'off') wrong('ANLAN_GUEST', guestText, 'on or off');
  const idleText = value('ANLAN_IDLE_MINUTES');
  const idleMinutes = idleText === undefined ? configDefaults.idleMinutes : Number(idleText);
  if (!(Number.isInteger(idleMinutes) && idleMinutes >= 5 && idleMinutes <= 1440)) wrong('ANLAN_IDLE_MINUTES', idleText ?? '', 'a whole number from 5 to 1440');
  const [oidcUrl, clientId, clientSecret] = [value('ANLAN_OIDC_URL'), value('ANLAN_OIDC_CLIENT_ID'), value('ANLAN_OIDC_CLIENT_SECRET')];
  const oidcGiven = [oidcUrl, clientId, clientSecret].filter((text) => text !== undefined).length;
  if (oidcGiven !== 0 && oidcGiven !== 3) issues.push('ANLAN_OIDC_URL, ANLAN_OIDC_CLIENT_ID and ANLAN_OIDC_CLIENT_SECRET: seen some of them, expected all three or none');
  if (oidcUrl !== undefined && !/^https:\/\/\S+$/.test(oidcUrl)) wrong('ANLAN_OIDC_URL', oidcUrl, 'https://…/.well-known/openid-configuration');

  const webhook = readWebhook(value('ANLAN_WEBHOOK_URL'), value('ANLAN_WEBHOOK_SECRET'), issues);
  const mail = readMail(value('ANLAN_MAIL_URL'), value('ANLAN_MAIL_FROM'), value('ANLAN_MAIL_TO'), issues);

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
    guest: guestText !== 'off',
    demoAsked: demoText !== 'off',
    publicUrl,
    tls: certificate === undefined || tlsKey === undefined ? null : { certificate: resolve(workingDirectory, certificate), key: resolve(workingDirectory, tlsKey) },
    proxies: publicUrl?.startsWith('https:') === true && certificate === undefined ? (proxies ?? (plain === 'on' && !isLoopback(host) ? null : [])) : null,
    idleMinutes,
    oidc: oidcUrl === undefined || clientId === undefined || clientSecret === undefined ? null : { discoveryUrl: oidcUrl, clientId, clientSecret },
    basemapsFile: basemaps === undefined ? null : resolve(workingDirectory, basemaps),
    webhook,
    mail,
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
    ANLAN_GUEST: config.guest ? 'on' : 'off',
    ANLAN_PUBLIC_URL: config.publicUrl ?? '(unset: loopback only)',
    ANLAN_TLS_CERT: config.tls?.certificate ?? '(unset)',
    ANLAN_TLS_KEY: config.tls?.key ?? '(unset)',
    ANLAN_PROXY: config.proxies === null ? '(unset)' : config.proxies.length === 0 ? '(unset: this machine)' : config.proxies.join(','),
    ANLAN_PLAIN_HTTP: config.publicUrl?.startsWith('http:') === true ? 'on' : 'off',
    ANLAN_IDLE_MINUTES: String(config.idleMinutes),
    ANLAN_OIDC_URL: config.oidc?.discoveryUrl ?? '(unset)',
    ANLAN_OIDC_CLIENT_ID: config.oidc?.clientId ?? '(unset)',
    ANLAN_OIDC_CLIENT_SECRET: config.oidc === null ? '(unset)' : '***',
    ANLAN_BASEMAPS: config.basemapsFile ?? '(unset: only the built-in one)',
    // Addresses of robots carry their secret in the path.
    ANLAN_WEBHOOK_URL: config.webhook === null ? '(unset: no news are sent)' : `${new URL(config.webhook.url).origin}/***`,
    ANLAN_WEBHOOK_SECRET: config.webhook === null ? '(unset)' : '***',
    ANLAN_MAIL_URL: config.mail === null ? '(unset: no mail)' : redactUrl(config.mail.url),
    ANLAN_MAIL_FROM: config.mail?.from ?? '(unset)',
    ANLAN_MAIL_TO: config.mail?.to.join(',') ?? '(unset)',
    DATABASE_URL: config.databaseUrl === null ? '(unset: embedded)' : redactUrl(config.databaseUrl),
  };
  return Object.entries(values).map(([name, text]) => `${name} = ${text}`);
}

/** Gives scheme, host and port of a public address; null when none is given. Reports one that cannot be used. */
function readPublicUrl(text: string | undefined, wrong: (name: string, seen: string, expected: string) => void): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && /^\/?$/.test(url.pathname) && url.search === '' && url.username === '') return url.origin;
  wrong('ANLAN_PUBLIC_URL', redactUrl(text), 'https://host or https://host:port, without a path');
  return null;
}

/** Gives where news are posted. The address and the secret are never repeated: robots carry theirs in the address. */
function readWebhook(url: string | undefined, secret: string | undefined, issues: string[]): Config['webhook'] {
  if (url === undefined && secret === undefined) return null;
  if (url === undefined || secret === undefined) issues.push('ANLAN_WEBHOOK_URL and ANLAN_WEBHOOK_SECRET: seen one of them, expected both or none');
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : null;
  const isSafe = parsed !== null && (parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback(parsed.hostname.replace(/^\[(.*)\]$/, '$1'))));
  if (url !== undefined && !isSafe) issues.push('ANLAN_WEBHOOK_URL: expected https://…, or http:// to this machine (the value is not shown, it may hold a secret)');
  if (secret !== undefined && secret.length < 16) issues.push(`ANLAN_WEBHOOK_SECRET: seen ${secret.length} characters, expected at least 16`);
  return url === undefined || secret === undefined ? null : { url, secret };
}

/** Gives the mail server, the sender and the receivers of news; the address of the server is never repeated. */
function readMail(url: string | undefined, from: string | undefined, to: string | undefined, issues: string[]): Config['mail'] {
  if (url === undefined && from === undefined && to === undefined) return null;
  if (url === undefined || from === undefined || to === undefined) {
    issues.push('ANLAN_MAIL_URL, ANLAN_MAIL_FROM and ANLAN_MAIL_TO: seen some of them, expected all three or none');
    return null;
  }
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol)) issues.push('ANLAN_MAIL_URL: expected smtps://user:password@host:port or smtp://host:port (the value is not shown, it may hold a password)');
  const receivers = to.split(',').map((address) => address.trim());
  for (const [name, address] of [['ANLAN_MAIL_FROM', from] as const, ...receivers.map((address) => ['ANLAN_MAIL_TO', address] as const)]) {
    if (!/^[^\s@<>,]+@[^\s@<>,]+$/.test(address)) issues.push(`${name}: seen ${JSON.stringify(address)}, expected name@host`);
  }
  return { url, from, to: receivers };
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
