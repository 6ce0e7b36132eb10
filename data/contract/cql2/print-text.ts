// How is a filter written as CQL2 text? In one way only, so that equal filters are equal texts.
import { reservedWords } from './text.ts';
import { type Bound, type Expression, type Operand, spatialOps, temporalOps } from './tree.ts';
import { geometryWords, printWellKnownText } from './well-known-text.ts';

const functions = new Set<string>([...reservedWords, ...geometryWords, 'DATE', 'TIMESTAMP', 'INTERVAL', 'BBOX', 'CASEI', 'ACCENTI', 'DIV', ...[...spatialOps, ...temporalOps].map((op) => op.toUpperCase())]);

/** Gives the CQL2 text of a filter. Reading it gives an equal tree. */
export function printText(expression: Expression): string {
  switch (expression.kind) {
    case 'property':
      return printName(expression.name);
    case 'truth':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'or':
      return expression.args.map(printText).join(' OR ');
    case 'and':
      return expression.args.map((arg) => (arg.kind === 'or' ? `(${printText(arg)})` : printText(arg))).join(' AND ');
    case 'not':
      return printNot(expression.arg);
    case 'spatial':
    case 'temporal':
      return `${expression.op.toUpperCase()}(${printOperand(expression.left)}, ${printOperand(expression.right)})`;
    default:
      return printTest(expression, '');
  }
}

function printNot(arg: Expression): string {
  switch (arg.kind) {
    case 'like':
    case 'between':
    case 'in':
    case 'null':
      return printTest(arg, 'NOT ');
    case 'property':
    case 'truth':
    case 'spatial':
    case 'temporal':
      return `NOT ${printText(arg)}`;
    default:
      return `NOT (${printText(arg)})`;
  }
}

function printTest(test: Extract<Expression, { kind: 'compare' | 'like' | 'between' | 'in' | 'null' }>, not: string): string {
  switch (test.kind) {
    case 'compare':
      return `${printOperand(test.left)} ${test.op} ${printOperand(test.right)}`;
    case 'like':
      return `${printOperand(test.value)} ${not}LIKE ${printOperand(test.pattern)}`;
    case 'between':
      return `${printOperand(test.value)} ${not}BETWEEN ${printOperand(test.low)} AND ${printOperand(test.high)}`;
    case 'in':
      return `${printOperand(test.value)} ${not}IN (${test.list.map(printOperand).join(', ')})`;
    case 'null':
      return `${printOperand(test.value)} IS ${not}NULL`;
  }
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'property':
      return printName(operand.name);
    case 'truth':
      return operand.value ? 'TRUE' : 'FALSE';
    case 'text':
      return printLiteral(operand.value);
    case 'number':
      return String(operand.value);
    case 'date':
      return `DATE('${operand.value}')`;
    case 'instant':
      return `TIMESTAMP('${operand.value}')`;
    case 'casei':
      return `CASEI(${printOperand(operand.arg)})`;
    case 'interval':
      return `INTERVAL(${printBound(operand.from)}, ${printBound(operand.to)})`;
    case 'geometry':
      return printWellKnownText(operand.geometry);
    case 'box':
      return `BBOX(${operand.box.join(', ')})`;
  }
}

function printBound(bound: Bound): string {
  if (bound === null) return "'..'";
  return bound.kind === 'property' ? printName(bound.name) : `'${bound.value}'`;
}

function printName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !functions.has(name.toUpperCase()) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A backslash counts only right before a quote (tokens.ts), the closing one included; there it is doubled. */
function printLiteral(text: string): string {
  return `'${text.replace(/(\\*)('|$)/g, (_, backslashes: string, quote: string) => `${backslashes}${backslashes}${quote === '' ? '' : "''"}`)}'`;
}
