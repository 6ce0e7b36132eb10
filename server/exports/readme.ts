// What must somebody know who finds the archive in a year? Source, as-of, filter, licence, columns, codes.
import type { Collection } from '../../data/contract/collections.ts';
import { dataSets } from '../../data/catalogue.ts';
import { codeLists } from '../../data/vocabulary/code-lists.ts';
import { rowOf } from './csv.ts';

/** What the README of an archive says; instants in ISO 8601. */
export interface ExportFacts {
  readonly collection: Collection;
  readonly fileName: string;
  readonly formatName: string;
  readonly city: string;
  /** True while all data of the house are made up. */
  readonly synthetic: boolean;
  readonly madeAt: string;
  /** State of the data: version and instant of the last write before reading began. */
  readonly dataVersion: number;
  readonly dataAsOf: string | null;
  /** Version when reading ended; another one means that somebody wrote in between. */
  readonly endVersion: number;
  readonly rows: number;
  readonly matched: number;
  /** Filters as asked, one on each line; none = everything. */
  readonly filters: readonly string[];
}

/** Gives who made the data of a collection and under which licence, in both languages. */
function sourceOf({ collection, synthetic }: ExportFacts): readonly [zh: string, en: string, licence: string] {
  const known = dataSets.find((set) => set.id === collection.id);
  if (known !== undefined) return [`${known.zh}：${known.publisher}；${known.attribution}`, `${known.en}: ${known.publisher}; ${known.attribution}`, known.licence];
  if (synthetic) return ['合成演示数据，由安澜的生成器产生，与任何真实单位、村庄、渔船无关', "synthetic demo data made by Anlan's generator; no statement about any real firm, village or vessel", 'Apache-2.0'];
  return ['本安澜部署导入与登记的数据，由其运行单位负责', 'data imported and recorded in this deployment of Anlan; its operator answers for it', '由运行单位确定 as the operator decides'];
}

/** Gives the text of README.txt, Chinese first. */
export function readmeOf(facts: ExportFacts): string {
  const { collection, filters, rows, matched, dataVersion, endVersion } = facts;
  const [sourceZh, sourceEn, licence] = sourceOf(facts);
  const mark = facts.synthetic ? '【合成数据 SYNTHETIC DATA】\n\n' : '';
  const changed = dataVersion === endVersion ? '' : `注意：读取期间数据从版本 ${dataVersion} 变为 ${endVersion}，个别行可能属于后者。\nNote: while this was read the data went from version ${dataVersion} to ${endVersion}; some rows may be of the later state.\n`;
  const personal = collection.properties.filter((property) => property.personal).map(({ zh, en }) => `${zh} (${en})`);
  const spoken = filters.length === 0 ? ['无（全部） none (everything)'] : filters;
  return `${mark}${facts.city} · ${collection.zh} ${collection.en}
${collection.descriptionZh}
${collection.descriptionEn}

文件 File: ${facts.fileName} (${facts.formatName})
行数 Rows: ${rows}${rows === matched ? '' : ` (符合条件 matched ${matched})`}
数据截至 As of: ${facts.dataAsOf ?? '—'}，数据版本 data version ${dataVersion}
生成时间 Made at: ${facts.madeAt}
${changed}坐标系 CRS: EPSG:4326 (WGS 84；CGCS2000 视同 counted as equal)，经度在前 longitude first
来源 Source: ${sourceZh}
  ${sourceEn}
许可 Licence: ${licence}

筛选 Filter:
${spoken.map((line) => `  ${line}`).join('\n')}

${personal.length === 0 ? '' : `个人信息已遮蔽 Personal data masked: ${personal.join('、')}\n`}逾期按生成时的城市日期计算；期限当日 24:00（北京时间）届满。
Overdue is worked out on the city's day of making; a deadline ends at 24:00 Asia/Shanghai.
列说明 Columns: columns.csv　代码 Codes: codes.csv
`;
}

/** Gives columns.csv: what each property is. */
export function columnsOf(collection: Collection): string {
  const rows = collection.properties.map(({ name, zh, en, type, format, unit, codeList, personal }) => rowOf([name, zh, en, format ?? type, unit ?? '', codeList ?? '', personal ? 'masked' : '']));
  return `\uFEFF${rowOf(['name', 'zh', 'en', 'type', 'unit', 'codeList', 'personal'])}${rows.join('')}`;
}

/** Gives codes.csv: what each code of the collection's lists says. */
export function codesOf(collection: Collection): string {
  const used = new Set(collection.properties.map(({ codeList }) => codeList));
  const rows = codeLists.filter(({ id }) => used.has(id)).flatMap(({ id, entries }) => entries.map(({ code, zh, en }) => rowOf([id, code, zh, en])));
  return `\uFEFF${rowOf(['codeList', 'code', 'zh', 'en'])}${rows.join('')}`;
}
