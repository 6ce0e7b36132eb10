// What is hidden in the demo city for analyses to find? Five piles of overdue hazards, and the buildings that several firms share: the truth, for tests.
import { townships } from './areas.ts';
import { type Enterprises, landlordName, trueAddress } from './enterprises.ts';
import { localMetres } from './geography.ts';
import type { LngLat } from './land-features.ts';
import type { Park, ParkUse } from './parks.ts';
import type { World } from './world.ts';

/** A neighbourhood where hazards are left lying. */
export interface PlantedPile {
  readonly name: string;
  readonly centre: LngLat;
  readonly radiusMetres: number;
  /** How much more its sites are looked at than others, and the chance that a hazard there is left lying. */
  readonly attention: number;
  readonly neglect: number;
  /** Overdue hazards in the circle at scale 1, at least. At other scales in proportion. */
  readonly minimumMembers: number;
}

const pileSpacingMetres = 2_500;

/**
 * Gives the five piles: a stone park, a small town's industrial ground, a seafood park, a village yard full of tenants, and the largest fishing
 * port. The same at every scale. Throws RangeError when the city has too few such places apart from each other.
 */
export function plantedPiles(world: World): PlantedPile[] {
  const seatGap = (place: LngLat): number => townships.reduce((least, { seat, builtUpMetres }) => Math.min(least, localMetres(seat[0], seat[1], place[0], place[1]) - builtUpMetres), Number.POSITIVE_INFINITY);
  const ofUse = (use: ParkUse): Park[] => world.estate.parks.filter((park) => park.use === use);
  const tenants = (park: Park): number => world.estate.buildings.reduce((sum, building) => (building.tenanted && world.estate.parks[building.park] === park ? sum + building.storeys : sum), 0);
  /** Out of the towns first: there a pile stands alone and is not one more dot of a street full of shops. */
  const alone = (parks: readonly Park[]): Park[] => [...parks].sort((a, b) => seatGap(b.rectangle.centre) - seatGap(a.rectangle.centre));
  const kinds: readonly { readonly candidates: readonly { name: string; place: LngLat }[]; readonly radiusMetres: number; readonly attention: number; readonly neglect: number; readonly minimumMembers: number }[] = [
    { candidates: alone(ofUse('stone')).map(placed), radiusMetres: 420, attention: 1.4, neglect: 0.6, minimumMembers: 30 },
    { candidates: alone(ofUse('general')).map(placed), radiusMetres: 380, attention: 2, neglect: 0.66, minimumMembers: 20 },
    { candidates: alone(ofUse('seafood')).map(placed), radiusMetres: 450, attention: 1.6, neglect: 0.6, minimumMembers: 25 },
    { candidates: [...ofUse('village')].filter((park) => seatGap(park.rectangle.centre) > 600).sort((a, b) => tenants(b) - tenants(a)).map(placed), radiusMetres: 380, attention: 4.5, neglect: 0.7, minimumMembers: 12 },
    { candidates: world.ports.filter((port) => seatGap(port.landing) > 400).map((port) => ({ name: port.name, place: port.landing })), radiusMetres: 420, attention: 1.2, neglect: 0.35, minimumMembers: 20 },
  ];
  const piles: PlantedPile[] = [];
  for (const { candidates, ...size } of kinds) {
    const free = candidates.find(({ place }) => !piles.some((pile) => localMetres(pile.centre[0], pile.centre[1], place[0], place[1]) < pileSpacingMetres));
    if (free === undefined) throw new RangeError(`seen room for ${piles.length} piles of overdue hazards, expected 5`);
    piles.push({ name: free.name, centre: free.place, ...size });
  }
  return piles;
}

function placed(park: Park): { name: string; place: LngLat } {
  return { name: park.name, place: park.rectangle.centre };
}

/** One building in which several registered firms really are: a factory within a factory. */
export interface SharedBuilding {
  readonly buildingCode: string;
  readonly parcelCode: string;
  /** Who lets it, as some of the tenants' addresses name him. */
  readonly landlord: string;
  /** The address as it should be written, down to the hall and without a floor. */
  readonly address: string;
  readonly storeys: number;
  /** Codes of the firms inside, in the order of the registry. What the registry says of them may name neither building nor landlord. */
  readonly tenantCodes: readonly string[];
}

/** Gives every let building with two or more firms in it, by the code of the building. */
export function sharedBuildings(world: World, enterprises: Enterprises): SharedBuilding[] {
  const tenants = new Map<number, { codes: string[]; address: string }>();
  for (let index = 0; index < enterprises.count; index += 1) {
    const firm = enterprises.at(index);
    if (firm.building < 0 || !(world.estate.buildings[firm.building]?.tenanted ?? false)) continue;
    const known = tenants.get(firm.building);
    if (known === undefined) tenants.set(firm.building, { codes: [firm.code], address: trueAddress({ ...firm, address: { ...firm.address, floor: 1 } }) });
    else known.codes.push(firm.code);
  }
  return [...tenants]
    .filter(([, { codes }]) => codes.length > 1)
    .sort(([first], [second]) => first - second)
    .flatMap(([index, { codes, address }]) => {
      const building = world.estate.buildings[index];
      const parcel = world.estate.parcels[building?.parcel ?? -1];
      return building === undefined || parcel === undefined ? [] : [{ buildingCode: building.code, parcelCode: parcel.code, landlord: landlordName(world, building.parcel), address, storeys: building.storeys, tenantCodes: codes }];
    });
}
