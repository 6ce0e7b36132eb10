// Is the demo city the same city each time, at each scale, whatever is asked for first?
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DemoCity } from '../../../data/demo/generate.ts';
import { cityOn, demoSeed, demoToday, demoWorld, newCity } from './demo-city.ts';

const nouns = ['sites', 'vessels', 'hazards', 'inspections', 'incidents'] as const;
type Noun = (typeof nouns)[number];

const rowsOf = (city: DemoCity, noun: Noun): { code: string }[] => [...(city[noun]() as Iterable<readonly { code: string }[]>)].flat();
const fingerprint = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const printsOf = (city: DemoCity, order: readonly Noun[]): Map<Noun, string> => new Map(order.map((noun) => [noun, fingerprint(rowsOf(city, noun))]));

describe('the demo generator', () => {
  const ground = demoWorld();
  const small = cityOn(ground, 0.05);

  it('gives the same city for the same seed and day, whichever noun is asked for first, and when asked twice', () => {
    const forward = printsOf(small, nouns);
    const again = newCity(0.05);
    const backward = printsOf(again, [...nouns].reverse());
    for (const noun of nouns) expect(backward.get(noun), noun).toBe(forward.get(noun));
    expect(printsOf(small, nouns)).toEqual(forward);
    expect(fingerprint([again.areas, again.campaigns, again.responsibilities, again.seaRules])).toBe(fingerprint([small.areas, small.campaigns, small.responsibilities, small.seaRules]));
  });

  it('gives another city for another seed', () => {
    const other = newCity(0.05, demoSeed + 1);
    const here = printsOf(small, nouns);
    const there = printsOf(other, nouns);
    for (const noun of nouns) expect(there.get(noun), noun).not.toBe(here.get(noun));
    expect(rowsOf(other, 'hazards')).toHaveLength(1_200);
  });

  it('has records on any day of the year, none of them later than the city day begins', () => {
    for (const today of [demoToday - 150, demoToday - 280]) {
      const hazards = [...cityOn(ground, 0.02, today).hazards()].flat();
      const midnight = today * 86_400_000 - 8 * 3_600_000;
      expect(hazards).toHaveLength(480);
      expect(Math.max(...hazards.flatMap((row) => row.events.map((event) => Date.parse(event.at))))).toBeLessThan(midnight);
    }
  });

  it('keeps the n-th row of every noun when the scale grows; facilities do not grow', () => {
    const larger = cityOn(ground, 0.2);
    for (const noun of ['hazards', 'inspections', 'incidents'] as const) {
      const few = rowsOf(small, noun);
      const many = rowsOf(larger, noun);
      expect(many.length, noun).toBeGreaterThan(few.length);
      expect(fingerprint(many.slice(0, few.length)), noun).toBe(fingerprint(few));
    }
    expect(fingerprint(rowsOf(larger, 'vessels'))).toBe(fingerprint(rowsOf(small, 'vessels')));
    const many = new Map([...larger.sites()].flat().map((row) => [`${row.layer} ${row.code}`, row]));
    const few = [...small.sites()].flat();
    for (const row of few) expect(fingerprint(many.get(`${row.layer} ${row.code}`)), row.code).toBe(fingerprint(row));
    const grown = (layer: string) => [few, [...many.values()]].map((rows) => rows.filter((row) => row.layer === layer).length);
    expect(grown('enterprises')).toEqual([300, 1_200]);
    expect(grown('public-places')).toEqual([450, 1_800]);
    for (const layer of ['gas-networks', 'construction-sites', 'wind-farms', 'fishing-ports', 'road-sections', 'roads', 'buildings']) {
      const [before, after] = grown(layer);
      expect(after, layer).toBe(before);
    }
  });

  it('announces exactly as many rows as it gives', () => {
    for (const noun of ['sites', 'vessels', 'hazards', 'inspections'] as const) expect(rowsOf(small, noun), noun).toHaveLength(small.totals[noun] ?? -1);
  });

  it('gives batches small enough to stream, and no code twice', () => {
    for (const noun of nouns) {
      const batches = [...(small[noun]() as Iterable<readonly { code: string; layer?: string }[]>)];
      for (const batch of batches) expect(batch.length, noun).toBeLessThanOrEqual(5_000);
      const codes = batches.flat().map((row) => `${row.layer ?? ''} ${row.code}`);
      expect(new Set(codes).size, noun).toBe(codes.length);
    }
  });
});
