// Which collections stand in the tile index, and which of their properties does it keep? One entry per collection.
import { siteLayers } from '../../data/contract/site-layers.ts';
import { townshipKinds } from '../../data/vocabulary/township-kinds.ts';
import { departments } from '../../data/vocabulary/departments.ts';
import { portGrades, vesselWorkTypes } from '../../data/vocabulary/fishing.ts';
import { gasFeatureKinds, gasPressures } from '../../data/vocabulary/gas.ts';
import { hazardKinds, hazardLevels, hazardSources, hazardStatuses } from '../../data/vocabulary/hazards.ts';
import { placeTypes } from '../../data/vocabulary/place-types.ts';
import { roadClasses } from '../../data/vocabulary/roads.ts';
import { sectors } from '../../data/vocabulary/sectors.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';
import type { ColumnSpec } from './columns.ts';
import { codesOf } from './columns.ts';
import { outlineColumn } from './point-index.ts';

/** What the index keeps of one collection, and where its rows come from. */
export interface TiledCollection {
  readonly id: string;
  /** The query that reads it (server/queries/tile-rows.ts). */
  readonly source: 'sites' | 'hazards' | 'vessels' | 'areas' | 'storms';
  /** True when features may be lines or polygons. */
  readonly shapes: boolean;
  readonly columns: readonly ColumnSpec[];
  /** Columns read from a site's own attributes (or its name) instead of the fields all sites have. */
  readonly attributes: readonly string[];
}

const code = (name: string, list: CodeList, tile = true): ColumnSpec => ({ name, kind: 'code', codes: codesOf(list), tile });
const word = (name: string): ColumnSpec => ({ name, kind: 'word', tile: true });
const flag = (name: string): ColumnSpec => ({ name, kind: 'flag', tile: true });
const number = (name: string, maximum: number, perUnit = 1): ColumnSpec => ({ name, kind: 'number', maximum, perUnit, tile: true });
const day = (name: string): ColumnSpec => ({ name, kind: 'day', tile: false });
/** The area is filter and scope; it travels only where a tile has room for it. */
const area = (tile: boolean): ColumnSpec => ({ name: 'areaCode', kind: 'area', tile });

const siteColumns: readonly ColumnSpec[] = [
  area(false),
  code('sectorCode', sectors),
  code('placeTypeCode', placeTypes),
  code('departmentCode', departments, false),
  number('riskClass', 4),
];

/** Attributes of each site layer that maps draw or filter by. Names only where they are few enough to be labels (at most 65,535). */
const siteAttributes: Readonly<Record<string, readonly ColumnSpec[]>> = {
  'gas-networks': [code('featureKind', gasFeatureKinds), code('pressureCode', gasPressures), word('operatorCode')],
  'construction-sites': [word('name'), word('projectKind'), word('stage'), number('cranes', 60)],
  'wind-farms': [word('name'), word('featureKind'), word('stage'), flag('offshore'), word('farmCode')],
  'fishing-ports': [word('name'), code('gradeCode', portGrades), number('berths', 20_000)],
  'road-sections': [word('name'), word('reason')],
  'industrial-parks': [word('name'), word('parkKind')],
  buildings: [number('storeys', 200), word('buildingUse')],
  roads: [word('name'), code('roadClassCode', roadClasses)],
};

/** Zoom from which a shape is drawn as its outline (lines.ts). */
const outline: ColumnSpec = { name: outlineColumn, kind: 'number', maximum: 60, perUnit: 1, tile: false };

const hazards: TiledCollection = {
  id: 'hazards',
  source: 'hazards',
  shapes: false,
  attributes: [],
  columns: [
    area(false),
    code('levelCode', hazardLevels),
    code('statusCode', hazardStatuses),
    code('sectorCode', sectors),
    code('departmentCode', departments, false),
    code('sourceCode', hazardSources, false),
    code('kindCode', hazardKinds, false),
    { name: 'siteLayer', kind: 'code', codes: siteLayers.map((layer) => layer.id), tile: false },
    day('foundDay'),
    day('dueDay'),
    day('closedDay'),
  ],
};

const vessels: TiledCollection = {
  id: 'vessels',
  source: 'vessels',
  shapes: false,
  attributes: [],
  columns: [
    area(false),
    code('workTypeCode', vesselWorkTypes),
    number('courseDegrees', 360, 10),
    number('speedKnots', 100, 10),
    flag('inPort'),
    number('windForceRating', 17),
    number('crewOnBoard', 200),
  ],
};

const areas: TiledCollection = {
  id: 'areas',
  source: 'areas',
  shapes: true,
  attributes: [],
  // An area belongs to itself: the scope column holds its own code.
  columns: [area(true), word('name'), word('nameEn'), word('parentCode'), code('kindCode', townshipKinds), outline],
};

const storms: TiledCollection = {
  id: 'storms',
  source: 'storms',
  shapes: true,
  attributes: [],
  columns: [word('code'), word('name'), word('nameEn'), number('season', 2200), outline],
};

const sites: readonly TiledCollection[] = siteLayers.map((layer) => {
  const own = siteAttributes[layer.id] ?? [];
  const shapes = layer.geometryTypes.some((type) => type !== 'Point');
  return {
    id: layer.id,
    source: 'sites',
    shapes,
    attributes: own.map((column) => column.name),
    columns: [...siteColumns, ...own, ...(shapes ? [outline] : [])],
  };
});

/** In the order in which they are loaded: what the first screen draws comes first. */
export const tiledCollections: readonly TiledCollection[] = [areas, hazards, ...sites, vessels, storms];
