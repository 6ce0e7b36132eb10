// Which sites are inspected and written up, how often, and how careless are they? Sites in blocks of a hundredth of the city, so that any scale streams.
import type { SiteRow } from '../contract/sites.ts';
import { townships } from './areas.ts';
import { middleOfRing } from './construction-sites.ts';
import { departmentOf, type Enterprises } from './enterprises.ts';
import { firmsPerScale, type Profile } from './firm-kinds.ts';
import { localMetres } from './geography.ts';
import { placesPerScale } from './place-kinds.ts';
import type { PublicPlaces } from './places.ts';
import type { PlantedPile } from './planted.ts';
import { createRandom, createWeightedChoice, hashText, type Random } from './random.ts';
import { leadDepartment } from './rules.ts';
import type { World } from './world.ts';

/** A site as records need it. */
export interface RecordedSite {
  readonly layer: string;
  readonly code: string;
  readonly name: string;
  readonly profile: Profile;
  readonly sectorCode: string;
  readonly departmentCode: string;
  readonly township: number;
  readonly place: readonly [number, number];
  readonly riskClass: number;
  /** People there, roughly: sets how long a visit takes. */
  readonly people: number;
  readonly rented: boolean;
  /** How often it is looked at and written up, against a common shop's 1. */
  readonly attention: number;
  /** Chance that a hazard is left lying far past its deadline. */
  readonly neglect: number;
}

/** Blocks in a city of scale 1. */
export const blocksPerScale = 100;
const blockFirms = firmsPerScale / blocksPerScale;
const blockPlaces = placesPerScale / blocksPerScale;

export interface SiteBlock {
  readonly sites: readonly RecordedSite[];
  /** Chooses an index of `sites` by attention. */
  readonly choose: (random: Random) => number;
}

/** Attention by risk class 1 to 4: the riskier, the shorter the interval between visits. */
const attentionOfRisk = [0, 4.2, 2.3, 1.15, 0.6];
/** Facilities drawn into each block, by group, with the share of attention each gets. */
const facilityPlan = [
  { layer: 'construction-sites', draws: 11, attention: 2 },
  { layer: 'gas-networks', draws: 7, attention: 1.3 },
  { layer: 'fishing-ports', draws: 4, attention: 1.9 },
  { layer: 'road-sections', draws: 3, attention: 0.9 },
  { layer: 'wind-farms', draws: 2, attention: 1.1 },
] as const;

/**
 * Gives the sites of each block: 60 firms and 90 places of its own, and some of the facilities that every block shares. Beyond scale 1 a block
 * draws a third of the facilities, because those do not grow with the city.
 */
export function createSiteBlocks(world: World, enterprises: Enterprises, places: PublicPlaces, facilities: readonly SiteRow[], piles: readonly PlantedPile[]): (block: number) => SiteBlock {
  const random = createRandom(world.seed, 'recorded-sites');
  const groups = facilityPlan.map((plan) => {
    const sites = facilities.flatMap((row) => (row.layer === plan.layer ? facilitySite(row, plan.attention) : []));
    return { ...plan, sites, choose: createWeightedChoice(sites.map((site) => site.attention)) };
  });
  const settle = (site: Omit<RecordedSite, 'neglect'>): RecordedSite => {
    const pile = piles.find((candidate) => localMetres(candidate.centre[0], candidate.centre[1], site.place[0], site.place[1]) < candidate.radiusMetres);
    // One site in fourteen is slack; the rest forget now and then.
    const slack = hashText(`${world.seed} ${site.code}`) % 14 === 0;
    return { ...site, attention: site.attention * (pile?.attention ?? 1), neglect: pile?.neglect ?? (slack ? 0.33 : 0.033) };
  };
  return (block) => {
    random.seek(block);
    const sites: RecordedSite[] = [];
    for (let index = block * blockFirms; index < (block + 1) * blockFirms && index < enterprises.count; index += 1) {
      const { code, name, kind, township, written, riskClass, employees, building } = enterprises.at(index);
      const rented = building >= 0 && (world.estate.buildings[building]?.tenanted ?? false);
      sites.push(settle({
        layer: 'enterprises', code, name, profile: kind.profile, sectorCode: kind.sectorCode, departmentCode: departmentOf(kind.sectorCode, township), township, place: written, riskClass, people: employees, rented,
        attention: (attentionOfRisk[riskClass] ?? 1) * Math.min(2.5, 0.7 + Math.log10(1 + employees) * 0.5) * (rented ? 1.3 : 1),
      } as Omit<RecordedSite, 'neglect'>));
    }
    for (let index = block * blockPlaces; index < (block + 1) * blockPlaces && index < places.count; index += 1) {
      const { code, name, kind, township, place, riskClass } = places.at(index);
      sites.push(settle({
        layer: 'public-places', code, name, profile: kind.profile, sectorCode: kind.sectorCode, departmentCode: leadDepartment(kind.sectorCode), township, place: [place[0], place[1]], riskClass, people: kind.capacity, rented: false,
        attention: (attentionOfRisk[riskClass] ?? 1) * Math.min(2.5, 0.5 + Math.log10(1 + kind.capacity) * 0.35),
      }));
    }
    for (const group of groups) {
      const draws = block < blocksPerScale ? group.draws : Math.ceil(group.draws / 3);
      const drawn = new Set<number>();
      for (let draw = 0; draw < draws; draw += 1) drawn.add(group.choose(random));
      for (const index of drawn) {
        const site = group.sites[index];
        if (site !== undefined) sites.push(settle(site));
      }
    }
    return { sites, choose: createWeightedChoice(sites.map((site) => site.attention)) };
  };
}

function facilityProfile(row: SiteRow): Profile | undefined {
  switch (row.layer) {
    case 'construction-sites': return 'site';
    case 'fishing-ports': return 'port';
    case 'road-sections': return row.attributes['treatedOn'] === null ? 'road' : undefined;
    case 'wind-farms': return row.attributes['offshore'] === true ? 'offshore' : 'turbine';
    case 'gas-networks': return row.attributes['featureKind'] === 'pipeline' ? 'pipeline' : row.attributes['featureKind'] === 'user' ? 'gas-user' : row.attributes['featureKind'] === 'valve' ? 'pipeline' : 'gas-station';
    default: return undefined;
  }
}

/** How much more one facility of a profile is looked at than another of the same layer. */
function facilityAttention(row: SiteRow, profile: Profile): number {
  if (profile === 'site') return (attentionOfRisk[row.riskClass ?? 3] ?? 1) * 0.5;
  if (profile === 'port') return Math.sqrt(Number(row.attributes['berths'] ?? 40) / 60);
  if (profile === 'gas-station') return row.placeTypeCode === null ? 0.3 : 6;
  if (profile === 'pipeline') return 0.15 + Number(row.attributes['lengthMetres'] ?? 0) / 1_400;
  if (row.layer === 'wind-farms') return row.attributes['featureKind'] === 'farm' ? 30 : 0.5;
  return 0.6;
}

function facilitySite(row: SiteRow, layerAttention: number): (Omit<RecordedSite, 'neglect'>)[] {
  const profile = facilityProfile(row);
  const place = placeOf(row.geometry);
  if (profile === undefined || place === undefined || row.sectorCode === null) return [];
  const township = Math.max(0, townships.findIndex((candidate) => candidate.code === row.areaCode));
  return [{
    layer: row.layer, code: row.code, name: row.name, profile, sectorCode: row.sectorCode, departmentCode: row.departmentCode ?? leadDepartment(row.sectorCode), township, place, riskClass: row.riskClass ?? 3,
    people: Number(row.attributes['workers'] ?? row.attributes['berths'] ?? 10), rented: false, attention: layerAttention * Math.min(3, Math.max(0.4, facilityAttention(row, profile))),
  }];
}

/** One place for a facility of any shape: the point, the middle of the outline, the middle vertex of the line. */
function placeOf(geometry: SiteRow['geometry']): [number, number] | undefined {
  if (geometry.type === 'Point') return [geometry.coordinates[0], geometry.coordinates[1]];
  if (geometry.type === 'Polygon') return geometry.coordinates[0] === undefined ? undefined : middleOfRing(geometry.coordinates[0]);
  if (geometry.type !== 'LineString') return undefined;
  const middle = geometry.coordinates[Math.floor(geometry.coordinates.length / 2)];
  return middle === undefined ? undefined : [middle[0], middle[1]];
}
