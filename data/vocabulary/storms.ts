// How strong is a tropical cyclone, and what does a wind force mean in m/s?
import { type CodeList, entriesOf } from './code-list.ts';

/** Lower bound in m/s of the maximum mean wind of each class; a class reaches up to the next. Several agreeing second-hand tables: to be verified. */
export const stormClassLowerBounds: readonly (readonly [code: string, metresPerSecond: number])[] = [
  ['TD', 10.8],
  ['TS', 17.2],
  ['STS', 24.5],
  ['TY', 32.7],
  ['STY', 41.5],
  ['SuperTY', 51.0],
];

/** Agencies average the wind over different periods (CMA 2 min, JMA 10, JTWC 1): classes of different agencies are not the same measure. */
export const stormClasses: CodeList = {
  id: 'storm-classes',
  zh: '热带气旋等级',
  en: 'Tropical cyclone class',
  entries: entriesOf([
    ['TD', '热带低压', 'Tropical depression', 'V2', { noteZh: '中心最大平均风速10.8–17.1米/秒（6–7级）。', noteEn: 'Maximum mean wind 10.8–17.1 m/s (force 6–7).' }],
    ['TS', '热带风暴', 'Tropical storm', 'V2', { noteZh: '中心最大平均风速17.2–24.4米/秒（8–9级）。', noteEn: 'Maximum mean wind 17.2–24.4 m/s (force 8–9).' }],
    ['STS', '强热带风暴', 'Severe tropical storm', 'V2', { noteZh: '中心最大平均风速24.5–32.6米/秒（10–11级）。', noteEn: 'Maximum mean wind 24.5–32.6 m/s (force 10–11).' }],
    ['TY', '台风', 'Typhoon', 'V2', { noteZh: '中心最大平均风速32.7–41.4米/秒（12–13级）。', noteEn: 'Maximum mean wind 32.7–41.4 m/s (force 12–13).' }],
    ['STY', '强台风', 'Severe typhoon', 'V2', { noteZh: '中心最大平均风速41.5–50.9米/秒（14–15级）。', noteEn: 'Maximum mean wind 41.5–50.9 m/s (force 14–15).' }],
    ['SuperTY', '超强台风', 'Super typhoon', 'V2', { noteZh: '中心最大平均风速51.0米/秒及以上（16级及以上）。', noteEn: 'Maximum mean wind of 51.0 m/s or more (force 16 and above).' }],
  ]),
};

/** Gives the class of a maximum mean wind in m/s (0 or more); null below 10.8 m/s, where no class is given, and for anything that is not a number. */
export function stormClassOf(metresPerSecond: number): string | null {
  let found: string | null = null;
  for (const [code, lower] of stormClassLowerBounds) if (metresPerSecond >= lower) found = code;
  return found;
}

/** Lower bounds of wind forces 0 to 17 in m/s at 10 m height (several agreeing second-hand tables: to be verified). */
export const windForceLowerBounds: readonly number[] = [0, 0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7, 37.0, 41.5, 46.2, 51.0, 56.1];

/** Winds above this many m/s are shown as “>17”: the scale ends at force 17. */
export const windForceTopMetresPerSecond = 61.2;

export const windForces: CodeList = {
  id: 'wind-forces',
  zh: '风力等级',
  en: 'Wind force',
  entries: windForceLowerBounds.map((lower, force) => {
    const next = windForceLowerBounds[force + 1];
    const upper = next === undefined ? windForceTopMetresPerSecond : next - 0.1;
    const range = `${lower.toFixed(1)}–${upper.toFixed(1)}`;
    return { code: String(force), zh: `${force}级`, en: `Force ${force}`, mark: 'V2' as const, noteZh: `距地10米处平均风速${range}米/秒。`, noteEn: `Mean wind ${range} m/s at 10 m height.` };
  }),
};

/** Gives the wind force 0..17 of a wind in m/s (0 or more) by lower bounds; 17 also above 61.2 m/s. Null for negative values and NaN. */
export function windForceOf(metresPerSecond: number): number | null {
  if (!(metresPerSecond >= 0)) return null;
  let force = 0;
  for (const [candidate, lower] of windForceLowerBounds.entries()) if (metresPerSecond >= lower) force = candidate;
  return force;
}
