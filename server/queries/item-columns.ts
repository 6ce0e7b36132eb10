// Which SQL expression stands for a property of an item? One table per source; expressions are ours, values are always parameters.
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';

const quoted = (codes: readonly string[]) => codes.map((code) => `'${code}'`).join(', ');
const isOpen = `status_code in (${quoted(openStatusCodes)})`;
/** `$today` is the first parameter of every statement on hazards (a date). */
const overdueDays = `case when due_on is not null and status_code in (${quoted(overdueStatusCodes)}) then greatest(0, $1::date - due_on) else 0 end`;

const derived: Readonly<Record<string, string>> = {
  open: `(${isOpen})`,
  overdueDays: `(${overdueDays})`,
  overdue: `(${overdueDays} > 0)`,
};

/** Gives the SQL expression of a property, typed as the property says. */
export function expressionOf(collection: Collection, property: CollectionProperty): string {
  if (collection.source === 'hazards' && derived[property.name] !== undefined) return derived[property.name] ?? '';
  if (!property.attribute) return property.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const text = `(attributes ->> '${property.name}')`;
  switch (property.type) {
    case 'integer':
    case 'number':
      return `${text}::float8`;
    case 'boolean':
      return `${text}::boolean`;
    default:
      return text;
  }
}

/** Gives the expression as it travels: dates and timestamps as text in the city's zone, numbers as float8. */
export function selectedAs(collection: Collection, property: CollectionProperty): string {
  const expression = expressionOf(collection, property);
  if (property.type === 'integer' || property.type === 'number') return `${expression}::float8`;
  if (property.format === 'date' && !property.attribute) return `${expression}::text`;
  return expression;
}
