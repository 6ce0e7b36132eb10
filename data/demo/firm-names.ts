// What is a firm or a shop called? Brands of invented pairs of characters, always under the fictional city's or township's name.
import { townships } from './areas.ts';
import type { Random } from './random.ts';

const brandFirst = '澜汐鸥鹭鲸舟帆锚礁汀渚岚槐枫樟梧柞砚磐笛蓑荻珊贝屿'; 
const brandSecond = '泰丰源盛达兴和顺祥康瑞诚隆润宏嘉益茂昌华鑫旺晟腾';
const shopFirst = '阿潮 小澜 老船 海姐 渔嫂 大滩 贝贝 鸥哥 汐姐 望海 四季 老灶 南巷 北埠 码头 灯塔 礁石 船头 三桅 九桨 星星 月牙 晴天 榆钱 槐花 橡果 石墩 青瓦 巷口 海草房'.split(' ');

/** Gives a brand of two characters, e.g. 澜泰; 600 of them exist. */
export function brandName(random: Random): string {
  return brandFirst.charAt(random.integer(0, brandFirst.length - 1)) + brandSecond.charAt(random.integer(0, brandSecond.length - 1));
}

/** Gives the full name of a firm: city or township, brand, trade, legal form. */
export function firmName(random: Random, township: number, trade: string, legalForm: string): string {
  const short = townships[township]?.shortName ?? '';
  const prefix = legalForm.endsWith('公司') ? (random.chance(0.72) ? '安澜市' : '安澜') : random.chance(0.45) ? `安澜市${short}` : short;
  return `${prefix}${brandName(random)}${trade}${legalForm}`;
}

/** Gives the name of a small shop or eatery, e.g. 渔嫂面馆, with the street or village it stands on when `where` is given. */
export function shopName(random: Random, kind: string, where: string): string {
  const base = random.chance(0.55) ? random.pick(shopFirst) : brandName(random);
  return random.chance(0.16) && where !== '' ? `${base}${kind}（${where}店）` : `${base}${kind}`;
}
