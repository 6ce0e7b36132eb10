// From how many hazards per km² does each colour of the heat begin?
import type { HazardDensity } from '../../data/contract/analyses.ts';

/** Lower bounds of the colour classes, hazards per km². Fixed: a colour means the same at every zoom, day and filter. */
export const heatSteps: Readonly<Record<HazardDensity['weight'], readonly number[]>> = {
  count: [0.5, 2, 5, 10, 20, 50],
  weighted: [0.5, 2, 5, 10, 20, 50],
  major: [0.02, 0.05, 0.1, 0.2, 0.5, 1],
};
