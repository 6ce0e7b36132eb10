// What does Anlan know? The list of every data set that ships with it: file, publisher, licence, coordinates, date, hash, row schema, reader.
import { z } from 'zod';
import { MultiPolygon, Polygon } from './contract/geometry.ts';
import { StormFields, StormPoint } from './contract/storms.ts';

/** How a file is read: GeoJSON as text, GeoJSON packed with gzip, or a module of this program. */
export type DataReader = 'geojson' | 'geojson-gzip' | 'module';

export interface DataSet {
  readonly id: string;
  /** Path from the project root. */
  readonly file: string;
  readonly zh: string;
  readonly en: string;
  readonly publisher: string;
  /** SPDX expression, or the plain words of the source. */
  readonly licence: string;
  /** The line to show wherever the data is drawn. */
  readonly attribution: string;
  /** Files with the licence text, from the project root. */
  readonly licenceFiles: readonly string[];
  /** Coordinate system of the file; everything inside is WGS84, longitude first. */
  readonly crs: 'EPSG:4326';
  /** State of the data: a year, or the edition where the source gives no year. */
  readonly asOf: string;
  /** SHA-256 of the file as it ships; a test compares. */
  readonly sha256: string;
  readonly rowSchema: z.ZodType;
  readonly reader: DataReader;
}

const landFeature = (properties: z.ZodObject): z.ZodType =>
  z.object({ type: z.literal('Feature'), properties, geometry: z.union([Polygon, MultiPolygon]) });

/** All data sets, in the order they were taken in. A new one is one entry here and one row in data/README.md. */
export const dataSets: readonly DataSet[] = [
  {
    id: 'coast',
    file: 'data/sources/coast/dcw_land_shandong_box.geojson.gz',
    zh: '海岸线（陆地面）',
    en: 'Coast (land polygons)',
    publisher: 'The GMT Team (Debian gmt-dcw 2.1.1-1)',
    licence: 'LGPL-3.0-or-later',
    attribution: 'DCW-GMT, Wessel & Smith / The GMT Team',
    licenceFiles: ['data/sources/coast/LICENSE.md', 'data/sources/coast/COPYING.LESSER', 'data/sources/coast/COPYING'],
    crs: 'EPSG:4326',
    asOf: 'edition 2.1.1',
    sha256: 'f16b305e1463c60a4bd0b270de56b386226acb4271d7060464e23f88c9ba37c4',
    rowSchema: landFeature(z.object({ id: z.int(), kind: z.string(), area_km2: z.number() })),
    reader: 'geojson-gzip',
  },
  {
    id: 'township-cells',
    file: 'data/sources/areas/township_cells.geojson',
    zh: '近似镇街单元（非行政界线）',
    en: 'Approximate township cells (not administrative borders)',
    publisher: 'GeoNames seats, cut to the DCW-GMT coast',
    licence: 'CC-BY-4.0 AND LGPL-3.0-or-later',
    attribution: 'GeoNames (CC BY 4.0); DCW-GMT, Wessel & Smith / The GMT Team',
    licenceFiles: ['data/sources/areas/LICENSE.md', 'data/sources/areas/CC-BY-4.0.txt'],
    crs: 'EPSG:4326',
    asOf: '2026',
    sha256: 'f8bf6ab3fc99fc52d984722a0aa362993c430edca58dce357e7358fd371c0e73',
    rowSchema: landFeature(z.object({ cell: z.string().regex(/^C\d{2}$/) })),
    reader: 'geojson',
  },
  {
    id: 'east-asia-land',
    file: 'data/sources/natural-earth/land_50m_east_asia.geojson.gz',
    zh: '东亚陆地轮廓（概略）',
    en: 'Land outline of East Asia (coarse)',
    publisher: 'Natural Earth 1:50m, by world-atlas 2.0.2',
    licence: 'Public domain (packaged under ISC)',
    attribution: 'Natural Earth',
    licenceFiles: ['data/sources/natural-earth/LICENSE.md'],
    crs: 'EPSG:4326',
    asOf: '2018',
    sha256: 'b10c4201988843e4d75a47bea85bb8ec65a06ee78a51a529811db43324a965d8',
    rowSchema: landFeature(z.object({})),
    reader: 'geojson-gzip',
  },
  {
    id: 'storms',
    file: 'data/reference/storms.ts',
    zh: '历史台风路径（十次）',
    en: 'Tracks of ten past storms',
    publisher: 'Joint Typhoon Warning Center, best tracks',
    licence: 'Public domain (work of the United States Navy); figures written in our own format',
    attribution: 'Joint Typhoon Warning Center best tracks',
    licenceFiles: ['data/README.md'],
    crs: 'EPSG:4326',
    asOf: '2021',
    sha256: '18ecc2e7fd256505ae8f46d8d79ef3500cb98ae391f86d62d9f3d335fd958d5f',
    rowSchema: StormFields.extend({ source: z.string(), points: z.array(StormPoint).min(2) }),
    reader: 'module',
  },
];
