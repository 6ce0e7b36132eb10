// What does reading a filter give? Its tree, and where each part stood.
import { Cql2Error, filterLimits, type Place } from './limits.ts';
import type { Expression } from './tree.ts';

/** A filter as read. Places stand beside the tree, so that equal filters have equal trees however they were written. */
export interface ParsedFilter {
  readonly tree: Expression;
  readonly placeOf: (node: object) => Place;
}

/** Gives a filter as read, once it is seen to be no deeper than filterLimits.depth. Throws Cql2Error when it is. */
export function finishFilter(tree: Expression, places: ReadonlyMap<object, Place>, start: Place): ParsedFilter {
  const depth = depthOf(tree);
  if (depth > filterLimits.depth) throw new Cql2Error(start, `AND, OR and NOT ${depth} deep`, `at most ${filterLimits.depth}`);
  return { tree, placeOf: (node) => places.get(node) ?? start };
}

function depthOf(tree: Expression): number {
  if (tree.kind === 'and' || tree.kind === 'or') return 1 + Math.max(...tree.args.map(depthOf));
  return tree.kind === 'not' ? 1 + depthOf(tree.arg) : 0;
}
