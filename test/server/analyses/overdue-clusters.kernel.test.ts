// Does the grouping of overdue hazards hold its promises on any input?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMetres } from '../../../data/contract/units.ts';
import { findOverdueClusters, type OverdueColumns } from '../../../server/analyses/overdue-clusters.kernel.ts';

interface Row {
  id: number;
  lng: number;
  lat: number;
  days: number;
}

function columnsOf(rows: Row[]): OverdueColumns {
  return {
    ids: Uint32Array.from(rows, (row) => row.id),
    lng: Float64Array.from(rows, (row) => row.lng),
    lat: Float64Array.from(rows, (row) => row.lat),
    overdueDays: Int32Array.from(rows, (row) => row.days),
    major: Uint8Array.from(rows, (row) => row.id % 2),
    sector: Uint8Array.from(rows, (row) => (row.id % 3) + 1),
    department: Uint8Array.from(rows, (row) => (row.id % 4) + 1),
    area: Uint16Array.from(rows, (row) => (row.id % 5) + 1),
  };
}

/** Places on a lattice of about 90 m, so that equal coordinates and equal distances occur often. */
const rowsArbitrary = fc
  .uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 100_000 }), x: fc.integer({ min: 0, max: 25 }), y: fc.integer({ min: 0, max: 25 }), days: fc.integer({ min: 1, max: 400 }) }),
    { maxLength: 120, selector: (row) => row.id },
  )
  .map((rows): Row[] => rows.map((row) => ({ id: row.id, lng: 122.4 + row.x * 0.001, lat: 37 + row.y * 0.0008, days: row.days })));

/** Plain textbook DBSCAN over single hazards, quadratic: core sets must agree with the fast one. */
function bruteForceCoreGroups(rows: Row[], metres: number, minimum: number): Set<string> {
  const near = (a: Row, b: Row) => {
    const radians = Math.PI / 180;
    const east = (b.lng - a.lng) * radians * Math.cos(((a.lat + b.lat) / 2) * radians);
    const north = (b.lat - a.lat) * radians;
    return (east * east + north * north) * 6_371_008.8 * 6_371_008.8 <= metres * metres;
  };
  const cores = rows.filter((row) => rows.filter((other) => near(row, other)).length >= minimum);
  const seen = new Set<number>();
  const groups = new Set<string>();
  for (const start of cores) {
    if (seen.has(start.id)) continue;
    const group: number[] = [];
    const queue = [start];
    seen.add(start.id);
    while (queue.length > 0) {
      const row = queue.pop();
      if (row === undefined) break;
      group.push(row.id);
      for (const other of cores) {
        if (!seen.has(other.id) && near(row, other)) {
          seen.add(other.id);
          queue.push(other);
        }
      }
    }
    groups.add(group.sort((a, b) => a - b).join());
  }
  return groups;
}

describe('overdue clusters', () => {
  it('gives the same clusters whatever the order of input', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer({ min: 50, max: 400 }), fc.integer({ min: 2, max: 6 }), (rows, distanceMetres, minimumMembers) => {
        const forward = findOverdueClusters(columnsOf(rows), { distanceMetres, minimumMembers });
        const backward = findOverdueClusters(columnsOf(rows.toReversed()), { distanceMetres, minimumMembers });
        expect(backward).toEqual(forward);
      }),
      { numRuns: 150 },
    );
  });

  it('finds the core groups that textbook DBSCAN finds', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer({ min: 50, max: 400 }), fc.integer({ min: 2, max: 6 }), (rows, metres, minimum) => {
        const clusters = findOverdueClusters(columnsOf(rows), { distanceMetres: metres, minimumMembers: minimum });
        const expected = bruteForceCoreGroups(rows, metres, minimum);
        expect(clusters).toHaveLength(expected.size);
        for (const group of expected) {
          const ids = new Set(group.split(',').map(Number));
          const holder = clusters.filter((cluster) => cluster.memberIds.some((id) => ids.has(id)));
          expect(holder.length).toBeGreaterThan(0);
          expect(holder.some((cluster) => [...ids].every((id) => cluster.memberIds.includes(id)))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('puts no hazard into two clusters and leaves its input alone', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const columns = columnsOf(rows);
        const before = structuredClone(columns);
        const clusters = findOverdueClusters(columns, { distanceMetres: 200, minimumMembers: 3 });
        const ids = clusters.flatMap((cluster) => cluster.memberIds);
        expect(new Set(ids).size).toBe(ids.length);
        expect(columns).toEqual(before);
      }),
    );
  });

  it('draws a hull that holds every member and is closed', () => {
    const rows: Row[] = [1, 2, 3, 4, 5].map((id) => ({ id, lng: 122.4 + id * 0.0005, lat: 37 + (id % 2) * 0.0005, days: id }));
    const [cluster] = findOverdueClusters(columnsOf(rows), { distanceMetres: 200, minimumMembers: 3 });
    expect(cluster?.members).toBe(5);
    expect(cluster?.oldestOverdueDays).toBe(5);
    const hull = cluster?.hull ?? [];
    expect(hull[0]).toEqual(hull.at(-1));
    for (const row of rows) {
      let inside = true;
      for (let i = 1; i < hull.length; i++) {
        const [x1, y1] = hull[i - 1] ?? [0, 0];
        const [x2, y2] = hull[i] ?? [0, 0];
        if ((x2 - x1) * (row.lat - y1) - (y2 - y1) * (row.lng - x1) < 0) inside = false;
      }
      expect(inside).toBe(true);
    }
  });

  it('gives a shape to a cluster that stands on one coordinate', () => {
    const rows: Row[] = [7, 8, 9].map((id) => ({ id, lng: 122.4, lat: 37, days: 10 }));
    const [cluster] = findOverdueClusters(columnsOf(rows), { distanceMetres: 300, minimumMembers: 3 });
    expect(cluster?.places).toBe(1);
    const radius = distanceMetres(122.4, 37, cluster?.hull[0]?.[0] ?? 0, cluster?.hull[0]?.[1] ?? 0);
    expect(radius).toBeGreaterThan(49);
    expect(radius).toBeLessThan(51);
  });

  it('gives nothing for nothing and refuses a distance of zero by name', () => {
    expect(findOverdueClusters(columnsOf([]), { distanceMetres: 100, minimumMembers: 2 })).toEqual([]);
    expect(() => findOverdueClusters(columnsOf([]), { distanceMetres: 0, minimumMembers: 2 })).toThrow(/distanceMetres: seen 0/);
  });

  it('groups fifty thousand hazards on one coordinate without slowing down to a crawl', () => {
    const rows: Row[] = Array.from({ length: 50_000 }, (_, id) => ({ id: id + 1, lng: 122.4, lat: 37, days: 1 }));
    const [cluster] = findOverdueClusters(columnsOf(rows), { distanceMetres: 100, minimumMembers: 5 });
    expect(cluster?.members).toBe(50_000);
    expect(cluster?.places).toBe(1);
  });
});
