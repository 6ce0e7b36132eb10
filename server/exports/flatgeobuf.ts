// How do items become a FlatGeobuf file, with the types of the contract rather than those of the first row?
import { buildFeature } from 'flatgeobuf/lib/mjs/generic/feature.js';
import { buildHeader } from 'flatgeobuf/lib/mjs/generic/featurecollection.js';
import { parseGeometry } from 'flatgeobuf/lib/mjs/geojson/geometry.js';
import { magicbytes } from 'flatgeobuf/lib/mjs/constants.js';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import type { ItemRow } from '../queries/items.ts';
import { type ItemWriter, noBytes } from './item-writer.ts';

const srid = 4326;

function typeOf({ type, format }: CollectionProperty): ColumnType {
  if (format === 'date-time') return ColumnType.DateTime;
  return { string: ColumnType.String, integer: ColumnType.Long, number: ColumnType.Double, boolean: ColumnType.Bool }[type];
}

/** Begins a file; items without a place are left out, for the format has no way to say so. `id` comes first among the columns. */
export function beginFlatGeobuf(collection: Collection): ItemWriter {
  const columns = [{ name: 'id', type: ColumnType.Long }, ...collection.properties.map((property) => ({ name: property.name, type: typeOf(property) }))];
  const header = {
    geometryType: collection.geometry === 'point' ? GeometryType.Point : GeometryType.Unknown,
    columns: columns.map((column) => ({ ...column, title: null, description: null, width: -1, precision: -1, scale: -1, nullable: true, unique: false, primary_key: false })),
    envelope: null,
    featuresCount: 0,
    indexNodeSize: 0,
    crs: null,
    title: null,
    description: null,
    metadata: null,
  };
  const features: Uint8Array[] = [];
  return {
    write(items: readonly ItemRow[]) {
      for (const { id, geometry, properties } of items) {
        if (geometry !== null) features.push(buildFeature(parseGeometry(geometry as never), { id, ...properties } as never, header));
      }
      return noBytes;
    },
    // The header says how many follow, so it is written when they are known.
    end: () => Buffer.concat([magicbytes, buildHeader({ ...header, featuresCount: features.length }, srid), ...features]),
  };
}
