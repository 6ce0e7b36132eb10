// What does reading a filter give? Its tree, and where each part stood.
import { Cql2Error, filterLimits, type Place } from './limits.ts';
import { type Expression, operandsOf } from './tree.ts';

/** A filter as read. Places stand beside the tree, so that equal filters have equal trees however they were written. */
export interface ParsedFilter {
  readonly tree: Expression;
  readonly placeOf: (node: object) => Place;
}

/** Gives a filter as read, once it is seen to be no deeper and to cost no more than filterLimits say. Throws Cql2Error when it does. */
export function finishFilter(tree: Expression, places: ReadonlyMap<object, Place>, start: Place): ParsedFilter {
  const depth = depthOf(tree);
  if (depth > filterLimits.depth) throw new Cql2Error(start, `AND, OR and NOT ${depth} deep`, `at most ${filterLimits.depth}`);
  const placeOf = (node: object): Place => places.get(node) ?? start;
  const counted = { predicates: 0, costly: 0 };
  countPredicates(tree, (node) => {
    counted.predicates += 1;
    counted.costly += node.kind === 'like' || node.kind === 'spatial' || operandsOf(node).some((operand) => operand.kind === 'casei') ? 1 : 0;
    if (counted.predicates > filterLimits.predicates) throw new Cql2Error(placeOf(node), `more than ${filterLimits.predicates} predicates`, 'fewer');
    if (counted.costly > filterLimits.costly) throw new Cql2Error(placeOf(node), `more than ${filterLimits.costly} patterns, folded texts and spatial relations`, 'fewer');
  });
  return { tree, placeOf };
}

function countPredicates(tree: Expression, visit: (predicate: Expression) => void): void {
  if (tree.kind === 'and' || tree.kind === 'or') for (const arg of tree.args) countPredicates(arg, visit);
  else if (tree.kind === 'not') countPredicates(tree.arg, visit);
  else visit(tree);
}

function depthOf(tree: Expression): number {
  if (tree.kind === 'and' || tree.kind === 'or') return 1 + Math.max(...tree.args.map(depthOf));
  return tree.kind === 'not' ? 1 + depthOf(tree.arg) : 0;
}
