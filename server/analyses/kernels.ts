// Which kernels run off the main thread? Name → pure function of a payload that can be cloned into a worker.
import { computeDensity, type DensityGrid, type DensityResult, rasteriseMask } from './hazard-density.kernel.ts';
import { type ClusterOptions, findOverdueClusters, type OverdueCluster, type OverdueColumns } from './overdue-clusters.kernel.ts';

export interface DensityPayload {
  readonly grid: DensityGrid;
  /** Rings of the land that counts, Web-Mercator metres. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
  readonly points: { x: Float64Array; y: Float64Array; weight: Float32Array };
  readonly bandwidthMetres: number;
}

/** All kernels of the analyses that a job worker can run. */
export const kernels = {
  'overdue-clusters': (payload: { columns: OverdueColumns; options: ClusterOptions }): OverdueCluster[] => findOverdueClusters(payload.columns, payload.options),
  'hazard-density': ({ grid, rings, points, bandwidthMetres }: DensityPayload): DensityResult =>
    computeDensity(grid, rasteriseMask(grid, rings), points, bandwidthMetres),
};

export type KernelKind = keyof typeof kernels;
export type KernelPayload<Kind extends KernelKind> = Parameters<(typeof kernels)[Kind]>[0];
export type KernelResult<Kind extends KernelKind> = ReturnType<(typeof kernels)[Kind]>;
