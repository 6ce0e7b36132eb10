// Is what was hidden in the demo city really there, and do the analyses find it?
import { describe, expect, it } from 'vitest';
import { overdueDaysOf } from '../../../data/contract/hazards.ts';
import { dayOfDate, distanceMetres } from '../../../data/contract/units.ts';
import { createEnterprises } from '../../../data/demo/enterprises.ts';
import { plantedPiles, sharedBuildings } from '../../../data/demo/planted.ts';
import { findOverdueClusters } from '../../../server/analyses/overdue-clusters.kernel.ts';
import { cityOn, demoToday, demoWorld } from './demo-city.ts';

const world = demoWorld();
const city = cityOn(world);

describe('the five planted piles of overdue hazards', () => {
  const rows = [...city.hazards()].flat().map((row) => ({ row, days: overdueDaysOf(row.statusCode, row.dueOn === null ? null : dayOfDate(row.dueOn), demoToday) })).filter(({ days }) => days > 0);
  const piles = plantedPiles(world);

  it('hold at least as many overdue hazards as they promise', () => {
    expect(piles).toHaveLength(5);
    for (const pile of piles) {
      const inside = rows.filter(({ row }) => distanceMetres(row.geometry.coordinates[0], row.geometry.coordinates[1], pile.centre[0], pile.centre[1]) < pile.radiusMetres);
      expect(inside.length, pile.name).toBeGreaterThanOrEqual(pile.minimumMembers);
    }
  });

  it('are found as clusters with the distances the desk starts with', () => {
    const zeros = new Uint8Array(rows.length);
    const clusters = findOverdueClusters(
      {
        ids: Uint32Array.from(rows, (_, index) => index + 1), lng: Float64Array.from(rows, ({ row }) => row.geometry.coordinates[0]), lat: Float64Array.from(rows, ({ row }) => row.geometry.coordinates[1]),
        overdueDays: Int32Array.from(rows, ({ days }) => days), major: Uint8Array.from(rows, ({ row }) => (row.levelCode === 'LV-M' ? 1 : 0)), sector: zeros, department: zeros, area: new Uint16Array(rows.length),
      },
      { distanceMetres: 400, minimumMembers: 5 },
    );
    for (const pile of piles) {
      const found = clusters.find((cluster) => distanceMetres(cluster.centre[0], cluster.centre[1], pile.centre[0], pile.centre[1]) < pile.radiusMetres);
      expect(found?.members ?? 0, pile.name).toBeGreaterThanOrEqual(pile.minimumMembers);
    }
    // Outside the towns nothing else is as large: the piles stand out.
    expect(clusters.length).toBeGreaterThan(5);
  });
});

describe('the buildings that several firms share', () => {
  const enterprises = createEnterprises(world);
  const shared = sharedBuildings(world, enterprises);
  const registered = new Map([...city.sites()].flat().filter((row) => row.layer === 'enterprises').map((row) => [row.code, row]));

  it('are some hundreds, each with two or more registered firms that are really there', () => {
    expect(shared.length).toBeGreaterThan(150);
    const tenants = shared.flatMap((building) => building.tenantCodes);
    expect(new Set(tenants).size).toBe(tenants.length);
    expect(tenants.length).toBeGreaterThan(600);
    for (const building of shared) {
      expect(building.tenantCodes.length, building.buildingCode).toBeGreaterThanOrEqual(2);
      for (const code of building.tenantCodes) expect(registered.has(code), code).toBe(true);
    }
  });

  it('are only half seen by the registry: few name the building, some the landlord, some share a telephone', () => {
    const tenants = shared.flatMap((building) => building.tenantCodes.map((code) => ({ building, row: registered.get(code) })));
    const share = (test: (tenant: (typeof tenants)[number]) => boolean) => tenants.filter(test).length / tenants.length;
    expect(share(({ building, row }) => row?.attributes['buildingCode'] === building.buildingCode)).toBeGreaterThan(0.2);
    expect(share(({ row }) => row?.attributes['buildingCode'] === null)).toBeGreaterThan(0.5);
    expect(share(({ building, row }) => row?.address?.includes(building.landlord) === true)).toBeGreaterThan(0.05);
    const phones = shared.filter((building) => {
      const numbers = building.tenantCodes.map((code) => String(registered.get(code)?.attributes['phone'] ?? code).replace(/\D/g, '').slice(0, 11));
      return new Set(numbers).size < numbers.length;
    });
    expect(phones.length).toBeGreaterThan(20);
    expect(phones.length).toBeLessThan(shared.length);
  });
});
