// Which literals does an older client mean? GDAL up to 3.8 writes flags as 1 and 0, and dates and times as plain texts.
import { dateLiteral, instantLiteral } from './instants.ts';
import type { Place } from './limits.ts';
import type { ParsedFilter } from './parsed.ts';
import type { ValueType } from './queryables.ts';
import type { Expression, Operand } from './tree.ts';

/** Gives a filter whose plain literals beside a flag, a date or an instant are turned into what they mean there; what cannot be turned stays. */
export function readLiteralsLoosely({ tree, placeOf }: ParsedFilter, types: ReadonlyMap<string, ValueType>): ParsedFilter {
  const places = new Map<object, Place>();
  const meant = (operand: Operand, type: ValueType | undefined): Operand => {
    const literal = meaningOf(operand, type);
    if (literal !== operand) places.set(literal, placeOf(operand));
    return literal;
  };
  const typeBeside = (...operands: readonly Operand[]): ValueType | undefined => operands.map((operand) => (operand.kind === 'property' ? types.get(operand.name) : undefined)).find((type) => type !== undefined);
  const walk = (node: Expression): Expression => {
    switch (node.kind) {
      case 'and':
      case 'or':
        return { ...node, args: node.args.map(walk) };
      case 'not':
        return { ...node, arg: walk(node.arg) };
      case 'compare': {
        const type = typeBeside(node.left, node.right);
        return { ...node, left: meant(node.left, type), right: meant(node.right, type) };
      }
      case 'between': {
        const type = typeBeside(node.value);
        return { ...node, low: meant(node.low, type), high: meant(node.high, type) };
      }
      case 'in': {
        const type = typeBeside(node.value);
        return { ...node, list: node.list.map((item) => meant(item, type)) };
      }
      default:
        return node;
    }
  };
  return { tree: walk(tree), placeOf: (node) => places.get(node) ?? placeOf(node) };
}

function meaningOf(operand: Operand, type: ValueType | undefined): Operand {
  if (type === 'truth' && operand.kind === 'number' && (operand.value === 0 || operand.value === 1)) return { kind: 'truth', value: operand.value === 1 };
  if ((type !== 'date' && type !== 'instant') || operand.kind !== 'text') return operand;
  // A date may come with an empty time behind it: 2026-04-05T.
  return dateLiteral(operand.value.replace(/T$/, '')) ?? instantLiteral(operand.value) ?? operand;
}
