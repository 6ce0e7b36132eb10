// Which pages does whom the navigation offer? The list of pages against the table of roles.
import { describe, expect, it } from 'vitest';
import { permissions, type RoleId, roleOf, roles } from '../../../data/contract/access.ts';
import type { Session } from '../../../data/contract/accounts.ts';
import { opens, screenAt, screens } from '../../../web/screens/screens.ts';

function sessionOf(kind: Session['kind'], role: RoleId | null): Session {
  const may = role === null ? [] : permissions.flatMap(({ id }) => (roleOf(role).may.includes(id) ? [id] : []));
  const grant = role === null ? null : { role, areaCodes: null, sectorCodes: null, siteIds: null };
  return { kind, id: kind === 'user' ? 'u1' : null, name: '', userName: kind === 'user' ? 'somebody' : null, grant, permissions: may, twoFactor: false, guest: { allowed: kind === 'guest', reason: 'synthetic' }, needsSetup: false, oidc: false };
}

describe('the pages of the office', () => {
  it('have addresses of their own, none inside another, none of the interface or the map', () => {
    const paths = screens.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) {
      expect(path).toMatch(/^\/[a-z-]+$/);
      expect(['/api', '/assets', '/']).not.toContain(path);
    }
  });

  it('an address below a page belongs to it, and one that only begins alike does not', () => {
    expect(screenAt('/admin/users')?.path).toBe('/admin');
    expect([screenAt('/administration'), screenAt('/'), screenAt('/nothing')]).toEqual([undefined, undefined, undefined]);
  });

  it('a stranger is offered none, and may open none but the sign-in and the first set-up', () => {
    const stranger = sessionOf('stranger', null);
    expect(screens.filter((screen) => opens(screen, stranger)).map(({ path }) => path).sort()).toEqual(['/setup', '/sign-in']);
  });

  it('nothing is open while it is not known who is there, save what is open to strangers', () => {
    for (const screen of screens) expect([screen.path, opens(screen, undefined)]).toEqual([screen.path, opens(screen, sessionOf('stranger', null))]);
  });

  it('administration is for those who have something to look after, and never for a guest', () => {
    const admin = screenAt('/admin');
    if (admin === undefined) throw new Error('expected the page /admin');
    expect(roles.map(({ id }) => id).filter((id) => opens(admin, sessionOf('user', id)))).toEqual(['office', 'system-admin', 'security-admin', 'audit-admin']);
    expect(opens(admin, sessionOf('guest', 'viewer'))).toBe(false);
  });

  it('every listed page needs a permission or somebody signed in', () => {
    for (const screen of screens.filter(({ listed }) => listed)) expect([screen.path, screen.needs.length > 0 || screen.signedIn]).toEqual([screen.path, true]);
  });
});
