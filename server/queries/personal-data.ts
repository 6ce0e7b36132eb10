// What do we hold about one person?
import { type PersonalDataFound, personalData, personalDataRule, type PersonAsked } from '../../data/contract/personal-data.ts';
import type { Queryable } from '../db/database.ts';
import text from './personal-data.sql?raw';

/** Personal attributes of sites, by layer, as the table of personal data names them. */
const siteFields = JSON.stringify(personalDataRule('site-contacts').fields.map((field) => ({ layer: field.split('.')[0], property: field.split('.')[1] })));

/** Gives every place where a person stands, at most 1000. Only the owner of the tables may ask. */
export async function findPerson(sql: Queryable, { name, phone }: PersonAsked): Promise<PersonalDataFound[]> {
  const rows = await sql.unsafe<Omit<PersonalDataFound, 'erasing'>[]>(text, [name ?? null, phone === undefined ? null : digitsOf(phone), siteFields]);
  const erasing = new Map(personalData.map((rule) => [rule.id, rule.erasing]));
  return rows.map((row) => ({ ...row, erasing: erasing.get(row.rule) ?? 'kept' }));
}

/** The digits of a phone, without the country code of China. */
function digitsOf(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length > 11 ? digits.replace(/^(00)?86/, '') : digits;
}
