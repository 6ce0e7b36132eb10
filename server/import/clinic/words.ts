// Which township does a name or an address mean?
import type { AreaName } from '../../queries/import-evidence.ts';
import { bareName } from './names.ts';
import type { ValueWords } from './values.ts';

/** What may be left off a name in speech: 西镇 for 西镇街道. */
const endings = /(街道办事处|街道办|街道|镇人民政府|镇政府|办事处)$/;

/** Gives the words of the areas: codes, names, and names without 街道 where that is no other area's. */
export function wordsOfAreas(areas: readonly AreaName[]): ValueWords {
  const words = new Map<string, string | null>();
  const put = (word: string, code: string): void => {
    if (word !== '') words.set(word, words.has(word) && words.get(word) !== code ? null : code);
  };
  for (const { code, name } of areas) {
    put(bareName(code), code);
    put(bareName(name), code);
  }
  for (const { code, name } of areas) {
    const short = bareName(name.replace(endings, ''));
    for (const word of [short, `${short}镇`, `${short}街道`, `${short}街道办`, `${short}街道办事处`, `${short}镇政府`]) if (short.length >= 2 && !words.has(word)) put(word, code);
  }
  return { areas: words };
}

/** Gives what finds the township an address names: the longest name in it; null when none or several as long. */
export function addressReader(areas: readonly AreaName[]): (address: string) => string | null {
  const names = areas.filter(({ hasGround, name }) => hasGround && name.length >= 2).sort((a, b) => b.name.length - a.name.length);
  return (address) => {
    const [first, second] = names.filter(({ name }) => address.includes(name));
    return first === undefined || (second !== undefined && second.name.length === first.name.length) ? null : first.code;
  };
}
