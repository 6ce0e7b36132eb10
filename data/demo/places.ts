// Which public places has the city? Each can be made by its number alone: along the streets of towns, in villages, near the shore.
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import { cityName, townships } from './areas.ts';
import { shopName } from './firm-names.ts';
import { roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import { messyPhone, mobileNumber } from './people.ts';
import type { PlaceKind } from './place-kinds.ts';
import { placeKinds, placesPerScale } from './place-kinds.ts';
import { hillNames } from './place-names.ts';
import type { Random } from './random.ts';
import { createRandom, createWeightedChoice } from './random.ts';
import { leadDepartment } from './rules.ts';
import type { World } from './world.ts';

export interface PublicPlace {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly kind: PlaceKind;
  readonly township: number;
  readonly place: LngLat;
  readonly address: string;
  readonly riskClass: number;
}

export interface PublicPlaces {
  readonly count: number;
  /** Gives the place of a number from 0 to `count` − 1. */
  at(index: number): PublicPlace;
  rowOf(place: PublicPlace): SiteRow;
}

/** A step that shares no factor with 9,000. */
const kindStride = 5_381;
/** Townships that visitors come to: inns and eateries are thicker there. By code. */
const resortShare: Readonly<Record<string, number>> = { AL14: 5, AL13: 2.4, AL07: 1.8, AL06: 1.7, AL02: 1.2 };

/** Gives the code of the public place with a number. */
export function placeCode(index: number): string {
  return `CS${String(index + 1).padStart(6, '0')}`;
}

/** Gives the public places of a world: 9,000 times its scale. */
export function createPlaces(world: World): PublicPlaces {
  const { villages, frontages, geography } = world;
  const random = createRandom(world.seed, 'places');
  const kindAt = placeKinds.flatMap((kind) => Array.from({ length: kind.count }, () => kind));
  const rankAt = placeKinds.flatMap((kind) => Array.from({ length: kind.count }, (_, rank) => rank));
  const townPeople = townships.map((township) => township.population * township.urbanShare);
  const chooseTown = createWeightedChoice(townPeople);
  const chooseResortTown = createWeightedChoice(townPeople.map((people, index) => people * (resortShare[townships[index]?.code ?? ''] ?? 0.8)));
  const chooseVillage = createWeightedChoice(villages.map((village) => village.population));
  const chooseShoreVillage = createWeightedChoice(villages.map((village) => (village.coastal ? village.population : 0) * (resortShare[townships[village.township]?.code ?? ''] ?? 0.8)));

  const civicName = (kind: PlaceKind, township: number, where: string): string => {
    const number = kind.id === 'school' || kind.id === 'hospital' ? random.pick(['', '第二', '第三', '']) : '';
    return `${where === '' ? (townships[township]?.shortName ?? '') : where}${number}${random.pick(kind.names)}`;
  };
  const settle = (kind: PlaceKind, serial: number): { township: number; place: LngLat; address: string; where: string } => {
    if (kind.naming === 'scenic') return settleOnShore(world, random);
    // Civic places are spread over the townships first: every township has a school before one has five.
    if (random.chance(kind.townShare)) {
      const township = kind.naming === 'civic' && serial < townships.length ? serial : (kind.shore ? chooseResortTown : chooseTown)(random);
      const front = frontages.inTown(random, township);
      return { township, place: front.place, where: '', address: `${cityName}${townships[township]?.name ?? ''}${front.street}${front.number}号` };
    }
    const index = (kind.shore ? chooseShoreVillage : chooseVillage)(random);
    const village = villages[index];
    if (village === undefined) throw new RangeError('seen no villages');
    const place = frontages.inVillage(random, index);
    return { township: village.township, place, where: `${village.name}村`, address: `${cityName}${townships[village.township]?.name ?? ''}${village.name}村${random.integer(1, 300)}号` };
  };
  const at = (index: number): PublicPlace => {
    random.seek(index);
    const slot = (index * kindStride) % placesPerScale;
    const kind = kindAt[slot];
    if (kind === undefined) throw new RangeError(`seen place ${index}, expected a number from 0`);
    const home = settle(kind, (rankAt[slot] ?? 0) + kind.count * Math.floor(index / placesPerScale));
    const name =
      kind.naming === 'civic' ? civicName(kind, home.township, home.where) : kind.naming === 'scenic' ? `${random.pick(hillNames)}${random.pick(kind.names)}` : shopName(random, random.pick(kind.names), home.where.replace('村', '') || (townships[home.township]?.shortName ?? ''));
    const roll = random.next() * 100;
    const [first, second, third] = kind.risk;
    const riskClass = roll < first ? 1 : roll < first + second ? 2 : roll < first + second + third ? 3 : 4;
    return { index, code: placeCode(index), name, kind, township: home.township, place: home.place, address: home.address, riskClass };
  };

  const rowOf = (place: PublicPlace): SiteRow => {
    const { kind } = place;
    random.seek(place.index + 0x40000000);
    const spread = Math.exp(random.normal(0, 0.42));
    const storeys = random.integer(kind.storeys[0], kind.storeys[1]);
    const people = Math.max(4, Math.round(kind.capacity * spread));
    const smallPlace = kind.placeTypeCode.startsWith('PLC-9S');
    const glass = kind.id === 'glass';
    return {
      layer: 'public-places',
      code: place.code,
      name: place.name,
      sectorCode: kind.sectorCode,
      placeTypeCode: kind.placeTypeCode,
      departmentCode: leadDepartment(kind.sectorCode),
      areaCode: townships[place.township]?.code ?? null,
      address: random.chance(0.97) ? place.address : null,
      riskClass: place.riskClass,
      attributes: {
        floorAreaSquareMetres: random.chance(0.95) ? Math.round(kind.floorArea * spread) : null,
        storeys,
        capacityPeople: people,
        beds: kind.beds > 0 ? Math.max(2, Math.round(kind.beds * spread)) : null,
        gasUser: random.chance(kind.gas),
        alcoholFuelUser: random.chance(kind.alcohol),
        exits: glass ? 2 : Math.max(1, smallPlace ? random.integer(1, 2) : Math.round(Math.sqrt(people) / 7) + random.integer(0, 2)),
        contactPhone: messyPhone(random, mobileNumber(random)),
        loadLimitPeople: glass ? Math.round(random.between(60, 240)) : null,
        lastTestedOn: glass ? dateOfDay(world.today - random.integer(40, 540)) : null,
      },
      geometry: { type: 'Point', coordinates: [place.place[0], place.place[1]] },
      synthetic: true,
    };
  };
  return { count: Math.round(placesPerScale * world.scale), at, rowOf };

  /** Finds a place on land within sight of the water, in the townships that visitors come to. */
  function settleOnShore(ground: World, chance: Random): { township: number; place: LngLat; address: string; where: string } {
    for (let attempt = 0; attempt < 4_000; attempt += 1) {
      const place = roundPlace([chance.between(122.15, 122.7), chance.between(36.83, 37.44)]);
      const coast = geography.coastMetres(place[0], place[1]);
      if (coast < 45 || coast > 200 || !geography.isLand(place[0], place[1])) continue;
      const township = geography.townshipAt(place[0], place[1]);
      const share = township < 0 ? 0 : (resortShare[townships[township]?.code ?? ''] ?? 0.5) / 5;
      if (chance.chance(share)) return { township, place, where: '', address: `${cityName}${townships[township]?.name ?? ''}滨海路` };
    }
    const port = ground.ports[0];
    if (port === undefined) throw new RangeError('seen no shore and no port');
    return { township: port.township, place: port.landing, where: '', address: `${cityName}滨海路` };
  }
}
