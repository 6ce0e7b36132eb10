// Which column is which field? Names first, then what the cells hold; every proposal says why and how sure it is.
import type { CollectionProperty } from '../../../data/contract/collections.ts';
import type { ClinicColumn, MappingProposal, PlaceSource, Said } from '../../../data/contract/import-clinic.ts';
import { headingsOf, reasonHeadings } from '../../../data/vocabulary/import-names.ts';
import type { ClinicLayer } from './clinic-layers.ts';
import { readCoordinate, readPair } from './coordinates.ts';
import { bareName, placeRoleOf } from './names.ts';
import { type Cell, mostColumns } from './staging.ts';
import { isBlank, readerOfProperty, type ValueWords } from './values.ts';

/** A column with the cells that were looked at (not blank, some hundreds). */
export interface ColumnFacts {
  readonly column: ClinicColumn;
  readonly cells: readonly Cell[];
  /** True when no two of them are alike. */
  readonly unique: boolean;
}

/** Sureness below which nothing is proposed, and that of content without a name at most. */
const leastSure = 0.45;
const contentAlone = 0.6;

const said = (zh: string, en: string): Said => ({ zh, en });
const percent = (share: number): string => `${Math.round(share * 100)}%`;

interface Guess {
  readonly sureness: number;
  readonly reasons: readonly Said[];
}

/** Names of a field, bare, the surest first. */
export function namesOfField(layer: string, property: CollectionProperty): ReadonlySet<string> {
  return new Set([property.name, property.zh, property.en, ...(headingsOf(layer)[property.name] ?? [])].map(bareName));
}

/** All names that a layer's headings may have, bare. */
export function namesOfLayer({ id, properties }: Pick<ClinicLayer, 'id' | 'properties'>): ReadonlySet<string> {
  return new Set([...properties.flatMap((property) => [...namesOfField(id, property)]), ...reasonHeadings.map(bareName)]);
}

/** Proposes a column for each field, each column once, the surest pairs first. */
export function proposeMapping(layer: ClinicLayer, facts: readonly ColumnFacts[], words: ValueWords, taken: ReadonlySet<string>): MappingProposal[] {
  const pairs: { property: CollectionProperty; column: string; guess: Guess }[] = [];
  for (const property of layer.properties) {
    const names = namesOfField(layer.id, property);
    for (const fact of facts.slice(0, mostColumns)) {
      if (taken.has(fact.column.id) || reasonHeadings.some((name) => bareName(name) === bareName(fact.column.name))) continue;
      const guess = guessOf(property, names, fact, words, layer);
      if (guess.sureness >= leastSure) pairs.push({ property, column: fact.column.id, guess });
    }
  }
  pairs.sort((a, b) => b.guess.sureness - a.guess.sureness);
  const chosen = new Map<string, { column: string; guess: Guess }>();
  const used = new Set<string>();
  for (const { property, column, guess } of pairs) {
    if (chosen.has(property.name) || used.has(column)) continue;
    chosen.set(property.name, { column, guess });
    used.add(column);
  }
  if (!chosen.has('code')) {
    const key = keyInstead(layer, facts, chosen);
    if (key !== null) chosen.set('code', key);
  }
  return layer.properties.map(({ name }) => {
    const found = chosen.get(name);
    const others = pairs.filter(({ property, column }) => property.name === name && column !== found?.column).slice(0, 3);
    return {
      field: name,
      column: found?.column ?? null,
      confidence: Math.round((found?.guess.sureness ?? 0) * 100) / 100,
      reasons: [...(found?.guess.reasons ?? [])],
      alternatives: others.map(({ column, guess }) => ({ column, confidence: Math.round(guess.sureness * 100) / 100 })),
    };
  });
}

/** A layer without numbers of its own: the credit code of a firm, the name of a boat. */
function keyInstead({ id, properties }: ClinicLayer, facts: readonly ColumnFacts[], chosen: ReadonlyMap<string, { column: string; guess: Guess }>): { column: string; guess: Guess } | null {
  for (const name of id === 'vessels' ? ['mmsi', 'name'] : ['creditCode']) {
    const column = chosen.get(name)?.column;
    const fact = facts.find((known) => known.column.id === column);
    const title = properties.find((property) => property.name === name);
    if (fact === undefined || title === undefined || !fact.unique || fact.cells.length === 0) continue;
    return { column: fact.column.id, guess: { sureness: 0.6, reasons: [said(`没有编号列；“${title.zh}”各行不同，可作编码`, `no column of numbers; "${title.en}" differs in every row and can serve as the code`)] } };
  }
  return null;
}

function guessOf(property: CollectionProperty, names: ReadonlySet<string>, { column, cells, unique }: ColumnFacts, words: ValueWords, layer: ClinicLayer): Guess {
  const part = column.name.split(' / ').at(-1) ?? '';
  const bare = bareName(part);
  const whole = bareName(column.name);
  const first = [...names].indexOf(bare);
  // Names stand with the surest first: a title of the contract before a loose word of some ledgers.
  const byName = bare !== '' && names.has(bare) ? 1 - Math.min(0.12, 0.01 * Math.max(0, first)) : bare !== '' && names.has(whole) ? 0.95 : holds(bare, names);
  const content = contentOf(property, cells, words);
  const reasons: Said[] = [];
  if (byName >= 0.9) reasons.push(said(`标题“${part}”就是“${property.zh}”`, `the heading "${part}" is "${property.en}"`));
  else if (byName > 0) reasons.push(said(`标题“${part}”像“${property.zh}”`, `the heading "${part}" is like "${property.en}"`));
  let sureness = byName;
  if (content !== null) {
    const { share, strong } = content;
    if (share >= 0.8) {
      if (strong) reasons.push(said(`${percent(share)} 的单元格符合“${property.zh}”的写法`, `${percent(share)} of the cells are written like "${property.en}"`));
      sureness = byName > 0 ? Math.min(1, byName + 0.1) : strong ? contentAlone * share : 0;
    } else if (byName > 0) {
      reasons.push(said(`但只有 ${percent(share)} 的单元格读得通`, `but only ${percent(share)} of the cells can be read as such`));
      // A title of the contract itself stays proposed, so that somebody sees why its cells do not fit.
      sureness = byName * (byName > 0.96 ? 0.5 + 0.5 * share : 0.4 + 0.6 * share);
    }
  }
  if (property.name === 'code' && byName > 0 && cells.length > 1) {
    // A running number changes with every sorting: no key.
    if (/^(序号|no|number)$/.test(bare)) sureness *= 0.45;
    else if (!unique) {
      reasons.push(said('但有重复的值', 'but values come twice'));
      sureness *= 0.6;
    }
  }
  if (cells.length === 0) sureness *= 0.8;
  return { sureness: layer.required.has(property.name) || sureness >= leastSure ? sureness : 0, reasons };
}

/** A heading that holds a name of the field, or the other way round, at least two characters long. */
function holds(bare: string, names: ReadonlySet<string>): number {
  let best = 0;
  for (const name of names) {
    if (name.length < 2 || bare.length < 2 || bare.length > 30) continue;
    // Latin words only at the edges: "name" is no part of "filename".
    const fits = /^[\u0020-\u007e]+$/.test(name) ? bare.startsWith(name) && name.length >= 4 : bare.includes(name);
    if (fits) best = Math.max(best, 0.5 + 0.35 * (name.length / bare.length));
  }
  return best;
}

/** Patterns of fields that can be told without any name. */
const patterns: Readonly<Record<string, RegExp>> = {
  creditCode: /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/,
  phone: /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/,
  contactPhone: /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/,
  mmsi: /^[2-7]\d{8}$/,
  address: /(省|市|区|县|镇|乡|街道|路|街|村|号).*(路|街|号|村|园|巷|里|区)/,
};

/** How many of the cells can be read for the field; `strong` = so particular that it tells without a name. Null when there is nothing to try. */
function contentOf(property: CollectionProperty, cells: readonly Cell[], words: ValueWords): { share: number; strong: boolean } | null {
  const tried = cells.filter((cell) => !isBlank(cell)).slice(0, 200);
  if (tried.length === 0) return null;
  const pattern = patterns[property.name];
  if (pattern !== undefined) return { share: tried.filter((cell) => pattern.test(String(cell).trim())).length / tried.length, strong: true };
  if (property.type === 'string' && property.codeList === undefined && property.format === undefined && property.name !== 'areaCode' && property.name !== 'siteLayer') return null;
  const reader = readerOfProperty(property, words);
  const share = tried.filter((cell) => 'value' in reader.read(cell)).length / tried.length;
  const isWordy = property.name === 'areaCode' || (property.codeList !== undefined && property.type === 'string');
  return { share, strong: isWordy };
}

/** Finds where the places stand: columns by name, else by what they hold. */
export function proposePlace(facts: readonly ColumnFacts[], hasGeometry: boolean): PlaceSource {
  const none: PlaceSource = { kind: 'none' };
  if (hasGeometry) return { kind: 'own' };
  const roles = facts.map((fact) => ({ fact, role: placeRoleOf(fact.column.name.split(' / ').at(-1) ?? '') ?? placeRoleOf(fact.column.name) }));
  const best = (wanted: string): ColumnFacts | undefined => {
    const fitting = roles.filter(({ role, fact }) => role?.role === wanted && (wanted === 'pair' || wanted === 'text' || fact.cells.length === 0 || shareOf(fact, (cell) => readCoordinate(cell) !== null) > 0.5));
    return fitting.sort((a, b) => (b.role?.sureness ?? 0) - (a.role?.sureness ?? 0))[0]?.fact;
  };
  const [lng, lat, easting, northing, pair, text] = ['lng', 'lat', 'easting', 'northing', 'pair', 'text'].map(best);
  if (lng !== undefined && lat !== undefined) return { kind: 'columns', first: lng.column.id, second: lat.column.id };
  if (text !== undefined && shareOf(text, (cell) => typeof cell === 'string' && /^(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\b/i.test(cell)) > 0.5) return { kind: 'text', column: text.column.id };
  if (pair !== undefined && shareOf(pair, (cell) => readPair(cell) !== null) > 0.5) return { kind: 'pair', column: pair.column.id };
  // In Chinese surveying X points north and Y east; the evidence decides which is meant here.
  if (easting !== undefined && northing !== undefined) return { kind: 'columns', first: easting.column.id, second: northing.column.id };
  const unnamed = facts.find((fact) => shareOf(fact, (cell) => readPair(cell) !== null) > 0.8);
  return unnamed === undefined ? none : { kind: 'pair', column: unnamed.column.id };
}

function shareOf({ cells }: ColumnFacts, test: (cell: Cell) => boolean): number {
  const filled = cells.filter((cell) => !isBlank(cell));
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
}
