// What are the people of the demo city called, which telephones and credit codes have they? All invented, in number ranges nobody owns.
import type { Random } from './random.ts';

const surnames = '王李张刘陈杨赵黄周吴徐孙朱马胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷';
const givenFirst = '建国海玉文志永春秀德明晓丽家俊桂红成金新立学庆荣光兆传振世树云雪洪福维延培';
const givenSecond = '华军强平伟峰涛波斌辉杰鹏飞龙磊勇刚超亮民生林山宁涵敏静霞燕娟芳兰梅英莉萍珍云月琳';

/** Gives a person's name of two or three characters. */
export function personName(random: Random): string {
  const surname = surnames.charAt(random.integer(0, surnames.length - 1));
  const second = givenSecond.charAt(random.integer(0, givenSecond.length - 1));
  return random.chance(0.24) ? surname + second : surname + givenFirst.charAt(random.integer(0, givenFirst.length - 1)) + second;
}

/** Gives eleven digits that look like a mobile number and can never be one: 12 is no mobile prefix in China. */
export function mobileNumber(random: Random): string {
  return `12${String(random.integer(0, 9))}${String(random.integer(0, 99_999_999)).padStart(8, '0')}`;
}

const fullWidth = '０１２３４５６７８９';

/** Gives a text with its digits written full-width, as some registries do. */
export function widenDigits(text: string): string {
  return text.replace(/\d/g, (digit) => fullWidth.charAt(Number(digit)));
}

/** Gives a telephone as registries write it: mostly plain, sometimes spaced, dashed, doubled, with a name, full-width or a digit short. */
export function messyPhone(random: Random, number: string): string | null {
  const kind = random.next();
  if (kind < 0.7) return number;
  if (kind < 0.77) return `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`;
  if (kind < 0.83) return `${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`;
  if (kind < 0.86) return `${number}/${mobileNumber(random)}`;
  if (kind < 0.89) return `${number}(${surnames.charAt(random.integer(0, 30))}经理)`;
  if (kind < 0.91) return widenDigits(number);
  if (kind < 0.925) return number.slice(0, 10);
  // A landline with the area code 0000, which does not exist.
  if (kind < 0.95) return `0000-7${String(random.integer(0, 999_999)).padStart(6, '0')}`;
  return null;
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Gives a unified social credit code with a right check character (GB 32100, modulus 31). The region 999999 exists nowhere, so no real
 * unit can have it. `index` (0 to 30^5) makes it unique.
 */
export function creditCode(index: number, individual: boolean): string {
  // 31^5 is no multiple of 7919: the first five characters differ for every index, the last four only look the part.
  let rest = (index * 7919 + 104_729) % 31 ** 5;
  let body = '';
  for (let place = 0; place < 9; place += 1) {
    body += creditAlphabet.charAt(rest % 31);
    rest = place < 4 ? Math.floor(rest / 31) : (rest * 13 + index * 17 + place) % 961;
  }
  const first = `${individual ? '92' : '91'}999999${body}`;
  let sum = 0;
  for (let place = 0; place < 17; place += 1) sum += creditAlphabet.indexOf(first.charAt(place)) * (creditWeights[place] ?? 0);
  return first + creditAlphabet.charAt((31 - (sum % 31)) % 31);
}
