// How do items become a GeoPackage (OGC 12-128r19), the one file QGIS and ArcGIS both open?
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import initSqlite, { type Database } from 'sql.js';
import type { ItemRow, Scalar } from '../queries/items.ts';
import { type ItemWriter, noBytes } from './item-writer.ts';
import { geoPackageGeometry } from './well-known-binary.ts';

const srsId = 4326;
const wgs84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';
/** "GPKG" and version 1.3.0, as the file's header says them. */
const applicationId = 0x47504b47;
const userVersion = 10_300;

const tables = `
  pragma application_id = ${applicationId};
  pragma user_version = ${userVersion};
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer not null primary key, organization text not null, organization_coordsys_id integer not null, definition text not null, description text);
  create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique, description text default '', last_change datetime not null, min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys (srs_id));
  create table gpkg_geometry_columns (table_name text not null primary key references gpkg_contents (table_name), column_name text not null, geometry_type_name text not null, srs_id integer not null references gpkg_spatial_ref_sys (srs_id), z tinyint not null, m tinyint not null);
  create table gpkg_extensions (table_name text, column_name text, extension_name text not null, definition text not null, scope text not null, unique (table_name, column_name, extension_name));
  create table gpkg_data_columns (table_name text not null, column_name text not null, name text, title text, description text, mime_type text, constraint_name text, primary key (table_name, column_name));
  insert into gpkg_spatial_ref_sys values
    ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic', 0, 'NONE', 0, 'undefined', null);
  insert into gpkg_extensions values ('gpkg_data_columns', null, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function typeOf({ type, format }: CollectionProperty): string {
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'datetime';
  return { string: 'text', integer: 'integer', number: 'double', boolean: 'boolean' }[type];
}

/** Gives a value as a column of that property keeps it; instants in UTC to the millisecond, as the standard asks. */
function valueOf({ type, format }: CollectionProperty, value: Scalar): string | number | null {
  if (value === null) return null;
  if (type === 'boolean') return value === true ? 1 : 0;
  return format === 'date-time' ? new Date(String(value)).toISOString() : (value as string | number);
}

/** Begins a GeoPackage with one table named like the collection; titles of columns stand in the schema extension. `at` = when it is made. */
export async function beginGeoPackage(collection: Collection, at: Date): Promise<ItemWriter> {
  const sqlite = await initSqlite();
  const file: Database = new sqlite.Database();
  const { id, zh, en, descriptionZh, properties } = collection;
  const geometryType = { point: 'POINT', line: 'GEOMETRY', polygon: 'GEOMETRY', any: 'GEOMETRY' }[collection.geometry];
  file.exec(tables);
  file.run('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, ?)', ['WGS 84', srsId, 'EPSG', srsId, wgs84, null]);
  file.run(`create table ${quoted(id)} (fid integer primary key not null, geom ${geometryType}, ${properties.map((property) => `${quoted(property.name)} ${typeOf(property)}`).join(', ')})`);
  for (const property of properties) {
    file.run('insert into gpkg_data_columns (table_name, column_name, name, title, description) values (?, ?, ?, ?, ?)', [id, property.name, property.name, property.zh, `${property.en}${property.unit === undefined ? '' : ` (${property.unit})`}`]);
  }
  const insert = file.prepare(`insert into ${quoted(id)} values (${['?', '?', ...properties.map(() => '?')].join(', ')})`);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  file.exec('begin');
  return {
    write(items: readonly ItemRow[]) {
      for (const item of items) {
        insert.run([item.id, item.geometry === null ? null : geoPackageGeometry(item.geometry, srsId), ...properties.map((property) => valueOf(property, item.properties[property.name] ?? null))]);
        if (item.geometry !== null) widen(box, item.geometry.coordinates);
      }
      return noBytes;
    },
    end() {
      insert.free();
      const known = Number.isFinite(box[0]);
      file.run('insert into gpkg_contents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [id, 'features', `${zh} ${en}`, descriptionZh, at.toISOString(), ...(known ? box : [null, null, null, null]), srsId] as (string | number | null)[]);
      file.run('insert into gpkg_geometry_columns values (?, ?, ?, ?, 0, 0)', [id, 'geom', geometryType, srsId]);
      file.exec('commit');
      const bytes = file.export();
      file.close();
      return bytes;
    },
  };
}

/** Widens [west, south, east, north] by every position of nested coordinates. */
function widen(box: number[], coordinates: unknown): void {
  const list = coordinates as readonly unknown[];
  if (typeof list[0] !== 'number') {
    for (const part of list) widen(box, part);
    return;
  }
  const [x, y] = list as readonly [number, number];
  box[0] = Math.min(box[0] ?? x, x);
  box[1] = Math.min(box[1] ?? y, y);
  box[2] = Math.max(box[2] ?? x, x);
  box[3] = Math.max(box[3] ?? y, y);
}
