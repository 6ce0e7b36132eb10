// How large may a filter be, and how is one refused? The limits, counted while it is read, and the error that says where and why.

/** What a filter may hold. Our design figures: far above what people and clients write, far below what could keep a server busy. */
export const filterLimits = {
  /** Characters of the whole text or JSON. */
  textLength: 16_000,
  /** Characters of one literal or name. */
  literalLength: 2_000,
  /** AND, OR and NOT inside each other. */
  depth: 32,
  /** Brackets and NOT inside each other while text is read, levels of JSON: bounds the recursion. */
  nesting: 128,
  /** Operands of all predicates together. */
  terms: 1_000,
  /** Predicates: comparisons, lists, patterns, relations. A list is one, however long. */
  predicates: 200,
  /** Patterns (LIKE), folded texts (CASEI) and spatial relations, each of which costs as much as a hundred comparisons. */
  costly: 24,
  /** Positions of all geometries together. */
  vertices: 2_000,
} as const;

/** Where something stands in a filter: characters from the start of a text, or a path (`$.args[0]`) in JSON. */
export type Place = number | string;

/** Thrown for a filter that cannot be read or does not fit its collection. `message` names place, seen and expected, and is safe to show. */
export class Cql2Error extends Error {
  readonly place: Place;
  readonly seen: string;
  readonly expected: string;
  constructor(place: Place, seen: string, expected: string) {
    const where = typeof place === 'number' ? `character ${place + 1}` : place.length > 80 ? `${place.slice(0, 20)}…${place.slice(-50)}` : place;
    super(`at ${where}: seen ${seen}, expected ${expected}`);
    this.name = 'Cql2Error';
    this.place = place;
    this.seen = seen;
    this.expected = expected;
  }
}

/** Gives a text in quotes for a message, shortened. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
