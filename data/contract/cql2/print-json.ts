// How is a filter written as CQL2 JSON? As the schema of OGC 21-065r2 has it.
import type { Bound, Expression, Operand } from './tree.ts';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** Gives the CQL2 JSON of a filter, to be written with JSON.stringify. Reading it gives an equal tree. */
export function toJson(expression: Expression): Json {
  switch (expression.kind) {
    case 'property':
      return { property: expression.name };
    case 'truth':
      return expression.value;
    case 'and':
    case 'or':
      return { op: expression.kind, args: expression.args.map(toJson) };
    case 'not':
      return { op: 'not', args: [toJson(expression.arg)] };
    case 'compare':
    case 'spatial':
    case 'temporal':
      return { op: expression.op, args: [operandJson(expression.left), operandJson(expression.right)] };
    case 'like':
      return { op: 'like', args: [operandJson(expression.value), operandJson(expression.pattern)] };
    case 'between':
      return { op: 'between', args: [operandJson(expression.value), operandJson(expression.low), operandJson(expression.high)] };
    case 'in':
      return { op: 'in', args: [operandJson(expression.value), expression.list.map(operandJson)] };
    case 'null':
      return { op: 'isNull', args: [operandJson(expression.value)] };
  }
}

function operandJson(operand: Operand): Json {
  switch (operand.kind) {
    case 'property':
      return { property: operand.name };
    case 'truth':
    case 'text':
    case 'number':
      return operand.value;
    case 'date':
      return { date: operand.value };
    case 'instant':
      return { timestamp: operand.value };
    case 'casei':
      return { op: 'casei', args: [operandJson(operand.arg)] };
    case 'interval':
      return { interval: [boundJson(operand.from), boundJson(operand.to)] };
    case 'geometry':
      return operand.geometry as unknown as Json;
    case 'box':
      return { bbox: operand.box };
  }
}

function boundJson(bound: Bound): Json {
  if (bound === null) return '..';
  return bound.kind === 'property' ? { property: bound.name } : bound.value;
}
