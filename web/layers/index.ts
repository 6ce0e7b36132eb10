// What is drawn, in draw order, bottom first? List 3 of the house.
import { constructionSites } from './construction-sites.ts';
import { enterprises } from './enterprises.ts';
import { fishingPorts } from './fishing-ports.ts';
import { gasNetworks } from './gas-networks.ts';
import { hazards } from './hazards.ts';
import type { MapLayer } from './layer.ts';
import { publicPlaces } from './public-places.ts';
import { roadSections } from './road-sections.ts';
import { storms } from './storms.ts';
import { vessels } from './vessels.ts';
import { windFarms } from './wind-farms.ts';

export const mapLayers: readonly MapLayer[] = [storms, constructionSites, gasNetworks, roadSections, publicPlaces, enterprises, windFarms, fishingPorts, vessels, hazards];
