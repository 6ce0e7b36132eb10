// How do registries write one and the same address? In full, shortened, with old names, full-width digits, or hardly at all.
import { cityName, townships } from './areas.ts';
import { widenDigits } from './people.ts';
import type { Random } from './random.ts';

/** The parts of a true address; empty parts do not exist. */
export interface AddressParts {
  readonly township: number;
  /** Village or park. */
  readonly district: string;
  readonly street: string;
  /** House number, 0 without one. */
  readonly number: number;
  /** Hall in the yard, 0 without one. */
  readonly hall: number;
  /** Floor, 0 or 1 = not said. */
  readonly floor: number;
  /** Firm whose yard it is, '' when it is the firm's own. */
  readonly landlord: string;
}

/** Gives the address as it should be written: the same parts always give the same text. */
export function plainAddress(parts: AddressParts): string {
  const hall = parts.hall > 0 ? `${parts.hall}号厂房` : '';
  const floor = parts.floor > 1 ? `${parts.floor}层` : '';
  return `${cityName}${townships[parts.township]?.name ?? ''}${parts.district}${parts.street}${parts.number > 0 ? `${parts.number}号` : ''}${hall}${floor}`;
}

/** Gives the address as some clerk wrote it, or null where the field was left empty. About six in ten are written plainly. */
export function messyAddress(random: Random, parts: AddressParts): string | null {
  const habit = random.next();
  if (habit < 0.58) return plainAddress(parts);
  if (habit > 0.985) return null;
  const township = townships[parts.township];
  const full = township?.name ?? '';
  const short = township?.shortName ?? '';
  const office = township?.kindCode === 'TWN-J' ? `${short}街道办事处` : township?.kindCode === 'TWN-Z' ? `${short}镇政府驻地` : full;
  const where = random.pick([full, full, short, office, `${short}${township?.kindCode === 'TWN-J' ? '办' : ''}`, '']);
  const city = random.pick([cityName, cityName, cityName.slice(0, 2), '']);
  const district = random.chance(0.14) ? parts.district.replace('村', '').replace('产业园', '园区') : parts.district;
  const number = parts.number > 0 ? random.pick([`${parts.number}号`, `${parts.number}#`, `${parts.number}-1号`, `${parts.number}`, `${parts.number}号院内`, `${parts.number}号甲`]) : '';
  const hall = parts.hall > 0 ? random.pick([`${parts.hall}号厂房`, `${parts.hall}#车间`, `第${parts.hall}车间`, `院内${parts.hall}号`, `厂房${parts.hall}`, `${parts.hall}号楼`]) : '';
  const floor = parts.floor > 1 ? random.pick([`${parts.floor}层`, `${parts.floor}楼`, `${parts.floor}F`, `${'一二三四五六'.charAt(parts.floor - 1)}楼东侧`, '楼上']) : random.pick(['', '', '', '东侧', '西边', '北院', '一楼']);
  const lease = parts.landlord !== '' && random.chance(0.5) ? random.pick([`（租用${parts.landlord}）`, `(${parts.landlord}院内)`, `${parts.landlord}内`]) : '';
  const text =
    habit < 0.9
      ? `${city}${where}${district}${parts.street}${number}${hall}${floor}${lease}`
      : random.pick([
          `${where}${district}`,
          `${city}${full}${district}村西`,
          `${district}${parts.street}路北`,
          `${full}${parts.street === '' ? district : parts.street}与主路交叉口东${random.integer(1, 9) * 50}米`,
          `${full}${district}${hall}`,
        ]);
  const spaced = random.chance(0.05) ? text.replace('号', '号 ') : text;
  const written = random.chance(0.07) ? widenDigits(spaced) : spaced;
  return written === '' ? full : written;
}
