// Do the values of a row say what the contract asks, and what exactly is wrong where they do not?
import { z } from 'zod';
import type { IssueSink } from './issues.ts';

type Kind = 'text' | 'number' | 'boolean' | 'other';
interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly nullable: boolean;
  readonly kind: Kind;
}

/** Reads rows of one shape; made once for a file. */
export class FieldReader {
  private readonly fields: readonly Field[];
  private readonly object: z.ZodObject;

  constructor(object: z.ZodObject) {
    this.object = object;
    this.fields = Object.entries(object.shape as Record<string, z.ZodType>).map(([name, schema]) => ({ name, schema, nullable: schema.safeParse(null).success, kind: kindOf(schema) }));
  }

  names(): string[] {
    return this.fields.map((field) => field.name);
  }

  /**
   * Gives the checked values, null when one is wrong (each is told to `issues`). A value that is missing or blank is null where the contract allows null.
   * Numbers and booleans written as text, and numbers where the contract has text, are taken for what they mean, with one remark for each field.
   */
  read(values: Readonly<Record<string, unknown>>, line: number, issues: IssueSink): Record<string, unknown> | null {
    const given: Record<string, unknown> = {};
    for (const field of this.fields) {
      const value = values[field.name];
      const blank = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
      given[field.name] = blank ? (field.nullable ? null : value === null ? undefined : value) : this.meant(field, value, line, issues);
    }
    const parsed = this.object.safeParse(given);
    if (parsed.success) return parsed.data;
    const told = new Set<string>();
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? '');
      // One sentence for each field: the first rule it breaks.
      if (told.has(name)) continue;
      told.add(name);
      issues.error(line, name, given[name] === undefined ? { words: 'nothing' } : given[name], expectationOf(issue));
    }
    return null;
  }

  private meant(field: Field, value: unknown, line: number, issues: IssueSink): unknown {
    if (typeof value === 'string') {
      if (field.kind === 'number' && /^\s*-?\d+(\.\d+)?\s*$/.test(value)) {
        issues.remarkOnce(`number ${field.name}`, line, field.name, value, 'a number: numbers written as text are taken as numbers');
        return Number(value);
      }
      if (field.kind === 'boolean' && /^(true|false)$/i.test(value)) {
        issues.remarkOnce(`boolean ${field.name}`, line, field.name, value, 'true or false: written as text it is taken as such');
        return value.toLowerCase() === 'true';
      }
      return field.kind === 'text' ? withoutControls(value) : value;
    }
    if (typeof value === 'number' && field.kind === 'text' && Number.isFinite(value)) {
      issues.remarkOnce(`text ${field.name}`, line, field.name, value, 'a text: numbers are taken as their digits');
      return String(value);
    }
    return value;
  }
}

/** Control characters have no place in a name and break lists downstream: they become spaces. */
function withoutControls(text: string): string {
  return /[\u0000-\u001f\u007f]/.test(text) ? text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim() : text;
}

function kindOf(schema: z.ZodType): Kind {
  const definition = schema.def as { type: string; innerType?: z.ZodType };
  if (definition.innerType !== undefined) return kindOf(definition.innerType);
  if (definition.type === 'number' || definition.type === 'int') return 'number';
  if (definition.type === 'boolean') return 'boolean';
  return definition.type === 'string' ? 'text' : 'other';
}

/** Gives what was expected, in plain words, from an issue of the schema. */
export function expectationOf(issue: z.core.$ZodIssue): string {
  const own = /expected (.+)$/s.exec(issue.message.startsWith('seen ') ? issue.message : '');
  if (own?.[1] !== undefined) return own[1];
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' ? `at least ${issue.minimum} characters` : `${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `${issue.maximum} or less`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      if (issue.format === 'date') return 'a date YYYY-MM-DD';
      if (issue.format === 'datetime') return 'an instant like 2026-03-01T08:00:00+08:00, with its zone';
      return issue.pattern === undefined ? issue.format : `a text like ${issue.pattern}`;
    default:
      return issue.message;
  }
}
