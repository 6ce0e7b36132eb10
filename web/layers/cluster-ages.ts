// What do the parts of a cluster's ring mean? Shares of its members by how long they are overdue.
import { overdueColour } from '../../styles/risk.ts';
import type { Theme } from '../../styles/tokens.ts';

export interface ClusterAge {
  /** Words for the range of days; the same in both languages. */
  readonly days: string;
  readonly colour: string;
}

/** Gives the three parts in the order in which they stand in the analysis (`overdueAges`). */
export function clusterAges(theme: Theme): readonly ClusterAge[] {
  return [
    { days: '≤ 30', colour: theme.textQuiet },
    { days: '31–90', colour: overdueColour(theme, 30) },
    { days: '> 90', colour: overdueColour(theme, 91) },
  ];
}
