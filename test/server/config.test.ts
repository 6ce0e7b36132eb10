// Does the server run as it was asked to, and say plainly when it cannot?
import { describe, expect, it } from 'vitest';
import { ConfigError, describeConfig, knownVariables, readConfig, redactUrl } from '../../server/config.ts';

/** Sentences of the error that `environment` gives. */
function issuesOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment, '/srv');
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  return [];
}

describe('config', () => {
  it('an empty environment gives the defaults of the README', () => {
    expect(readConfig({}, '/srv/anlan')).toEqual({
      host: '127.0.0.1',
      port: 8080,
      dataDirectory: '/srv/anlan/.anlan',
      databaseUrl: null,
      demo: true,
      demoScale: 1,
      guest: true,
      demoAsked: true,
      publicUrl: null,
      tls: null,
      idleMinutes: 30,
      oidc: null,
      proxies: null,
      webhook: null,
      mail: null,
      basemapsFile: null,
    });
  });

  it('an empty value counts as unset', () => {
    expect(readConfig({ ANLAN_PORT: '', DATABASE_URL: ' ' }, '/srv')).toEqual(readConfig({}, '/srv'));
  });

  it('every variable is read', () => {
    expect(
      readConfig(
        { ANLAN_HOST: '::1', ANLAN_PORT: '9000', ANLAN_DATA_DIR: '/var/lib/anlan', DATABASE_URL: 'postgres://u:p@db/anlan', ANLAN_DEMO: 'on', ANLAN_DEMO_SCALE: '0.05',
          ANLAN_GUEST: 'off', ANLAN_PUBLIC_URL: 'https://Anlan.example:8443/', ANLAN_TLS_CERT: 'a.pem', ANLAN_TLS_KEY: '/k.pem', ANLAN_IDLE_MINUTES: '15',
          ANLAN_OIDC_URL: 'https://id.example/.well-known/openid-configuration', ANLAN_OIDC_CLIENT_ID: 'anlan', ANLAN_OIDC_CLIENT_SECRET: 'hunter4',
          ANLAN_WEBHOOK_URL: 'https://news.example/hook', ANLAN_WEBHOOK_SECRET: 'hunter6-hunter6-hunter6', ANLAN_MAIL_URL: 'smtps://u:hunter7@mail.example:465', ANLAN_MAIL_FROM: 'anlan@city.example', ANLAN_MAIL_TO: 'a@city.example, b@city.example' },
        '/srv',
      ),
    ).toEqual({ host: '::1', port: 9000, dataDirectory: '/var/lib/anlan', databaseUrl: 'postgres://u:p@db/anlan', demo: true, demoScale: 0.05, basemapsFile: null,
      guest: false, demoAsked: true, publicUrl: 'https://anlan.example:8443', tls: { certificate: '/srv/a.pem', key: '/k.pem' }, idleMinutes: 15, proxies: null,
      webhook: { url: 'https://news.example/hook', secret: 'hunter6-hunter6-hunter6' }, mail: { url: 'smtps://u:hunter7@mail.example:465', from: 'anlan@city.example', to: ['a@city.example', 'b@city.example'] },
      oidc: { discoveryUrl: 'https://id.example/.well-known/openid-configuration', clientId: 'anlan', clientSecret: 'hunter4' } });
  });

  it('a served database is not filled with the demo city unless asked to', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://db/anlan' }, '/srv').demo).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgres://db/anlan', ANLAN_DEMO: 'on' }, '/srv').demo).toBe(true);
    expect(readConfig({ ANLAN_DEMO: 'off' }, '/srv').demo).toBe(false);
  });

  it.each([
    ['ANLAN_PORT', '80a', 'a whole number from 0 to 65535'],
    ['ANLAN_PORT', '65536', 'a whole number from 0 to 65535'],
    ['ANLAN_PORT', '-1', 'a whole number from 0 to 65535'],
    ['ANLAN_DEMO', 'yes', 'on or off'],
    ['ANLAN_DEMO_SCALE', '0', 'a number from 0.01 to 200'],
    ['ANLAN_DEMO_SCALE', '1e9', 'a number from 0.01 to 200'],
    ['ANLAN_DEMO_SCALE', 'NaN', 'a number from 0.01 to 200'],
  ])('%s=%s is refused with what was seen and expected', (name, value, expected) => {
    expect(issuesOf({ [name]: value })).toEqual([`${name}: seen ${JSON.stringify(value)}, expected ${expected}`]);
  });

  it.each(['0.0.0.0', '::', '192.168.1.10', 'anlan.example', '127.0.0.1.example'])('the host %s needs the address under which browsers reach it', (host) => {
    const issues = issuesOf({ ANLAN_HOST: host });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain('ANLAN_PUBLIC_URL');
    expect(readConfig({ ANLAN_HOST: host, ANLAN_PUBLIC_URL: 'https://anlan.example', ANLAN_TLS_CERT: 'a.pem', ANLAN_TLS_KEY: 'k.pem' }, '/srv')).toMatchObject({ host, proxies: null });
  });

  it('another host without TLS files needs to know its https proxy, and a proxy on this machine needs no other host', () => {
    const outside = { ANLAN_HOST: '0.0.0.0', ANLAN_PUBLIC_URL: 'https://anlan.example' };
    expect(issuesOf(outside)).toEqual([expect.stringMatching(/without https, expected ANLAN_TLS_CERT and ANLAN_TLS_KEY, or ANLAN_PROXY/)]);
    expect(readConfig({ ...outside, ANLAN_PROXY: '10.0.0.2, fd00::2' }, '/srv').proxies).toEqual(['10.0.0.2', 'fd00::2']);
    expect(readConfig({ ...outside, ANLAN_PLAIN_HTTP: 'on' }, '/srv').proxies).toBe(null);
    expect(readConfig({ ANLAN_PUBLIC_URL: 'https://anlan.example' }, '/srv').proxies).toEqual([]);
    expect(issuesOf({ ...outside, ANLAN_PROXY: 'proxy.example' })).toEqual([expect.stringContaining('expected IP addresses')]);
    expect(issuesOf({ ...outside, ANLAN_PROXY: '10.0.0.2', ANLAN_TLS_CERT: 'a.pem', ANLAN_TLS_KEY: 'k.pem' })).toEqual([expect.stringContaining('seen both')]);
  });

  it('news go out over https or to this machine, signed, and mail says from whom and to whom; secrets are not repeated', () => {
    const secret = 'hunter8-hunter8-hunter8';
    expect(readConfig({ ANLAN_WEBHOOK_URL: 'http://127.0.0.1:9000/x', ANLAN_WEBHOOK_SECRET: secret }, '/srv').webhook?.url).toBe('http://127.0.0.1:9000/x');
    for (const url of ['http://news.example/hunter9', 'ftp://news.example/hunter9', 'hunter9']) expect(issuesOf({ ANLAN_WEBHOOK_URL: url, ANLAN_WEBHOOK_SECRET: secret })).toEqual([expect.stringMatching(/^ANLAN_WEBHOOK_URL: expected https(?!.*hunter)/)]);
    expect(issuesOf({ ANLAN_WEBHOOK_URL: 'https://news.example/' })).toEqual([expect.stringContaining('both or none')]);
    expect(issuesOf({ ANLAN_WEBHOOK_URL: 'https://news.example/', ANLAN_WEBHOOK_SECRET: 'hunter9' })).toEqual(['ANLAN_WEBHOOK_SECRET: seen 7 characters, expected at least 16']);
    expect(issuesOf({ ANLAN_MAIL_URL: 'smtp://u:hunter9@mail.example' })).toEqual([expect.stringContaining('all three or none')]);
    expect(issuesOf({ ANLAN_MAIL_URL: 'https://hunter9.example', ANLAN_MAIL_FROM: 'a', ANLAN_MAIL_TO: 'b@c,d' })).toEqual([expect.not.stringContaining('hunter'), expect.stringContaining('ANLAN_MAIL_FROM: seen "a"'), expect.stringContaining('ANLAN_MAIL_TO: seen "d"')]);
    const lines = describeConfig(readConfig({ ANLAN_WEBHOOK_URL: 'https://news.example/robot/hunter9?key=hunter9', ANLAN_WEBHOOK_SECRET: secret, ANLAN_MAIL_URL: 'smtps://u:hunter9@mail.example', ANLAN_MAIL_FROM: 'a@b', ANLAN_MAIL_TO: 'c@d' }, '/srv')).join('\n');
    expect(lines).not.toMatch(/hunter/);
    expect(lines).toContain('ANLAN_WEBHOOK_URL = https://news.example/***');
  });

  it('plain http to other machines is refused unless told, and half of a pair is named', () => {
    expect(issuesOf({ ANLAN_PUBLIC_URL: 'http://10.0.0.5:8080' })[0]).toContain('ANLAN_PLAIN_HTTP=on');
    expect(readConfig({ ANLAN_PUBLIC_URL: 'http://10.0.0.5:8080', ANLAN_PLAIN_HTTP: 'on' }, '/srv').publicUrl).toBe('http://10.0.0.5:8080');
    expect(issuesOf({ ANLAN_PUBLIC_URL: 'https://a.example/path' })[0]).toContain('without a path');
    expect(issuesOf({ ANLAN_TLS_CERT: 'a.pem' })[0]).toContain('expected both or none');
    expect(issuesOf({ ANLAN_OIDC_CLIENT_SECRET: 'hunter5' })).toEqual([expect.not.stringContaining('hunter5')]);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('the host %s is loopback', (host) => {
    expect(readConfig({ ANLAN_HOST: host }, '/srv').host).toBe(host);
  });

  it('an unknown variable is named with the nearest known one', () => {
    const issues = issuesOf({ ANLAN_PROT: '1' });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain('ANLAN_PROT is unknown; did you mean ANLAN_PORT?');
    expect(issues[0]).toContain('ANLAN_DEMO_SCALE');
  });

  it('all that is wrong is told at once', () => {
    expect(issuesOf({ ANLAN_PORT: 'x', ANLAN_DEMO: 'x', ANLAN_X: '1' })).toHaveLength(3);
  });

  it('a broken database URL is refused without repeating it', () => {
    const issues = issuesOf({ DATABASE_URL: 'mysql://root:hunter2@db/x' });
    expect(issues).toHaveLength(1);
    expect(issues[0]).not.toContain('hunter2');
  });

  it('what is printed names every variable and hides passwords', () => {
    const lines = describeConfig(readConfig({ DATABASE_URL: 'postgres://anlan:hunter2@db:5432/anlan?sslmode=require&sslpassword=hunter3', ANLAN_OIDC_URL: 'https://id.example/x', ANLAN_OIDC_CLIENT_ID: 'a', ANLAN_OIDC_CLIENT_SECRET: 'hunter4' }, '/srv'));
    expect(lines).toHaveLength(Object.keys(knownVariables).length);
    expect(lines.join('\n')).not.toMatch(/hunter/);
    expect(lines).toContain('DATABASE_URL = postgres://anlan:***@db:5432/anlan?sslmode=require&sslpassword=***');
  });

  it('a URL that cannot be read is hidden whole', () => {
    expect(redactUrl('secret words')).toBe('***');
  });
});
