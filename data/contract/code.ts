// Which values may a coded field take? Turns a vocabulary list into a Zod enum that remembers its list.
import { z } from 'zod';
import type { CodeList } from '../vocabulary/code-list.ts';

/** What a reader of a field needs to know: both titles, unit, code list. Read by forms, legends, queryables and OpenAPI. */
export interface FieldMeta {
  readonly zh: string;
  readonly en: string;
  /** SI unit symbol or UCUM code, when the number has a dimension. */
  readonly unit?: string;
  /** Id of the code list whose labels apply. */
  readonly codeList?: string;
  /** Personal data: masked by default, never on the wall. */
  readonly personal?: boolean;
  /** Restricted attribute (DOMAIN §9.6): withheld from all but named roles. */
  readonly restricted?: boolean;
}

/** Gives `schema` with its titles attached; the schema's checks are unchanged. */
export function field<Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema {
  return schema.meta({ ...schema.meta(), ...meta }) as Schema;
}

/** Gives the titles of a field, looking through `nullable`, `optional` and `default`; undefined when none were attached. */
export function fieldMeta(schema: z.ZodType): FieldMeta | undefined {
  let current: z.ZodType | undefined = schema;
  while (current !== undefined) {
    const meta = current.meta() as FieldMeta | undefined;
    if (meta?.zh !== undefined) return meta;
    const definition: { innerType?: z.ZodType } = current.def as { innerType?: z.ZodType };
    current = definition.innerType;
  }
  return undefined;
}

/** Gives an enum over the codes of a list; the error names the list. */
export function codeOf(list: CodeList): z.ZodType<string> {
  const codes = new Set(list.entries.map((entry) => entry.code));
  return z
    .string()
    .refine((code) => codes.has(code), {
      error: (issue) => `seen ${JSON.stringify(issue.input)}, expected a code of the list ${list.id}`,
    })
    .meta({ zh: list.zh, en: list.en, codeList: list.id });
}
