// Which grid do tiles lie on? WebMercatorQuad of the OGC Two Dimensional Tile Matrix Set standard.
import { maximumZoom } from '../tiles/mercator.ts';

export const matrixSetId = 'WebMercatorQuad';
export const matrixSetUri = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad';

/** The tile matrix set as its standard writes it (OGC 17-083r4, annex D.1), zooms 0 to our last. */
export const webMercatorQuad = {
  id: matrixSetId,
  title: 'Google Maps Compatible for the World',
  uri: matrixSetUri,
  crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
  orderedAxes: ['X', 'Y'],
  wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
  tileMatrices: Array.from({ length: maximumZoom + 1 }, (_, z) => ({
    id: String(z),
    scaleDenominator: 559_082_264.0287178 / 2 ** z,
    cellSize: 156_543.033928041 / 2 ** z,
    cornerOfOrigin: 'topLeft',
    pointOfOrigin: [-20_037_508.342789244, 20_037_508.342789244],
    tileWidth: 256,
    tileHeight: 256,
    matrixWidth: 2 ** z,
    matrixHeight: 2 ** z,
  })),
};

/** Gives the entry of the list of tile matrix sets. */
export function matrixSetSummary(root: string) {
  return {
    id: matrixSetId,
    title: webMercatorQuad.title,
    uri: matrixSetUri,
    crs: webMercatorQuad.crs,
    links: [{ href: `${root}/tileMatrixSets/${matrixSetId}`, rel: 'self', type: 'application/json' }],
  };
}
