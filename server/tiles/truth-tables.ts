// For which stored values of a small column does a filter hold? Tried value by value; equality and lists by looking the values up.
import { evaluate, type FilterValue } from '../../data/contract/cql2/evaluate.ts';
import { type Expression, type Operand, operandsOf } from '../../data/contract/cql2/tree.ts';
import { openStatusCodes } from '../../data/contract/hazards.ts';
import { AppError } from '../errors.ts';
import type { Column } from './columns.ts';

/** Values tried for one filter, a pattern counted by its length: a tenth of a second. Looking up is not counted. */
const mostTrials = 1_000_000;

const [no, yes, unknown] = [0, 1, 2];

/** Gives a table by stored number, 1 where the filter, which reads this column alone, is `wanted`. Throws AppError `invalid-parameter` for more than a million trials. */
export function truthTable(column: Column, expression: Expression, wanted: boolean): Uint8Array {
  const size = column.create(1) instanceof Uint8Array ? 256 : 65_536;
  const stored = [...column.stored()];
  let trials = 0;

  const fill = (node: Expression): Uint8Array => {
    if (node.kind === 'not') return fill(node.arg).map(opposite);
    if (node.kind === 'and' || node.kind === 'or') {
      const join = node.kind === 'and' ? both : either;
      return node.args.map(fill).reduce((a, b) => a.map((truth, number) => join(truth, b[number] as number)));
    }
    const values = valuesNamed(node);
    const table = new Uint8Array(size);
    if (values !== null) {
      for (const number of column.find(values)) table[number] = yes;
      table[column.none] = unknown;
      return table;
    }
    trials += stored.length * operandsOf(node).reduce((sum, operand) => sum + 1 + lengthOf(operand) / 8, 0);
    if (trials > mostTrials) throw new AppError('invalid-parameter', 'filter: seen too many comparisons of names, expected fewer in a filter of tiles');
    for (const number of stored) {
      const value = column.value(number);
      const valueOf = (name: string): FilterValue => (name === 'open' ? openStatusCodes.includes(String(value)) : value);
      const truth = evaluate(node, valueOf);
      table[number] = truth === null ? unknown : truth ? yes : no;
    }
    return table;
  };

  const truths = fill(expression);
  const table = new Uint8Array(size);
  for (const number of stored) table[number] = truths[number] === (wanted ? yes : no) ? 1 : 0;
  return table;
}

const opposite = (truth: number): number => (truth === unknown ? unknown : 1 - truth);
const both = (a: number, b: number): number => (a === no || b === no ? no : a === unknown || b === unknown ? unknown : yes);
const either = (a: number, b: number): number => (a === yes || b === yes ? yes : a === unknown || b === unknown ? unknown : no);

/** Gives the values one of which the column must be, null for a predicate of another form. */
function valuesNamed(node: Expression): (string | number | boolean)[] | null {
  if (node.kind === 'compare' && node.op !== '=') return null;
  if (node.kind !== 'compare' && node.kind !== 'in') return null;
  const [first, ...others] = operandsOf(node);
  if (first?.kind !== 'property' || first.name === 'open') return null;
  const values = others.flatMap((operand) => (operand.kind === 'text' || operand.kind === 'truth' || (operand.kind === 'number' && Number.isInteger(operand.value)) ? [operand.value] : []));
  return values.length === others.length ? values : null;
}

function lengthOf(operand: Operand): number {
  if (operand.kind === 'casei') return lengthOf(operand.arg);
  return operand.kind === 'text' ? operand.value.length : 0;
}
