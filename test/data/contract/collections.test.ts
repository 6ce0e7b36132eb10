// Do the collections say of every property what its schema says?
import { expect, it } from 'vitest';
import { z } from 'zod';
import { collections, propertiesOf } from '../../../data/contract/collections.ts';
import { field } from '../../../data/contract/code.ts';
import { siteLayers } from '../../../data/contract/site-layers.ts';
import { codeLists } from '../../../data/vocabulary/code-lists.ts';

const named = { zh: '名', en: 'Name' };

it('types are those of the schema, whether a value may be missing or not', () => {
  const schema = z.object({
    flag: field(z.boolean(), named),
    maybeFlag: field(z.boolean().nullable(), named),
    length: field(z.number().nullable(), named),
    width: field(z.number().min(0).nullable(), named),
    count: field(z.int().min(0).nullable(), named),
    day: field(z.iso.date().nullable(), named),
    instant: field(z.iso.datetime({ offset: true }), named),
    stage: field(z.enum(['new', 'old']).nullable(), named),
    text: field(z.string().max(20).nullable(), { ...named, personal: true, unit: 'm' }),
  });
  expect(propertiesOf(schema).map(({ name, type, format, values }) => [name, type, format ?? values ?? null])).toEqual([
    ['flag', 'boolean', null],
    ['maybeFlag', 'boolean', null],
    ['length', 'number', null],
    ['width', 'number', null],
    ['count', 'integer', null],
    ['day', 'string', 'date'],
    ['instant', 'string', 'date-time'],
    ['stage', 'string', ['new', 'old']],
    ['text', 'string', null],
  ]);
  expect(propertiesOf(schema).at(-1)).toMatchObject({ personal: true, unit: 'm', zh: '名', en: 'Name' });
});

it('a field without titles is an error', () => {
  expect(() => propertiesOf(z.object({ bare: z.string() }))).toThrow(TypeError);
});

it('every site layer is a collection, ids and property names are unique, code lists exist, time properties are properties', () => {
  const ids = collections.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining([...siteLayers.map(({ id }) => id), 'areas', 'hazards', 'inspections', 'incidents', 'vessels', 'storms']));
  const lists = new Set(codeLists.map(({ id }) => id));
  for (const { id, properties, time } of collections) {
    const names = properties.map(({ name }) => name);
    expect([id, new Set(names).size]).toEqual([id, names.length]);
    for (const { name, codeList } of properties) if (codeList !== undefined) expect([id, name, lists.has(codeList)]).toEqual([id, name, true]);
    for (const name of time === null ? [] : [time.start, time.end]) expect(names).toContain(name);
  }
});

it('names, telephones and owners are marked as personal', () => {
  const personal = collections.flatMap(({ id, properties }) => properties.filter((property) => property.personal).map(({ name }) => `${id}.${name}`));
  expect(personal.sort()).toEqual(['enterprises.legalPerson', 'enterprises.phone', 'hazards.ownerName', 'public-places.contactPhone']);
});
