// What does a cell mean for a field? Labels become codes, 是 becomes true, 2026年3月1日 a date; what was never meant is not guessed.
import type { CollectionProperty } from '../../../data/contract/collections.ts';
import type { Said } from '../../../data/contract/import-clinic.ts';
import { siteLayers } from '../../../data/contract/site-layers.ts';
import { codeLists } from '../../../data/vocabulary/code-lists.ts';
import { bareName } from './names.ts';
import type { Cell } from './staging.ts';

export type Meant = { readonly value: unknown; readonly remark?: { readonly key: string; readonly said: Said } } | { readonly fault: Said };

/** What turns the cells of one field into values. */
export interface ValueReader {
  readonly property: CollectionProperty;
  read(cell: Cell): Meant;
}

/** Words that stand for "nothing" in ledgers. */
const blanks = new Set(['', '-', '--', '—', '——', '/', '\\', '无', '暂无', '空', 'n/a', 'na', 'null', 'none', 'nil', '不详', '未知', '#n/a']);
const yes = new Set(['是', '有', '√', '✓', '✔', 'y', 'yes', 'true', '1', 't', '对', '已装', '已', '在']);
const no = new Set(['否', '无', '没有', '×', '✗', '✘', 'x', 'n', 'no', 'false', '0', 'f', '不是', '未装', '未', '不', '不在', '离港']);

const said = (zh: string, en: string): Said => ({ zh, en });

/** Gives whether a cell says nothing. */
export function isBlank(cell: Cell | undefined): boolean {
  // The longest of these words has four letters, and a few blanks may stand around it.
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.length < 12 && blanks.has(cell.normalize('NFKC').trim().toLowerCase()));
}

/** Gives a cell as people see it. */
export function textOfCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.error ?? `=${cell.formula ?? ''}`;
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : String(cell);
}

/** Code by label, for each list: code, Chinese and English label, and what the label holds before a bracket. Words that could mean two codes mean none. */
const codes = new Map(codeLists.map((list) => {
  const words = new Map<string, string | null>();
  const put = (word: string, code: string): void => {
    const bare = bareName(word);
    if (bare !== '') words.set(bare, words.has(bare) && words.get(bare) !== code ? null : code);
  };
  for (const { code, zh, en } of list.entries) for (const word of new Set([bareName(code), bareName(zh), bareName(en)])) put(word, code);
  return [list.id, words] as const;
}));
/** Short words of ledgers that the labels do not hold, by list. */
const shortWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'hazard-levels': { 一般: 'LV-G', 一般隐患: 'LV-G', 较大: 'LV-L', 重大: 'LV-M', 重大隐患: 'LV-M', 重大事故隐患: 'LV-M' },
  'hazard-statuses': { 未整改: 'ST-ASSIGNED', 正在整改: 'ST-RECTIFYING', 整改中: 'ST-RECTIFYING', 已整改: 'ST-AWAIT_REVIEW', 整改完成: 'ST-AWAIT_REVIEW', 已完成: 'ST-AWAIT_REVIEW', 已闭环: 'ST-CLOSED', 销号: 'ST-CLOSED', 待整改: 'ST-ASSIGNED' },
  'risk-classes': { 红: '1', 红色: '1', 重大: '1', 重大风险: '1', 橙: '2', 橙色: '2', 较大: '2', 较大风险: '2', 黄: '3', 黄色: '3', 一般: '3', 一般风险: '3', 蓝: '4', 蓝色: '4', 低: '4', 低风险: '4' },
  sectors: { 消防安全: 'SEC-FIRE', 化工: 'SEC-CHEM', 危化品: 'SEC-CHEM', 危化: 'SEC-CHEM', 燃气: 'SEC-GAS', 建筑: 'SEC-CONS', 渔业: 'SEC-FISH', 矿山: 'SEC-MINE', 工贸行业: 'SEC-INDU', 道路交通: 'SEC-ROAD' },
};

/** Gives the code that a word means in a list; null when it means none or more than one. */
export function codeFor(listId: string, word: string): string | null {
  const list = codes.get(listId);
  const exact = codeLists.find(({ id }) => id === listId)?.entries.find(({ code }) => code === word.trim());
  if (exact !== undefined) return exact.code;
  const bare = bareName(word);
  return list?.get(bare) ?? shortWords[listId]?.[bare] ?? beginningOfOne(list ?? new Map<string, string | null>(), bare);
}

/** The code of the only label that begins like the word, or that the word begins with: 应急管理 for 应急管理局. */
function beginningOfOne(list: ReadonlyMap<string, string | null>, bare: string): string | null {
  if (bare.length < 2 || /^[\u0020-\u007e]+$/.test(bare)) return null;
  const found = new Set<string | null>();
  for (const [label, code] of list) if (label.length >= 2 && (label.startsWith(bare) || bare.startsWith(label))) found.add(code);
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

export interface ValueWords {
  /** Area code by name and code, bare; null = the name of several. */
  readonly areas: ReadonlyMap<string, string | null>;
}

/** Gives what reads the cells of a property. */
export function readerOfProperty(property: CollectionProperty, words: ValueWords): ValueReader {
  const read = readerFor(property, words);
  return {
    property,
    read(cell) {
      if (typeof cell === 'object' && cell !== null) {
        return { fault: cell.error === undefined ? said('单元格是公式而文件里没有它的值：请先在表格软件里计算并保存', 'a value: this is a formula whose value the file does not hold; calculate and save it in the spreadsheet program') : said('有效的值：单元格是表格软件的错误', 'a value: the cell holds an error of the spreadsheet program') };
      }
      return read(cell);
    },
  };
}

type Read = (cell: Exclude<Cell, object>) => Meant;

function readerFor(property: CollectionProperty, words: ValueWords): Read {
  if (property.name === 'areaCode') return (cell) => wordOf(String(cell), words.areas, '本市的镇街名称或编码', 'the name or code of a township of the city');
  if (property.name === 'siteLayer') return (cell) => wordOf(String(cell), layerWords, '图层名称', 'the name of a layer of sites');
  if (property.codeList !== undefined) return codeReader(property.codeList, property.type);
  if (property.type === 'boolean') return readBoolean;
  if (property.type === 'integer' || property.type === 'number') return numberReader(property.type === 'integer');
  if (property.format === 'date') return (cell) => readMoment(cell, false);
  if (property.format === 'date-time') return (cell) => readMoment(cell, true);
  return textReader(property.name);
}

const layerWords: ReadonlyMap<string, string | null> = new Map(siteLayers.flatMap(({ id, zh, en }) => [[bareName(id), id], [bareName(zh), id], [bareName(en), id]] as [string, string][]));

function wordOf(text: string, words: ReadonlyMap<string, string | null>, zh: string, en: string): Meant {
  const found = words.get(bareName(text)) ?? null;
  return found === null ? { fault: said(zh, en) } : { value: found };
}

function codeReader(listId: string, type: CollectionProperty['type']): Read {
  const list = codeLists.find(({ id }) => id === listId);
  const some = (list?.entries ?? []).filter(({ offByDefault }) => offByDefault !== true).slice(0, 12);
  const more = (list?.entries.length ?? 0) > some.length ? '…' : '';
  const fault = said(`“${list?.zh ?? listId}”中的一项：${some.map(({ zh }) => zh).join('、')}${more}`, `one of the list ${listId}: ${some.map(({ en }) => en).join(', ')}${more}`);
  // Columns of codes hold a handful of words over and over.
  const known = new Map<string, Meant>();
  return (cell) => {
    const word = String(cell);
    const before = known.get(word);
    if (before !== undefined) return before;
    const code = codeFor(listId, word);
    const meant: Meant = code === null ? { fault } : { value: type === 'integer' || type === 'number' ? Number(code) : code };
    if (known.size < 1000) known.set(word, meant);
    return meant;
  };
}

const readBoolean: Read = (cell) => {
  if (typeof cell === 'boolean') return { value: cell };
  const word = String(cell).normalize('NFKC').trim().toLowerCase();
  if (yes.has(word)) return { value: true };
  return no.has(word) ? { value: false } : { fault: said('是或否', 'yes or no (是, 否)') };
};

function numberReader(whole: boolean): Read {
  const fault = whole ? said('一个整数', 'a whole number') : said('一个数', 'a number');
  return (cell) => {
    if (typeof cell === 'number') return !whole || Number.isInteger(cell) ? { value: cell } : { fault };
    const text = String(cell).normalize('NFKC').trim().replace(/^(约|大约|~|≈)/, '');
    const [, digits, ten = '', unit = ''] = /^([+-]?[\d,]*\.?\d+(?:e[+-]?\d+)?)\s*(万|亿)?\s*(k?m[23]|\D{0,12})$/i.exec(text) ?? [];
    if (digits === undefined || /^[,.]/.test(digits) || (unit !== '' && /[~～至到/-]/.test(unit))) return { fault };
    const value = Number(digits.replaceAll(',', '')) * (ten === '万' ? 10_000 : ten === '亿' ? 100_000_000 : 1);
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return { fault };
    return unit.trim() === '' && ten === '' ? { value } : { value, remark: { key: 'unit', said: said('不带单位的数：单位已去掉', 'a number without a unit: the unit was taken off') } };
  };
}

/** Day numbers of a spreadsheet that are plausible dates: 1954 to 2119. */
const serials = [20_000, 80_000] as const;
const beijing = '+08:00';

/** Reads a date or an instant. Chinese, slashes, dots, eight digits, day numbers of a spreadsheet; the year comes first. An instant without a zone is the city's time. */
function readMoment(cell: Exclude<Cell, object>, instant: boolean): Meant {
  const fault = instant ? said('日期时间，如 2026-03-01 08:00', 'a date with time like 2026-03-01 08:00') : said('日期，如 2026-03-01', 'a date like 2026-03-01');
  let text = String(cell).normalize('NFKC').trim();
  let remark: Meant = { value: null };
  if (/^\d{5}(\.\d+)?$/.test(text) && Number(text) > serials[0] && Number(text) < serials[1]) {
    text = new Date(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1000).toISOString().slice(0, 19);
    remark = { value: null, remark: { key: 'serial', said: said('日期格式：数字按表格的日序换算', 'a date: a number is taken as the day count of a spreadsheet') } };
  }
  const match = /^(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?|(\d{2})(\d{2}))(?:[\sT]*(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text.replace(/\s*(星期|周)[一二三四五六日天]\s*/, ' ').trim());
  if (match === null) return { fault };
  const [, year, monthA, dayA, monthB, dayB, hour = '0', minute = '0', second = '0', zone] = match;
  const two = (digits: string): string => digits.padStart(2, '0');
  const date = `${year}-${two(monthA ?? monthB ?? '')}-${two(dayA ?? dayB ?? '')}`;
  const check = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(check.getTime()) || check.toISOString().slice(0, 10) !== date || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { fault };
  if (!instant) return { ...remark, value: date };
  const value = `${date}T${two(hour)}:${two(minute)}:${two(second)}${zone === undefined ? beijing : zone === 'Z' ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`;
  if (zone !== undefined || 'remark' in remark) return { ...remark, value };
  return { value, remark: { key: 'zone', said: said('带时区的时间：按北京时间读', 'a time with its zone: read as Beijing time') } };
}

/** Text that a spreadsheet program has written as a rounded number: 9.1371E+17. */
const rounded = /^\d(\.\d+)?e\+?\d+$/i;
/** Digits that a spreadsheet keeps of a number (ECMA-376 stores doubles). */
const safeDigits = 15;

function textReader(name: string): Read {
  const isKey = name === 'code' || /Code$|^phone$|Phone$|^mmsi$/.test(name);
  return (cell) => {
    if (typeof cell === 'boolean') return { value: cell ? 'TRUE' : 'FALSE' };
    if (typeof cell === 'number') {
      if (isKey && (Math.abs(cell) > 10 ** safeDigits || !Number.isFinite(cell))) return { fault: said('文本格式的号码：表格软件只保留前 15 位数字，后面的已丢失', 'digits kept as text: the spreadsheet program keeps 15 digits of a number, the rest are lost') };
      return { value: String(cell), ...(isKey ? {} : { remark: { key: 'number-as-text', said: said('文本：数字按其写法读', 'a text: a number is taken as its digits') } }) };
    }
    let text = String(cell).replace(/[\u0000-\u001f\u007f\u200b\ufeff]+/g, ' ').trim();
    // How our own tables make a text harmless that begins like a formula.
    if (/^'[=+\-@]/.test(text)) text = text.slice(1);
    if (isKey) {
      const half = text.normalize('NFKC').replace(/\s+/g, name === 'code' ? ' ' : '');
      if (rounded.test(half) && /e/i.test(half)) return { fault: said('完整的号码：表格软件把它写成了科学计数法，请设为文本格式', 'all digits: the spreadsheet program has written it in powers of ten; format the column as text') };
      return { value: name === 'creditCode' ? half.toUpperCase() : half };
    }
    return { value: text };
  };
}
