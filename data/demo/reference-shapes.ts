// Which shapes lie under the facilities? Parks, parcels, footprints and roads as rows.
import type { SiteRow } from '../contract/sites.ts';
import { roundPlace } from './geography.ts';
import { ringOf, type Rectangle } from './rectangles.ts';
import { siteRow } from './site-row.ts';
import type { World } from './world.ts';

const roadClasses = ['motorway', 'national', 'provincial', 'county', 'township', 'street', 'street'] as const;
const speeds = [100, 80, 60, 50, 40, 40, 30] as const;

/** Gives the polygon of a rectangle on the ground. */
export function polygonOf(rectangle: Rectangle): Extract<SiteRow['geometry'], { type: 'Polygon' }> {
  return { type: 'Polygon', coordinates: [ringOf(rectangle)] };
}

function shape(layer: string, code: string, name: string, township: number, geometry: SiteRow['geometry'], attributes: SiteRow['attributes']): SiteRow {
  return siteRow({ layer, code, name, sectorCode: null, placeTypeCode: null, township, riskClass: null, where: null, geometry, attributes });
}

/** Gives parks, parcels, footprints and roads. */
export function referenceRows(world: World): SiteRow[] {
  const { parks, parcels, buildings } = world.estate;
  return [
    ...world.roads.map((road) =>
      shape('roads', road.code, road.name, road.township, { type: 'LineString', coordinates: road.line.map((place) => roundPlace([place[0], place[1]])) }, {
        roadClassCode: roadClasses[road.rank] ?? 'street', lengthMetres: Math.round(road.lengthMetres), speedKilometresPerHour: speeds[road.rank] ?? 30,
      }),
    ),
    ...parks.map((park) =>
      shape('industrial-parks', park.code, park.name, park.township, polygonOf(park.rectangle), {
        parkKind: park.kind, areaHectares: Math.round((park.rectangle.alongMetres * park.rectangle.acrossMetres) / 1e3) / 10,
      }),
    ),
    ...parcels.map((parcel) =>
      shape('parcels', parcel.code, parcel.code, parks[parcel.park]?.township ?? 0, polygonOf(parcel.rectangle), {
        parkCode: parks[parcel.park]?.code ?? null, areaSquareMetres: Math.round(parcel.rectangle.alongMetres * parcel.rectangle.acrossMetres),
      }),
    ),
    ...buildings.map((building) =>
      shape('buildings', building.code, building.code, parks[building.park]?.township ?? 0, polygonOf(building.rectangle), {
        parcelCode: parcels[building.parcel]?.code ?? null, parkCode: parks[building.park]?.code ?? null, storeys: building.storeys,
        footprintSquareMetres: Math.round(building.rectangle.alongMetres * building.rectangle.acrossMetres), buildingUse: building.use,
      }),
    ),
  ];
}
