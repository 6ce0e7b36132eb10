// How fast are tiles of a million hazards, how large, and how much memory do they take?
import { describe, expect, it } from 'vitest';
import type { Selection } from '../../data/contract/selection.ts';
import { LayerWriter } from '../../server/tiles/encode.ts';
import { compileFilter } from '../../server/tiles/filter.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../../server/tiles/mercator.ts';
import { PointIndex } from '../../server/tiles/point-index.ts';
import { tileLimits } from '../../server/tiles/point-tile.ts';
import { RowBuffer } from '../../server/tiles/rows.ts';
import { runAtOnce } from '../../server/tiles/turns.ts';
import type { SampleHazard } from '../server/tiles/sample.ts';
import { areaScope, columnsOf, pack, sampleHazards, seeded, today } from '../server/tiles/sample.ts';
import { measure, printFigure, printFigures, printMachine } from './measure.ts';

const points = 1_000_000;
/** The city's filter of the morning: open hazards of four trades' worth of statuses that are overdue. */
const selection: Selection = { open: true, overdue: true };

describe('tile index', () => {
  it('prints its figures', async () => {
    printMachine();
    const columns = columnsOf('hazards');
    const buffer = new RowBuffer(columns, points);
    const hazards = sampleHazards(points, 1);
    const packed = Array.from({ length: points / 5_000 }, (_, page) => pack(hazards.slice(page * 5_000, (page + 1) * 5_000)));
    printFigures('reading a packed page of 5,000 rows', await measure(packed, (page) => buffer.append(page), 0));
    const built = performance.now();
    const index = new PointIndex(columns, buffer.toSortedRows());
    printFigure('sorting a million rows in Morton order', `${(performance.now() - built).toFixed(0)} ms`);
    expect(index.length).toBe(points);
    printFigure('memory a hazard', `${index.bytesPerPoint.toFixed(1)} bytes`, '≤ 40');

    const writer = new LayerWriter();
    const tile = (z: number, x: number, y: number, filter: ReturnType<typeof compileFilter>): number => {
      index.writeTile(writer, () => writer.start('hazards'), z, x, y, filter, 64);
      return writer.finish()?.length ?? 0;
    };
    const tileOf = (z: number, { lng, lat }: { lng: number; lat: number }): [number, number] => {
      const size = worldSteps / 2 ** z;
      return [Math.floor(stepOfLng(lng) / size), Math.floor(stepOfLat(lat) / size)];
    };
    const all = compileFilter('hazards', columns, {}, today, null);
    const filtered = compileFilter('hazards', columns, selection, today, null);
    const scoped = compileFilter('hazards', columns, selection, today, areaScope(['A1', 'A2', 'A3']));
    const rounds = Array.from({ length: 40 }, (_, round) => round);
    printFigures('whole city in one tile (z 7), filtered', await measure(rounds, () => tile(7, 107, 49, filtered)), '≤ 20 ms');
    printFigures('whole city in one tile (z 7), filtered, three areas', await measure(rounds, () => tile(7, 107, 49, scoped)));
    printFigures('whole city in one tile (z 7), everything', await measure(rounds, () => tile(7, 107, 49, all)));
    expect(index.count(all, [122, 36.6, 122.8, 37.6])).toBe(points);

    const random = seeded(9);
    const places = Array.from({ length: 2000 }, () => hazards[Math.floor(random() * points)] ?? { lng: 122.4, lat: 37 });
    for (const z of [10, 12, 14, 15, 16, 17]) {
      const inputs = places.map((place) => tileOf(z, place));
      let largest = 0;
      let size = 0;
      const figures = await measure(inputs, ([x, y]) => {
        size = tile(z, x, y, filtered);
        if (size > largest) largest = size;
      });
      printFigures(`tile at z ${z} around a hazard, filtered`, figures, z === 16 ? '≤ 0.2 ms' : '');
      const everything = await measure(inputs, ([x, y]) => tile(z, x, y, all));
      printFigures(`tile at z ${z} around a hazard, everything`, everything, z === 16 ? '≤ 0.2 ms' : '');
    }

    let [bytes, most, total] = [0, 0, 0];
    for (let z = 0; z <= 15; z++) {
      const names = new Set(places.map((place) => tileOf(z, place).join(' ')));
      for (const name of names) {
        const [x, y] = name.split(' ').map(Number) as [number, number];
        const length = tile(z, x, y, all);
        bytes = Math.max(bytes, length);
        most = Math.max(most, writer.features);
        total += 1;
      }
    }
    printFigure(`largest of ${total} tiles at z 0 to 15`, `${bytes} bytes; most features ${most}`, `≤ ${tileLimits.bytes} bytes, ≤ 16,000`);
    expect(bytes).toBeLessThanOrEqual(tileLimits.bytes);

    const picks = places.slice(0, 500);
    printFigures('pick within 30 m', await measure(picks, ({ lng, lat }) => index.at(lng, lat, 30, all)));
    printFigures('count in a box of 5 km, filtered', await measure(picks, ({ lng, lat }) => index.count(filtered, [lng - 0.028, lat - 0.022, lng + 0.028, lat + 0.022])));
    printFigures('count of all that pass', await measure(rounds, () => index.count(filtered)));
    const changes = rounds.map((round) => {
      const patch = new RowBuffer(columns, 1);
      patch.append(pack([{ ...(hazards[round * 1000] as SampleHazard), statusCode: 'ST-CLOSED' }]));
      return patch;
    });
    printFigures('patch of one hazard', await measure(changes, (patch) => runAtOnce(index.preparePatch(patch, []))(), 0));
    const merged = performance.now();
    runAtOnce(index.merge());
    printFigure('merge of changed rows into the order, in turns on the server', `${(performance.now() - merged).toFixed(0)} ms`);
  });
});
