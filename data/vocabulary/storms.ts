// How strong is a tropical cyclone, and what does a wind force mean in m/s?
import { type CodeList, entriesOf } from './code-list.ts';

export const stormClasses: CodeList = {
  id: 'storm-classes',
  zh: '热带气旋等级',
  en: 'Tropical cyclone class',
  entries: entriesOf([
    ['TD', '热带低压', 'Tropical depression', 'V2', { noteZh: '10.8–17.1 m/s', noteEn: '10.8–17.1 m/s' }],
    ['TS', '热带风暴', 'Tropical storm', 'V2', { noteZh: '17.2–24.4 m/s', noteEn: '17.2–24.4 m/s' }],
    ['STS', '强热带风暴', 'Severe tropical storm', 'V2', { noteZh: '24.5–32.6 m/s', noteEn: '24.5–32.6 m/s' }],
    ['TY', '台风', 'Typhoon', 'V2', { noteZh: '32.7–41.4 m/s', noteEn: '32.7–41.4 m/s' }],
    ['STY', '强台风', 'Severe typhoon', 'V2', { noteZh: '41.5–50.9 m/s', noteEn: '41.5–50.9 m/s' }],
    ['SuperTY', '超强台风', 'Super typhoon', 'V2', { noteZh: '≥51.0 m/s', noteEn: '≥51.0 m/s' }],
  ]),
};

/** Lower bounds of wind forces 0 to 17 in m/s at 10 m (several agreeing second-hand tables: to be verified). Above 61.2 m/s is shown as ">17". */
export const windForceLowerBounds: readonly number[] = [0, 0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7, 37.0, 41.5, 46.2, 51.0, 56.1];

export const windForces: CodeList = {
  id: 'wind-forces',
  zh: '风力等级',
  en: 'Wind force',
  entries: windForceLowerBounds.map((bound, force) => ({ code: String(force), zh: `${force}级`, en: `Force ${force}`, mark: 'V2' as const, noteZh: `≥${bound} m/s`, noteEn: `≥${bound} m/s` })),
};
