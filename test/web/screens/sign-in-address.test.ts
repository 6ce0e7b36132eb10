// Does a sign-in lead back only to pages of our own, whatever stands in the address?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPath, signInAddress } from '../../../web/screens/sign-in-address.ts';

const origin = 'https://anlan.example';

describe('the way back after signing in', () => {
  it('leads to a path of ours with its parameters', () => {
    for (const path of ['/', '/ledger', '/ledger/hazards/12?tab=events', '/?panel=list&sectorCode=SEC-FIRE', '/admin/audit']) expect(returnPath(path, origin)).toBe(path);
  });

  it('leads to the map for everything that names another origin, the sign-in itself or the interface', () => {
    for (const asked of [null, '', 'https://evil.example/', '//evil.example/', '/\\evil.example', '/\t/evil.example', '\\\\evil.example', 'javascript:alert(1)', 'ledger', '/sign-in?return=/x', '/setup', '/api/session', '/../..//evil.example']) {
      expect([asked, new URL(returnPath(asked, origin), origin).origin]).toEqual([asked, origin]);
      expect(returnPath(asked, origin)).not.toMatch(/^\/\/|^\/(sign-in|setup|api)/);
    }
  });

  it('never leaves the origin (any text)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.webUrl(), fc.array(fc.constantFrom('/', '\\', '.', ':', '@', 'evil.example', '\t', '\n', ' ', '?', '#', '%2f'), { maxLength: 8 }).map((parts) => `/${parts.join('')}`)), (asked) => {
        const back = returnPath(asked, origin);
        expect(back.startsWith('/')).toBe(true);
        expect(new URL(back, origin).origin).toBe(origin);
      }),
      { numRuns: 2000 },
    );
  });

  it('what a page asks for is what it gets back', () => {
    fc.assert(
      fc.property(fc.constantFrom('/ledger', '/admin/users', '/inbox'), fc.webQueryParameters(), (pathname, query) => {
        const place = { pathname, search: query === '' ? '' : `?${query}` };
        const asked = new URLSearchParams(signInAddress(place).split('?')[1]).get('return');
        const expected = new URL(`${place.pathname}${place.search}`, origin);
        expect(returnPath(asked, origin)).toBe(`${expected.pathname}${expected.search}${expected.hash}`);
      }),
    );
    expect(signInAddress({ pathname: '/', search: '' })).toBe('/sign-in');
  });
});
