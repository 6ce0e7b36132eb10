// Which layers of sites are there? The list every room reads; a new layer is one file and one line here.
import { constructionSites } from './construction-sites.ts';
import { enterprises } from './enterprises.ts';
import { fishingPorts } from './fishing-ports.ts';
import { gasNetworks } from './gas-networks.ts';
import { publicPlaces } from './public-places.ts';
import { buildings, industrialParks, parcels, roads } from './reference-shapes.ts';
import { roadSections } from './road-sections.ts';
import type { SiteLayer } from './sites.ts';
import { windFarms } from './wind-farms.ts';

/** In the order of the legend. The position is the layer's column code in the tile index: append only. */
export const siteLayers: readonly SiteLayer[] = [
  enterprises,
  gasNetworks,
  constructionSites,
  windFarms,
  fishingPorts,
  publicPlaces,
  roadSections,
  industrialParks,
  parcels,
  buildings,
  roads,
];
