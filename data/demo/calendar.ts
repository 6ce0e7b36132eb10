// On which days is work done, found and looked at in the demo city? Weekly rhythm, festivals, seasons, campaigns; and how a minute is written.
import { dateOfDay, dayOfDate } from '../contract/units.ts';
import { createWeightedChoice, type Random } from './random.ts';
import { waves } from './rules.ts';

/** Days of records before the city's day. */
export const recordDays = 365;

/** Minutes are counted in the city's own time from 1970-01-01 00:00; the day of a minute is `minute / 1440` rounded down. */
export const minutesPerDay = 1_440;

const writtenDays = new Map<number, string>();

/** Gives `YYYY-MM-DD` of a day number, remembered: a year of records asks for the same days over and over. */
export function writtenDay(day: number): string {
  let text = writtenDays.get(day);
  if (text === undefined) {
    text = dateOfDay(day);
    writtenDays.set(day, text);
  }
  return text;
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Gives the instant of a city minute (and second 0..59) with the city's offset, as the contract writes instants. */
export function instantOf(minute: number, second = 0): string {
  const whole = Math.floor(minute);
  const day = Math.floor(whole / minutesPerDay);
  const rest = whole - day * minutesPerDay;
  return `${writtenDay(day)}T${twoDigits[Math.floor(rest / 60)] ?? '00'}:${twoDigits[rest % 60] ?? '00'}:${twoDigits[second] ?? '00'}+08:00`;
}

/** Gives 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** First day of the lunar year (Spring Festival), by the Chinese calendar. */
const springFestivals = ['2022-02-01', '2023-01-22', '2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11', '2033-01-31', '2034-02-19', '2035-02-08'].map((date) => dayOfDate(date));

/** How each kind of finder spreads over the week, Monday to Sunday. */
const rhythms = {
  /** Visits of officials. */
  office: [1.08, 1.14, 1.12, 1.1, 1, 0.22, 0.1],
  /** Self-checks and reports of enterprises. */
  works: [1.1, 1.05, 1.05, 1.05, 1.05, 0.6, 0.28],
  /** Reports of citizens and alarms. */
  people: [1, 0.98, 0.98, 0.98, 1.02, 1.02, 0.92],
} as const;
export type Rhythm = keyof typeof rhythms;

/** How busy a day is for a sector: week, festivals, the push before the typhoon season, campaigns. No unit; about 1 on a usual weekday. */
export function busyness(day: number, today: number, sectorCode: string, rhythm: Rhythm): number {
  const festival = springFestivals.find((start) => day >= start - 3 && day <= start + 9);
  const monthDay = writtenDay(day).slice(5);
  const holiday = (monthDay >= '10-01' && monthDay <= '10-06') || (monthDay >= '05-01' && monthDay <= '05-03');
  // Drains, cranes, boats and sheds are looked at before July's first storms: the push of June, easing in August.
  const season = monthDay >= '05-20' && monthDay < '07-20' ? 1.38 : monthDay >= '07-20' && monthDay < '08-25' ? 1.15 : 1;
  const away = today - day;
  const push = rhythm === 'people' ? 1 : waves.reduce((product, wave) => (away <= wave.fromDaysAgo && away > wave.toDaysAgo && (wave.sectorCodes.length === 0 || wave.sectorCodes.includes(sectorCode)) ? product * wave.strength : product), 1);
  const quiet = festival !== undefined ? (rhythm === 'people' ? 0.7 : 0.12) : holiday ? (rhythm === 'people' ? 0.9 : 0.3) : 1;
  return (rhythms[rhythm][weekdayOf(day)] ?? 1) * season * push * quiet;
}

/** Chooses days of the year before `today` by their busyness; the tables are made once for each sector and rhythm. */
export function createDayChoice(today: number): (random: Random, sectorCode: string, rhythm: Rhythm) => number {
  const choices = new Map<string, (random: Random) => number>();
  return (random, sectorCode, rhythm) => {
    const key = `${sectorCode} ${rhythm}`;
    let choose = choices.get(key);
    if (choose === undefined) {
      choose = createWeightedChoice(Array.from({ length: recordDays }, (_, back) => busyness(today - 1 - back, today, sectorCode, rhythm)));
      choices.set(key, choose);
    }
    return today - 1 - choose(random);
  };
}

/** Gives the first minute from `minute` on at which an office works: 08:30 to 17:30 on weekdays, scattered over the first two hours when it had to wait. */
export function officeMinute(random: Random, minute: number): number {
  let day = Math.floor(minute / minutesPerDay);
  const within = minute - day * minutesPerDay;
  const weekend = weekdayOf(day) > 4;
  if (!weekend && within >= 510 && within < 1_050) return minute;
  if (weekend || within >= 1_050) day += 1;
  while (weekdayOf(day) > 4) day += 1;
  // What lay over the weekend is not all done on Monday.
  if (weekend && random.chance(0.4)) day += 1;
  return day * minutesPerDay + 510 + Math.floor(random.next() * 130);
}


/** Gives a minute at which a firm works, on the day of `minute`, or on the next when that day is over: 07:00 to 20:00, any day of the week. */
export function workingMinute(random: Random, minute: number): number {
  const day = Math.floor(minute / minutesPerDay);
  const within = minute - day * minutesPerDay;
  if (within >= 420 && within < 1_200) return minute;
  return (within < 420 ? day : day + 1) * minutesPerDay + 430 + Math.floor(random.next() * 240);
}
