// Which enterprises has the city? Each can be made by its number alone: in a park, a village yard, a port, a town street or by a road.
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import type { AddressParts } from './addresses.ts';
import { messyAddress, plainAddress } from './addresses.ts';
import { townships } from './areas.ts';
import type { FirmKind } from './firm-kinds.ts';
import { firmKinds, firmsPerScale } from './firm-kinds.ts';
import { firmName } from './firm-names.ts';
import { offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import type { ParkUse } from './parks.ts';
import { creditCode, messyPhone, mobileNumber, personName } from './people.ts';
import type { Random } from './random.ts';
import { createRandom, createWeightedChoice } from './random.ts';
import { placeInside } from './rectangles.ts';
import { leadDepartment } from './rules.ts';
import type { World } from './world.ts';

/** What is true of an enterprise, before clerks and geocoders have had their hands on it. */
export interface Enterprise {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly kind: FirmKind;
  readonly township: number;
  /** Where it really is. */
  readonly place: LngLat;
  /** Where the registry has it, with the likely error in metres. */
  readonly written: LngLat;
  readonly accuracyMetres: number;
  /** Indices into the estate, −1 outside parks and yards. */
  readonly building: number;
  readonly parcel: number;
  readonly park: number;
  readonly floor: number;
  readonly address: AddressParts;
  readonly employees: number;
  readonly riskClass: number;
}

export interface Enterprises {
  readonly count: number;
  /** Gives the enterprise of a number from 0 to `count` − 1. */
  at(index: number): Enterprise;
  /** Gives its row as the registry holds it. */
  rowOf(enterprise: Enterprise): SiteRow;
}

/** Gives the code of the enterprise with a number. */
export function enterpriseCode(index: number): string {
  return `QY${String(index + 1).padStart(6, '0')}`;
}

/** A step through the kinds that shares no factor with 6,000: neighbours in number are not neighbours in trade. */
const kindStride = 3_571;

/** Gives the enterprises of a world: 6,000 times its scale. */
export function createEnterprises(world: World): Enterprises {
  const { estate, villages, ports, frontages, geography } = world;
  const random = createRandom(world.seed, 'enterprises');
  const kindAt = firmKinds.flatMap((kind) => Array.from({ length: kind.count }, () => kind));
  const rankAt = firmKinds.flatMap((kind) => Array.from({ length: kind.count }, (_, rank) => rank));
  const buildingsBy = (uses: readonly ParkUse[], tenanted: boolean): number[] =>
    estate.buildings.flatMap((building, index) => (building.tenanted === tenanted && building.use !== '办公' && uses.includes(estate.parks[building.park]?.use ?? 'mine') ? [index] : []));
  const owned = new Map(firmKinds.map((kind) => [kind.id, buildingsBy(kind.uses, false)]));
  const rented = new Map(firmKinds.map((kind) => [kind.id, buildingsBy(kind.uses, true)]));
  const yardBuildings = { owned: buildingsBy(['village'], false), rented: buildingsBy(['village'], true) };
  const mineParks = estate.parks.flatMap((park, index) => (park.use === 'mine' ? [index] : []));
  const chooseTown = createWeightedChoice(townships.map((township) => township.population * township.urbanShare ** 1.4));
  const chooseVillage = createWeightedChoice(villages.map((village) => village.population));
  const choosePort = createWeightedChoice(ports.map((port) => port.berths));
  const hallOf = hallNumbers(world);

  const inBuilding = (index: number): Pick<Enterprise, 'township' | 'place' | 'building' | 'parcel' | 'park' | 'floor' | 'address'> => {
    const building = estate.buildings[index];
    const park = estate.parks[building?.park ?? 0];
    if (building === undefined || park === undefined) throw new RangeError(`seen building ${index}, expected one of ${estate.buildings.length}`);
    const floor = building.tenanted && building.storeys > 1 ? random.integer(1, building.storeys) : 1;
    const { alongMetres, acrossMetres } = building.rectangle;
    const place = placeInside(building.rectangle, random.between(-0.42, 0.42) * alongMetres, random.between(-0.36, 0.36) * acrossMetres);
    const village = villages[park.village];
    const number = (building.parcel % 60) * 2 + 1;
    const address: AddressParts = {
      township: park.township,
      district: village === undefined ? park.name : `${village.name}村`,
      street: village === undefined ? `园区${'一二三四五六'.charAt(building.parcel % 6)}路` : '',
      number,
      hall: hallOf[index] ?? 1,
      floor,
      landlord: building.tenanted ? landlordName(world, building.parcel) : '',
    };
    return { township: park.township, place, building: index, parcel: building.parcel, park: building.park, floor, address };
  };

  const settle = (kind: FirmKind, serial: number): Pick<Enterprise, 'township' | 'place' | 'building' | 'parcel' | 'park' | 'floor' | 'address'> => {
    const bare = { building: -1, parcel: -1, park: -1, floor: 1 };
    const nothing = { street: '', number: 0, hall: 0, floor: 0, landlord: '' };
    if (kind.settling === 'park') {
      const mine = owned.get(kind.id) ?? [];
      const shared = rented.get(kind.id) ?? [];
      const rents = shared.length > 0 && (mine.length === 0 || random.chance(kind.employees > 60 ? 0.12 : 0.46));
      return inBuilding((rents ? shared[random.integer(0, shared.length - 1)] : mine[(serial * 7919) % mine.length]) ?? 0);
    }
    if (kind.settling === 'village' && random.chance(kind.profile === 'shop' || kind.profile === 'fishing' || kind.profile === 'solar' ? 0.03 : 0.5)) {
      const rents = random.chance(0.72);
      const list = rents ? yardBuildings.rented : yardBuildings.owned;
      return inBuilding(list[rents ? random.integer(0, list.length - 1) : (serial * 7919) % list.length] ?? 0);
    }
    if (kind.settling === 'mine') {
      const park = mineParks[serial % mineParks.length] ?? 0;
      const ground = estate.parks[park];
      if (ground === undefined) throw new RangeError('seen no mines');
      const parcel = estate.parcels.findIndex((candidate) => candidate.park === park);
      const place = placeInside(ground.rectangle, random.between(-0.3, 0.3) * ground.rectangle.alongMetres, random.between(-0.3, 0.3) * ground.rectangle.acrossMetres);
      return { ...bare, park, parcel, township: ground.township, place, address: { ...nothing, township: ground.township, district: ground.name } };
    }
    if (kind.settling === 'port') {
      const port = ports[choosePort(random)];
      if (port === undefined) throw new RangeError('seen no ports');
      let place: LngLat = port.landing;
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const bearing = random.between(0, 2 * Math.PI);
        const metres = random.between(20, 620);
        const near = roundPlace(offsetPlace(port.landing, metres * Math.sin(bearing), metres * Math.cos(bearing)));
        if (geography.coastMetres(near[0], near[1]) > 40 && geography.isLand(near[0], near[1]) && geography.townshipAt(near[0], near[1]) === port.township) {
          place = near;
          break;
        }
      }
      return { ...bare, township: port.township, place, address: { ...nothing, township: port.township, district: port.name, street: '渔港路', number: random.integer(1, 160) } };
    }
    if (kind.settling === 'town') {
      const township = chooseTown(random);
      const front = frontages.inTown(random, township);
      return { ...bare, township, place: front.place, address: { ...nothing, township, district: '', street: front.street, number: front.number } };
    }
    if (kind.settling === 'road') {
      const { place, road } = frontages.onRoad(random);
      const township = geography.townshipAt(place[0], place[1]);
      const holder = township >= 0 ? township : road.township;
      return { ...bare, township: holder, place, address: { ...nothing, township: holder, district: '', street: road.name, number: random.integer(1, 400) } };
    }
    const village = chooseVillage(random);
    const home = villages[village];
    if (home === undefined) throw new RangeError('seen no villages');
    const place = frontages.inVillage(random, village);
    return { ...bare, township: home.township, place, address: { ...nothing, township: home.township, district: `${home.name}村`, number: random.integer(1, 320) } };
  };

  const at = (index: number): Enterprise => {
    random.seek(index);
    const slot = (index * kindStride) % firmsPerScale;
    const kind = kindAt[slot];
    if (kind === undefined) throw new RangeError(`seen enterprise ${index}, expected a number from 0`);
    const home = settle(kind, (rankAt[slot] ?? 0) + kind.count * Math.floor(index / firmsPerScale));
    const name = firmName(random, home.township, random.pick(kind.trades), random.pick(kind.legalForms));
    const geocoded = writePlace(world, random, home.place, home.address, home.park);
    const spread = Math.exp(random.normal(0, 0.75));
    const rented = home.building >= 0 && (estate.buildings[home.building]?.tenanted ?? false);
    return {
      index, code: enterpriseCode(index), name, kind, ...home, ...geocoded,
      employees: Math.max(1, Math.round(kind.employees * spread * (rented ? 0.6 : 1))),
      riskClass: riskOf(random, kind.risk),
    };
  };
  return { count: Math.round(firmsPerScale * world.scale), at, rowOf: (enterprise) => rowOf(world, random, enterprise) };
}

/** Numbers the halls of each parcel from 1. */
function hallNumbers(world: World): number[] {
  const seen = new Map<number, number>();
  return world.estate.buildings.map((building) => {
    const hall = (seen.get(building.parcel) ?? 0) + 1;
    seen.set(building.parcel, hall);
    return hall;
  });
}

/** Gives the name of the firm or villager that lets a parcel; always the same for the same parcel. */
export function landlordName(world: World, parcel: number): string {
  const random = createRandom(world.seed, 'landlords');
  random.seek(parcel);
  const park = world.estate.parks[world.estate.parcels[parcel]?.park ?? 0];
  const village = world.villages[park?.village ?? -1];
  if (village !== undefined) return random.pick([`${village.name}村委会`, `${village.name}村旧厂`, personName(random), `${village.name}村合作社`]);
  return firmName(random, park?.township ?? 0, random.pick(['置业', '厂房租赁', '机械', '水产', '实业']), '有限公司').replace('安澜市', '');
}

const villageNames = new WeakMap<World, ReadonlyMap<string, World['villages'][number]>>();

/** Villages by the name an address writes; made once for each world. */
function villagesByName(world: World): ReadonlyMap<string, World['villages'][number]> {
  let names = villageNames.get(world);
  if (names === undefined) {
    // Reversed: of two villages of one name the first counts.
    names = new Map([...world.villages].reverse().map((village) => [`${village.name}村`, village]));
    villageNames.set(world, names);
  }
  return names;
}

/** Gives the place as geocoders found it: mostly the house, sometimes the park gate, the street, or the middle of the village. */
function writePlace(world: World, random: Random, place: LngLat, address: AddressParts, park: number): { written: LngLat; accuracyMetres: number } {
  const luck = random.next();
  const village = villagesByName(world).get(address.district);
  const ground = world.estate.parks[park];
  if (village !== undefined && luck < 0.2) return { written: village.place, accuracyMetres: 800 };
  if (ground !== undefined && luck < 0.1) return { written: ground.rectangle.centre, accuracyMetres: 500 };
  if (luck > 0.985) return { written: townships[address.township]?.seat ?? place, accuracyMetres: 3_000 };
  if (luck > 0.8) {
    const near = roundPlace(offsetPlace(place, random.normal(0, 28), random.normal(0, 28)));
    const stays = world.geography.coastMetres(near[0], near[1]) > 50 && world.geography.townshipAt(near[0], near[1]) === address.township;
    return { written: stays ? near : place, accuracyMetres: 60 };
  }
  return { written: place, accuracyMetres: 10 };
}

function riskOf(random: Random, risk: readonly [number, number, number, number]): number {
  const roll = random.next() * 100;
  return roll < risk[0] ? 1 : roll < risk[0] + risk[1] ? 2 : roll < risk[0] + risk[1] + risk[2] ? 3 : 4;
}

/** Gives the department that answers for a firm: zones have their own hand in industry (see buildResponsibilities). */
export function departmentOf(sectorCode: string, township: number): string {
  return townships[township]?.kindCode === 'TWN-Q' && sectorCode === 'SEC-INDU' ? 'DEP-GX' : leadDepartment(sectorCode);
}

function rowOf(world: World, random: Random, enterprise: Enterprise): SiteRow {
  const { kind, index, building, parcel, park } = enterprise;
  // A second stretch of the same stream: what stands here never moves what `at` draws.
  random.seek(index + 0x40000000);
  const structure = world.estate.buildings[building];
  const rented = structure?.tenanted ?? false;
  const industrial = kind.sectorCode === 'SEC-INDU' || kind.sectorCode === 'SEC-CHEM';
  // Tenants of one yard often give the landlord's telephone.
  const phones = createRandom(world.seed, 'landlord-phones');
  phones.seek(parcel);
  const number = rented && random.chance(0.22) ? mobileNumber(phones) : mobileNumber(random);
  const cold = kind.profile === 'cold' || (kind.profile === 'seafood' && kind.employees > 60);
  return {
    layer: 'enterprises',
    code: enterprise.code,
    name: enterprise.name,
    sectorCode: kind.sectorCode,
    placeTypeCode: rented && random.chance(0.4) ? 'PLC-RENTFAC' : kind.placeTypeCode,
    departmentCode: departmentOf(kind.sectorCode, enterprise.township),
    areaCode: townships[enterprise.township]?.code ?? null,
    address: messyAddress(random, enterprise.address),
    riskClass: enterprise.riskClass,
    attributes: {
      creditCode: random.chance(0.975) ? creditCode(index, kind.employees < 12 && random.chance(0.5)) : null,
      industryCode: random.chance(0.94) ? kind.industryCode : null,
      legalPerson: random.chance(0.97) ? personName(random) : null,
      phone: messyPhone(random, number),
      employees: random.chance(0.93) ? enterprise.employees : null,
      floorAreaSquareMetres: random.chance(0.82) ? floorArea(world, random, enterprise) : null,
      establishedOn: random.chance(0.95) ? dateOfDay(world.today - Math.round(120 + 9_000 * random.next() ** 1.6)) : null,
      parkCode: park >= 0 && random.chance(0.8) ? (world.estate.parks[park]?.code ?? null) : null,
      // The registry knows the building of every third firm in a park: the rest is what the search for factories in factories must find.
      buildingCode: structure !== undefined && random.chance(0.34) ? structure.code : null,
      floor: enterprise.floor > 1 && random.chance(0.5) ? enterprise.floor : null,
      landlordCode: rented && random.chance(0.25) ? `FD${world.estate.parcels[parcel]?.code.slice(2) ?? ''}` : null,
      ammoniaTonnes: cold && random.chance(0.62) ? Math.round(random.between(0.8, kind.profile === 'cold' ? 28 : 11) * 10) / 10 : null,
      majorInstallationClass: kind.id === 'chemical-plant' && random.chance(0.34) ? random.pick([4, 4, 3, 3, 3, 2, 1]) : null,
      dustExplosive: industrial ? ['wood', 'casting', 'food', 'machinery', 'textile'].includes(kind.profile) && random.chance(0.22) : null,
      confinedSpaces: industrial && random.chance(0.7) ? Math.max(0, Math.round(random.normal(kind.profile === 'seafood' || kind.profile === 'chemical' ? 3 : 1, 1.4))) : null,
      positionAccuracyMetres: random.chance(0.9) ? enterprise.accuracyMetres : null,
    },
    geometry: { type: 'Point', coordinates: [enterprise.written[0], enterprise.written[1]] },
    synthetic: true,
  };
}

function floorArea(world: World, random: Random, enterprise: Enterprise): number {
  const structure = world.estate.buildings[enterprise.building];
  if (structure === undefined) return Math.round(enterprise.employees * random.between(9, 26));
  const footprint = structure.rectangle.alongMetres * structure.rectangle.acrossMetres;
  return Math.round(footprint * (structure.tenanted ? random.between(0.15, 0.6) : structure.storeys * random.between(0.85, 1.1)));
}

/** Gives the plain address of an enterprise, the key of one true place. */
export function trueAddress(enterprise: Enterprise): string {
  return plainAddress(enterprise.address);
}
