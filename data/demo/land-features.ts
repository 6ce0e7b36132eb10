// In which shape do the coast and the township cells reach the generator?

export type LngLat = readonly [number, number, ...number[]];

/** One polygon or multipolygon of a GeoJSON file, in WGS84 degrees. */
export interface LandFeature {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LngLat[])[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly LngLat[])[])[] };
}

/** A GeoJSON feature collection of polygons, as read from data/sources. */
export interface LandFeatures {
  readonly features: readonly LandFeature[];
}

/** Gives every ring of a feature, holes included, in the order of the file. */
export function ringsOf(feature: LandFeature): readonly (readonly LngLat[])[] {
  return feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : feature.geometry.coordinates.flat();
}
