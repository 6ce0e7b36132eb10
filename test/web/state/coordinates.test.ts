// Does the go-to box read what people type? Degrees, minutes, Chinese words, swapped order, and nonsense.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlace } from '../../../web/state/coordinates.ts';

const city = [121.5, 36.5, 123, 37.7] as const;

describe('typed coordinates', () => {
  it.each([
    ['121.95, 37.12', 121.95, 37.12],
    ['121.95 37.12', 121.95, 37.12],
    ['121.95，37.12', 121.95, 37.12],
    ['121°57′E 37°07′12″N', 121.95, 37.12],
    ['37°07′12″N, 121°57′E', 121.95, 37.12],
    ['E121°57\' N37°7\'12"', 121.95, 37.12],
    ['东经121度57分 北纬37度7分12秒', 121.95, 37.12],
    ['121.95E 37.12N', 121.95, 37.12],
    ['经度121.95 纬度37.12', 121.95, 37.12],
    ['-70.5, -33.2', -70.5, -33.2],
  ])('%s is read', (text, lng, lat) => {
    const place = readPlace(text, null);
    expect(place?.lng).toBeCloseTo(lng, 6);
    expect(place?.lat).toBeCloseTo(lat, 6);
    expect(place?.swapped).toBe(false);
  });

  it('a latitude written first is put right and said', () => {
    expect(readPlace('37.12, 121.95', city)).toEqual({ lng: 121.95, lat: 37.12, swapped: true });
    expect(readPlace('37.12, 121.95', null)).toEqual({ lng: 121.95, lat: 37.12, swapped: true });
  });

  it.each(['', 'abc', '121.95', '1,2,3', '200, 100', '121°70′E 37°N', 'E121 E37', '12a, 33', '渔港 12 号 5'])('%s is not a place', (text) => {
    expect(readPlace(text, city)).toBeNull();
  });

  it('any place written with five decimals is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -18_000_000, max: 18_000_000 }), fc.integer({ min: -9_000_000, max: 9_000_000 }), (lng, lat) => {
        const place = readPlace(`${(lng / 1e5).toFixed(5)}, ${(lat / 1e5).toFixed(5)}`, null);
        expect(place?.lng).toBeCloseTo(lng / 1e5, 6);
        expect(place?.lat).toBeCloseTo(lat / 1e5, 6);
      }),
    );
  });

  it('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const place = readPlace(text, city);
        if (place !== null) expect(Math.abs(place.lng) <= 180 && Math.abs(place.lat) <= 90).toBe(true);
      }),
    );
  });
});
