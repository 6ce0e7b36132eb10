// What does a finding say in Chinese? The sentences of the import door in both languages.
import type { Said } from '../../../data/contract/import-clinic.ts';

/** English sentences of the checks, and how they are said in Chinese. `$1` is what the first bracket holds. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^a whole number$/, '一个整数'],
  [/^a number$/, '一个数'],
  [/^a string$/, '必填：一段文字'],
  [/^a boolean$/, '必填：是或否'],
  [/^at least (\d+) characters$/, '至少 $1 个字符'],
  [/^at most (\d+) characters$/, '最多 $1 个字符'],
  [/^(-?[\d.]+) or more$/, '不小于 $1'],
  [/^(-?[\d.]+) or less$/, '不大于 $1'],
  [/^one of (.+)$/, '其中之一：$1'],
  [/^a date YYYY-MM-DD$/, '日期，如 2026-03-01'],
  [/^an instant like .+$/, '带时区的时间'],
  [/^a text like (.+)$/, '符合格式 $1 的文字'],
  [/^a code of the list (.+)$/, '代码表 $1 中的代码'],
  [/^a geometry \((.+)\)$/, '一个位置（$1）'],
  [/^a position \[longitude, latitude\] of two numbers$/, '两个数：经度和纬度'],
  [/^coordinates of a (.+)$/, '$1 的坐标'],
  [/^coordinates that are not empty$/, '不为空的坐标'],
  [/^coordinates as an array$/, '坐标数组'],
  [/^longitude before latitude: the axes look swapped$/, '经度在前、纬度在后：两列像是对调了'],
  [/^degrees \(−180…180, −90…90\).*$/, '经纬度：这样的数是投影坐标（米），请选择对应的坐标系'],
  [/^a line of two different positions at least$/, '线至少要有两个不同的点'],
  [/^a ring of four positions at least.*$/, '面的边界至少要有四个点，首尾相同'],
  [/^a polygon that does not cross itself: it was mended$/, '边界不自相交的面：已修复'],
  [/^a polygon with an area$/, '有面积的面'],
  [/^a place in or near the city's box \[(.+)\]$/, '本市范围（$1）内或附近的位置'],
  [/^the code of the site, beside its layer$/, '单位编码，与图层一起给出'],
  [/^the clause of the criteria library by which.*$/, '重大隐患必须有判定条款'],
  [/^the code of an area of the city, or none.*$/, '本市镇街的编码，或留空（按位置判断）'],
  [/^steps numbered 1, 2, 3 .*$/, '从 1 起连续编号的步骤'],
  [/^an array of steps$/, '步骤数组'],
  [/^the steps that are stored: .*$/, '已存的步骤：步骤一经记录不再改写'],
  [/^numbers written as text.*$|^a number: numbers written as text are taken as numbers$/, '数字：写成文字的数字按数字读'],
  [/^a text: numbers are taken as their digits$/, '文字：数字按其写法读'],
  [/^(Point|LineString|Polygon|MultiPoint|MultiLineString|MultiPolygon)( or .+)?$/, '$1$2'],
];

/** Gives a sentence in both languages; one that is not known stands in English for both. */
export function inBothLanguages(en: string): Said {
  for (const [pattern, zh] of sentences) if (pattern.test(en)) return { zh: en.replace(pattern, zh).replaceAll(' or ', ' 或 '), en };
  return { zh: en, en };
}
