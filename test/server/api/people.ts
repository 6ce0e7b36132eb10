// How do people of several roles ask in a test, each with a session of their own?
import { expect } from 'vitest';
import type { Grant, RoleId } from '../../../data/contract/access.ts';
import type { ApiServer } from './api-server.ts';

const commandLine = { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' };

export interface People {
  /** Asks as somebody; null = the command line. */
  ask(who: string | null, method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
  /** Id of the account of a name. */
  id(name: string): string;
  /** A request key nobody used. */
  key(): string;
}

/** Makes accounts and signs each in. */
export async function makePeople(server: ApiServer, grants: readonly (readonly [string, RoleId, Partial<Grant>])[]): Promise<People> {
  const cookies = new Map<string, string>();
  const ids = new Map<string, string>();
  let wishes = 0;
  const people: People = {
    async ask(who, method, path, body) {
      const headers = who === null ? commandLine : { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test', Cookie: cookies.get(who) ?? '' };
      const response = await fetch(`${server.root}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const text = await response.text();
      if (who !== null && path === '/session' && method === 'POST') cookies.set(who, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
    },
    id: (name) => ids.get(name) ?? '',
    key: () => `wish-of-this-test-${++wishes}`,
  };
  for (const [name, role, limits] of grants) {
    const made = await people.ask(null, 'POST', '/users', { userName: `user-${name}`, name: `人员${name}`, password: 'Xiaodao-2026-Qing', grant: { role, areaCodes: null, sectorCodes: null, siteIds: null, ...limits } });
    expect([name, made.status]).toEqual([name, 201]);
    ids.set(name, (made.body as { id: string }).id);
    expect((await people.ask(name, 'POST', '/session', { userName: `user-${name}`, password: 'Xiaodao-2026-Qing' })).status).toBe(200);
  }
  return people;
}
