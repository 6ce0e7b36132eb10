// What shapes may travel through Anlan? GeoJSON geometries (RFC 7946) in WGS84 longitude/latitude, and boxes.
import { z } from 'zod';

/** [lng, lat] or [lng, lat, height]; degrees WGS84 (CGCS2000 counts as equal), lng −180..180, lat −90..90. */
export const Position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .rest(z.number());
export type Position = [number, number, ...number[]];

const LinearRing = z.array(Position).min(4);

export const Point = z.object({ type: z.literal('Point'), coordinates: Position });
export const MultiPoint = z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position) });
export const LineString = z.object({ type: z.literal('LineString'), coordinates: z.array(Position).min(2) });
export const MultiLineString = z.object({
  type: z.literal('MultiLineString'),
  coordinates: z.array(z.array(Position).min(2)),
});
export const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(LinearRing).min(1) });
export const MultiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(LinearRing).min(1)),
});

/** Any single geometry a row may carry. Geometry collections are refused at the import door. */
export const Geometry = z.discriminatedUnion('type', [
  Point,
  MultiPoint,
  LineString,
  MultiLineString,
  Polygon,
  MultiPolygon,
]);
export type Geometry = z.infer<typeof Geometry>;

/** [west, south, east, north] in degrees. west > east means the box crosses the antimeridian. */
export const Box = z.tuple([
  z.number().min(-180).max(180),
  z.number().min(-90).max(90),
  z.number().min(-180).max(180),
  z.number().min(-90).max(90),
]);
export type Box = z.infer<typeof Box>;
