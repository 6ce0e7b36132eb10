// What can Anlan work out? List 2 of the house: every analysis, in the order in which it is offered.
import type { Analysis } from './analysis.ts';
import { areaCounts } from './area-counts.ts';
import { hazardCounts } from './hazard-counts.ts';
import { hazardDensity } from './hazard-density.ts';
import { hazardSeries } from './hazard-series.ts';
import { layerCounts } from './layer-counts.ts';
import { overdueClusters } from './overdue-clusters.ts';

export const analyses: readonly Analysis[] = [hazardCounts, hazardSeries, overdueClusters, hazardDensity, areaCounts, layerCounts];
