// Can every cluster be seen and clicked, wherever the badges fall?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OverdueClusters } from '../../../data/contract/analyses.ts';
import { badgeAt, badgeKey, placeBadges } from '../../../web/map/badges.ts';

type Cluster = OverdueClusters['clusters'][number];
const toPixels = ([lng, lat]: readonly [number, number]) => [lng * 100, lat * 100] as const;
const cluster = fc.record({ id: fc.integer({ min: 1, max: 1e6 }), members: fc.integer({ min: 2, max: 300 }), centre: fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true })) }).map(
  ({ id, members, centre }): Cluster => ({ id, members, centre, places: 1, majors: id % 2, oldestOverdueDays: 100, medianOverdueDays: 50, overdueAges: [1, members - 2, 1], sectorCode: null, sectorShare: 1, departmentCode: null, areaCode: null, hull: [], memberIds: [] }),
);
const clusters = fc.uniqueArray(cluster, { selector: ({ id }) => id, maxLength: 40 });

describe('badges of clusters', () => {
  it('every cluster has one, larger ones above, and order of input does not matter', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const badges = placeBadges(given, toPixels);
        expect(badges.map(({ cluster: { id } }) => id).sort()).toEqual(given.map(({ id }) => id).sort());
        for (const [place, badge] of badges.entries()) expect(badge.cluster.members).toBeLessThanOrEqual(badges[place + 1]?.cluster.members ?? Number.POSITIVE_INFINITY);
        expect(placeBadges(given.toReversed(), toPixels)).toEqual(badges);
      }),
    );
  });

  it('no full badge hides another one', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const full = placeBadges(given, toPixels).filter((badge) => badge.full);
        for (const a of full) {
          for (const b of full) {
            if (a === b) continue;
            const [ax, ay] = toPixels(a.cluster.centre);
            const [bx, by] = toPixels(b.cluster.centre);
            expect(Math.hypot(ax - bx, ay - by)).toBeGreaterThanOrEqual(Math.max(a.radiusPixels, b.radiusPixels));
          }
        }
      }),
    );
  });

  it('a click on the middle of the largest badge means it; far away it means none', () => {
    fc.assert(
      fc.property(clusters.filter((given) => given.length > 0), (given) => {
        const badges = placeBadges(given, toPixels);
        const top = badges.at(-1);
        if (top === undefined) throw new Error('expected a badge');
        expect(badgeAt(badges, toPixels, toPixels(top.cluster.centre), 0)?.id).toBe(top.cluster.id);
        expect(badgeAt(badges, toPixels, [-1000, -1000], 10)).toBeNull();
      }),
    );
  });

  it('badges that look alike share a picture, others do not', () => {
    const [one] = fc.sample(cluster, 1);
    if (one === undefined) throw new Error('expected a cluster');
    const badge = { cluster: one, full: true, radiusPixels: 10 };
    expect(badgeKey(badge)).toBe(badgeKey({ ...badge, cluster: { ...one, id: one.id + 2 } }));
    expect(badgeKey(badge)).not.toBe(badgeKey({ ...badge, cluster: { ...one, overdueAges: [0, 0, one.members] } }));
    expect(badgeKey(badge)).not.toBe(badgeKey({ ...badge, cluster: { ...one, majors: 1 - one.majors } }));
  });
});
