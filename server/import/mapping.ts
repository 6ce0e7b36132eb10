// How do the names in somebody's file become the names of the contract?
import { AppError } from '../errors.ts';
import type { FoundRecord } from './found.ts';

export interface ImportMapping {
  /** Contract name → name in the file. `@id` = the id of the feature, `@line` = its number in the file. */
  readonly map: Readonly<Record<string, string>>;
  /** Contract name → value for every row, where the file has none. */
  readonly set: Readonly<Record<string, string>>;
}

export const noMapping: ImportMapping = { map: {}, set: {} };

/** Reads `name=value,name=value`; a comma inside a value is written `\,`. Throws AppError naming the part that is not `name=value`. */
export function parsePairs(text: string, option: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const part of text.split(/(?<!\\),/)) {
    const at = part.indexOf('=');
    if (at < 1) throw new AppError('invalid-parameter', `${option}: seen ${JSON.stringify(part.slice(0, 60))}, expected name=value`);
    pairs[part.slice(0, at).trim()] = part.slice(at + 1).replaceAll('\\,', ',').trim();
  }
  return pairs;
}

/** Gives the properties of a record under contract names. Properties that were mapped away do not appear twice. */
export function mapProperties(record: FoundRecord, mapping: ImportMapping): Record<string, unknown> {
  const values: Record<string, unknown> = { ...record.properties };
  for (const source of Object.values(mapping.map)) if (source in values && !(source in mapping.map)) delete values[source];
  for (const [name, source] of Object.entries(mapping.map)) {
    values[name] = source === '@id' ? record.id : source === '@line' ? String(record.line) : record.properties[source];
  }
  for (const [name, value] of Object.entries(mapping.set)) {
    if (values[name] === undefined || values[name] === null || values[name] === '') values[name] = value;
  }
  if (values['code'] === undefined && (typeof record.id === 'string' || typeof record.id === 'number')) values['code'] = record.id;
  return values;
}
