// How well does a name answer to what somebody typed? By its beginning, a part of it, its code, or its pinyin in full or by initials.
import { pinyin } from 'pinyin-pro';

/** What is compared: lower-case texts. */
export interface MatchedName {
  readonly name: string;
  readonly nameEn: string | null;
  readonly code: string;
}

/** Gives a text as it is compared: compatibility forms made plain (full-width letters), lower case, blanks at the ends gone. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** Readings of one character without tones, all of them when it has several; a Latin letter or digit reads as itself. */
export type Readings = (character: string) => readonly string[];

/** Gives readings that are looked up once for each character. */
export function createReadings(): Readings {
  const known = new Map<string, readonly string[]>();
  return (character) => {
    let readings = known.get(character);
    if (readings === undefined) {
      readings = /\p{Script=Han}/u.test(character) ? [...new Set(pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true }))].filter((reading) => reading !== '') : [character];
      known.set(character, readings);
    }
    return readings;
  };
}

/** True when `wanted` can be read from `characters` at `place`: each character gives a whole reading, its first letter, or, the last one, a beginning. */
function readsFrom(characters: string, place: number, wanted: string, readings: Readings): boolean {
  if (wanted === '') return true;
  const character = characters[place];
  if (character === undefined) return false;
  // Marks inside a name are passed over: 渔港(东) is typed yugangdong.
  if (/[\s()（）·.-]/.test(character)) return readsFrom(characters, place + 1, wanted, readings);
  for (const reading of readings(character)) {
    if (reading.startsWith(wanted)) return true;
    if (wanted.startsWith(reading) && readsFrom(characters, place + 1, wanted.slice(reading.length), readings)) return true;
    if (reading.length > 1 && reading[0] === wanted[0] && readsFrom(characters, place + 1, wanted.slice(1), readings)) return true;
  }
  return false;
}

/** Longest pinyin that is tried: reading tries branches, so its length is bounded. */
const longestPinyin = 24;

/**
 * Gives a function that tells how a name answers to a query (plain text, not empty): 0 equal, 1 begins with it, 2 its code begins with it, 3 holds it,
 * 4 its pinyin begins with it, 5 its pinyin holds it from some character on; null = not at all. Made once a query, called for every name.
 */
export function createRanking(query: string, readings: Readings): (name: MatchedName) => number | null {
  const wanted = query.replace(/[\s']/g, '');
  const isPinyin = /^[a-z0-9]+$/.test(wanted) && /[a-z]/.test(wanted) && wanted.length <= longestPinyin;
  // Whether a reading can begin with a character, by its UTF-16 unit: 0 not looked at yet, 1 no, 2 yes.
  const begins = new Uint8Array(65_536);
  const canBegin = (name: string, place: number): boolean => {
    const unit = name.charCodeAt(place);
    if (begins[unit] === 0) begins[unit] = readings(name[place] ?? '').some((reading) => reading[0] === wanted[0]) ? 2 : 1;
    return begins[unit] === 2;
  };
  return ({ name, nameEn, code }) => {
    if (name === query || code === query || nameEn === query) return 0;
    if (name.startsWith(query) || nameEn?.startsWith(query) === true) return 1;
    if (code.startsWith(query)) return 2;
    if (name.includes(query) || nameEn?.includes(query) === true) return 3;
    if (!isPinyin) return null;
    for (let place = 0; place < name.length; place++) {
      if (canBegin(name, place) && readsFrom(name, place, wanted, readings)) return place === 0 ? 4 : 5;
    }
    return null;
  };
}
