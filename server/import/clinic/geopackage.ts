// What does a GeoPackage hold? Its feature tables through SQLite, row by row.
import { readFile, stat } from 'node:fs/promises';
import initSqlite, { type Database } from 'sql.js';
import type { Geometry } from '../../../data/contract/geometry.ts';
import { AppError } from '../../errors.ts';
import type { Cell } from './staging.ts';
import { readGeoPackageGeometry } from './well-known-binary.ts';

/** SQLite works here in memory: a larger file goes in as GeoJSON or CSV. */
const mostBytes = 100_000_000;

export interface OpenGeoPackage {
  readonly table: string;
  readonly tables: readonly string[];
  /** Authority and code of the table's coordinate system, e.g. EPSG:4490; null when undefined. */
  readonly crs: string | null;
  readonly columns: readonly string[];
  rows(): Generator<{ line: number; cells: Cell[]; geometry: Geometry | null }>;
  close(): void;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Opens the table named, else the one with most rows. Throws AppError for a file that is no GeoPackage or too large. */
export async function openGeoPackage(path: string, wanted: string | undefined): Promise<OpenGeoPackage> {
  const { size } = await stat(path);
  if (size > mostBytes) throw new AppError('too-large', `seen a GeoPackage of ${Math.round(size / 1e6)} MB, expected at most ${mostBytes / 1e6} MB: send it as GeoJSON or CSV`);
  const sqlite = await initSqlite();
  let file: Database | null = null;
  const all = (text: string, values: (string | number)[] = []): Record<string, unknown>[] => {
    const statement = (file as Database).prepare(text, values);
    const rows: Record<string, unknown>[] = [];
    while (statement.step()) rows.push(statement.getAsObject());
    statement.free();
    return rows;
  };
  try {
    file = new sqlite.Database(await readFile(path));
    const tables = all("select c.table_name as name, g.column_name as geom, s.organization as organization, s.organization_coordsys_id as code from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id where c.data_type = 'features' order by c.table_name");
    if (tables.length === 0) throw new AppError('invalid-body', 'seen a GeoPackage without features, expected one table of features at least');
    const counted = tables.map((table) => ({ table, rows: Number(all(`select count(*) as n from ${quoted(String(table['name']))}`)[0]?.['n'] ?? 0) })).sort((a, b) => b.rows - a.rows);
    const chosen = wanted === undefined ? counted[0]?.table : tables.find(({ name }) => name === wanted);
    if (chosen === undefined) throw new AppError('invalid-parameter', `sheet: seen ${JSON.stringify(wanted?.slice(0, 60))}, expected one of ${tables.map(({ name }) => String(name)).join(', ').slice(0, 300)}`);
    const table = String(chosen['name']);
    const geom = String(chosen['geom']);
    const columns = all('select name, pk from pragma_table_info(?)', [table]).filter(({ name, pk }) => name !== geom && !(Number(pk) === 1 && /^(fid|ogc_fid|id)$/i.test(String(name)))).map(({ name }) => String(name));
    const opened = file;
    return {
      table,
      tables: tables.map(({ name }) => String(name)),
      crs: chosen['organization'] === null || Number(chosen['code']) <= 0 ? null : `${String(chosen['organization']).toUpperCase()}:${String(chosen['code'])}`,
      columns,
      *rows() {
        const statement = opened.prepare(`select ${[quoted(geom), ...columns.map(quoted)].join(', ')} from ${quoted(table)}`);
        try {
          for (let line = 1; statement.step(); line++) {
            const [shape, ...values] = statement.get();
            yield { line, cells: values.map((value): Cell => (value instanceof Uint8Array ? null : value ?? null)), geometry: shape instanceof Uint8Array ? readGeoPackageGeometry(shape, line) : null };
          }
        } finally {
          statement.free();
        }
      },
      close: () => opened.close(),
    };
  } catch (error) {
    file?.close();
    if (error instanceof AppError) throw error;
    throw new AppError('invalid-body', `seen a SQLite file that is no whole GeoPackage (${(error as Error).message.slice(0, 100)}), expected one`, {}, error);
  }
}
