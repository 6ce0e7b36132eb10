// In which formats do collections leave as an archive, and how many rows may one hold?

export interface ExportFormat {
  readonly id: 'geojson' | 'csv' | 'gpkg' | 'fgb';
  /** Name people know it by; the same in both languages. */
  readonly name: string;
  readonly ending: string;
  /** Most rows of one archive. GeoJSON and CSV are written as a stream; the other two are put together in memory first. */
  readonly mostRows: number;
}

/** All formats, the most asked for first. */
export const exportFormats: readonly ExportFormat[] = [
  { id: 'geojson', name: 'GeoJSON', ending: 'geojson', mostRows: 2_000_000 },
  { id: 'csv', name: 'CSV', ending: 'csv', mostRows: 2_000_000 },
  { id: 'gpkg', name: 'GeoPackage', ending: 'gpkg', mostRows: 300_000 },
  { id: 'fgb', name: 'FlatGeobuf', ending: 'fgb', mostRows: 300_000 },
];

export type ExportFormatId = ExportFormat['id'];

/** Gives the format with an id; undefined when there is none. */
export function exportFormatOf(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}
