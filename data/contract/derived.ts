// From what was this figure worked out? Every derived number travels with its basis.
import { z } from 'zod';

/** How a figure came about; `method` is a glossary key (data/vocabulary/methods.ts) whose text explains it in both languages. */
export const Basis = z.object({
  /** Instant the inputs were read, ISO 8601 with zone. */
  asOf: z.string(),
  /** Key of the explanation in data/vocabulary/methods.ts. */
  method: z.string(),
  /** Data sets read, with the data version each had. */
  inputs: z.array(z.object({ dataset: z.string(), version: z.number().int() })),
});
export type Basis = z.infer<typeof Basis>;

/** Gives the schema of a figure with its basis. */
export function derived<Value extends z.ZodType>(value: Value) {
  return Basis.extend({ value });
}
export type Derived<Value> = Basis & { value: Value };
