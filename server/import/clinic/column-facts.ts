// What do the columns hold, and where do some of the places lie? A look through the staged rows.
import type { ClinicSeen, PlaceSource } from '../../../data/contract/import-clinic.ts';
import type { AreaName, KnownSite } from '../../queries/import-evidence.ts';
import type { ClinicLayer } from './clinic-layers.ts';
import { placeOfRow } from './place-of-row.ts';
import type { SamplePlace } from './propose-crs.ts';
import type { ColumnFacts } from './propose-mapping.ts';
import { columnOf, lettersOf } from './spreadsheet.ts';
import type { Cell, StagedRow } from './staging.ts';
import { type Layout, readDataRows } from './table-rows.ts';
import { isBlank, textOfCell, type ValueWords } from './values.ts';
import { addressReader } from './words.ts';
import { bareName } from './names.ts';

/** Rows whose cells are looked at, cells kept for each column, rows shown. */
const looked = { rows: 5000, cells: 300, samples: 6, sampleRows: 20 } as const;

export interface GatheredFacts {
  readonly facts: ColumnFacts[];
  readonly dataRows: number;
  readonly sampleRows: ClinicSeen['sampleRows'];
  readonly geometries: ClinicSeen['geometries'];
  /** Lines of sums, notes and repeated headings. */
  readonly skipped: number[];
}

/** Walks through all rows once. */
export async function gatherFacts(path: string, layout: Layout): Promise<GatheredFacts> {
  const columns = layout.names.map(() => ({ filled: 0, cells: [] as Cell[], samples: new Set<string>(), values: new Set<string>(), seen: 0 }));
  const kinds = new Map<string, number>();
  const sampleRows: ClinicSeen['sampleRows'] = [];
  const skipped: number[] = [];
  let dataRows = 0;
  for await (const batch of readDataRows(path, layout, (line) => skipped.push(line))) {
    for (const row of batch) {
      dataRows++;
      if (row.geometry !== undefined) {
        const type = (row.geometry as { type?: unknown } | null)?.type;
        kinds.set(typeof type === 'string' ? type : 'none', (kinds.get(typeof type === 'string' ? type : 'none') ?? 0) + 1);
      }
      if (sampleRows.length < looked.sampleRows) sampleRows.push({ line: row.line, cells: columns.map((_, place) => (row.cells[place] === null || row.cells[place] === undefined ? null : textOfCell(row.cells[place]).slice(0, 200))) });
      if (dataRows > looked.rows) continue;
      while (columns.length < row.cells.length) columns.push({ filled: 0, cells: [], samples: new Set(), values: new Set(), seen: 0 });
      for (const [place, cell] of row.cells.entries()) {
        const column = columns[place];
        if (cell === null || column === undefined) continue;
        column.filled++;
        if (column.cells.length < looked.cells) column.cells.push(cell);
        if (column.seen < 2000) {
          column.seen++;
          column.values.add(textOfCell(cell).slice(0, 100));
        }
        if (column.samples.size < looked.samples) column.samples.add(textOfCell(cell).slice(0, 80));
      }
    }
  }
  return {
    facts: columns.map(({ filled, cells, samples, values, seen }, place) => ({ column: { id: lettersOf(place + 1), name: layout.names[place] ?? '', filled, samples: [...samples] }, cells, unique: values.size === seen })),
    dataRows,
    sampleRows,
    geometries: [...kinds].filter(([type]) => type !== 'none').map(([type, count]) => ({ type, count })),
    skipped,
  };
}

/** Places kept; more are thinned evenly. */
const mostPlaces = 2000;

interface Kept {
  readonly first: number;
  readonly second: number;
  readonly notation: SamplePlace['notation'];
  readonly area: string | null;
  readonly layer: string;
  readonly code: string | null;
  readonly name: string | null;
}

/** Gathers places from all over the file: the first rows of a table are often of one township. */
export class PlaceSampler {
  private kept: Kept[] = [];
  private stride = 1;
  private count = 0;
  private readonly source: PlaceSource;
  private readonly columns: ReadonlyMap<string, string>;
  private readonly layer: ClinicLayer;
  private readonly words: ValueWords;
  private readonly areaOf: (address: string) => string | null;
  private readonly grounds: ReadonlySet<string>;

  constructor(source: PlaceSource, columns: ReadonlyMap<string, string>, layer: ClinicLayer, areas: readonly AreaName[], words: ValueWords) {
    this.source = source;
    this.columns = columns;
    this.layer = layer;
    this.words = words;
    this.areaOf = addressReader(areas);
    this.grounds = new Set(areas.filter(({ hasGround }) => hasGround).map(({ code }) => code));
  }

  async read(path: string, layout: Layout): Promise<void> {
    if (this.source.kind === 'none') return;
    for await (const batch of readDataRows(path, layout)) for (const row of batch) this.take(row);
  }

  private text(row: StagedRow, field: string): string | null {
    const column = this.columns.get(field);
    const cell = column === undefined ? null : (row.cells[columnOf(column) - 1] ?? null);
    return isBlank(cell) ? null : textOfCell(cell).trim();
  }

  private take(row: StagedRow): void {
    if (this.count++ % this.stride !== 0) return;
    const place = placeOfRow(row, this.source);
    if (!('numbers' in place)) return;
    const isSite = this.layer.layer.table === 'sites';
    const areaText = this.text(row, 'areaCode');
    const said = this.words.areas.get(bareName(areaText ?? ''));
    const area = said ?? this.areaOf(this.text(row, 'address') ?? '');
    this.kept.push({ ...place.numbers, area: area !== null && this.grounds.has(area) ? area : null, layer: isSite ? this.layer.id : (this.text(row, 'siteLayer') ?? ''), code: this.text(row, isSite ? 'code' : 'siteCode'), name: this.text(row, isSite ? 'name' : 'siteName') });
    if (this.kept.length < mostPlaces) return;
    this.kept = this.kept.filter((_, at) => at % 2 === 0);
    this.stride *= 2;
  }

  /** What the kept rows name, for the look-up of known sites. */
  named(): readonly Kept[] {
    return this.kept;
  }

  samples(known: readonly KnownSite[]): SamplePlace[] {
    const at = new Map(known.map((site) => [site.place - 1, site]));
    return this.kept.map(({ first, second, notation, area }, place) => ({ first, second, notation, area, known: at.get(place) ?? null }));
  }
}
