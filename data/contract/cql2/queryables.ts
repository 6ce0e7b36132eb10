// Which properties may a filter of a collection name, and of which type is each?
import type { Collection, CollectionProperty } from '../collections.ts';

/** Types that predicates tell apart. */
export type ValueType = 'text' | 'number' | 'truth' | 'date' | 'instant' | 'geometry';

/** Name under which filters call the geometry of an item. */
export const geometryName = 'geometry';

/** Gives the properties of a collection that a filter may ask for: personal data never. */
export function queryablesOf(collection: Collection): CollectionProperty[] {
  return collection.properties.filter((property) => !property.personal);
}

/** Gives the type of a property as predicates see it. */
export function valueTypeOf(property: CollectionProperty): ValueType {
  if (property.type === 'boolean') return 'truth';
  if (property.type !== 'string') return 'number';
  return property.format === 'date' ? 'date' : property.format === 'date-time' ? 'instant' : 'text';
}

/** Gives the types of all names a filter of a collection may use, the geometry last. */
export function filterTypesOf(collection: Collection): ReadonlyMap<string, ValueType> {
  return new Map([...queryablesOf(collection).map((property): [string, ValueType] => [property.name, valueTypeOf(property)]), [geometryName, 'geometry']]);
}
