// Are both languages complete? Same keys, same blanks, no empty text, and no Chinese written into components.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../web/locales/en.ts';
import { languageOfBrowser } from '../../../web/locales/language.ts';
import { officeZh } from '../../../web/locales/office.ts';
import { zhCN } from '../../../web/locales/zh-cn.ts';

/** Gives every text by its dotted key. */
function flatten(texts: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value as object, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}
const blanksOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
const chinese = flatten({ ...zhCN, ...officeZh });
const english = flatten(en);
const sources = readdirSync('web', { recursive: true, encoding: 'utf8' })
  .map((name) => join('web', name))
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith(join('web', 'locales')));
const codeWithoutComments = (file: string): string => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

describe('languages', () => {
  it('both languages have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('no text is empty', () => {
    expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('every text leaves the same blanks in both languages, save those that need none', () => {
    const different = [...chinese].filter(([key, text]) => blanksOf(text).join() !== blanksOf(english.get(key) ?? '').join()).map(([key]) => key);
    expect(different).toEqual([]);
  });

  it('no component carries Chinese of its own', () => {
    const found = sources.filter((file) => file.endsWith('.tsx')).flatMap((file) => [...codeWithoutComments(file).matchAll(/.*\p{Script=Han}.*/gu)].map((match) => `${file}: ${match[0].trim()}`));
    expect(found).toEqual([]);
  });

  it('every key that a component names exists', () => {
    const missing = sources.flatMap((file) =>
      [...codeWithoutComments(file).matchAll(/\bt\('([\w.-]+)'/g)].map((match) => match[1] ?? '').filter((key) => !chinese.has(key)).map((key) => `${file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('a browser that asks for Chinese gets Chinese, one that asks only for English gets English', () => {
    expect(languageOfBrowser(['en-GB', 'zh-TW'])).toBe('zh-CN');
    expect(languageOfBrowser(['en-US', 'en'])).toBe('en');
    expect(languageOfBrowser(['fr'])).toBe('zh-CN');
    expect(languageOfBrowser([])).toBe('zh-CN');
  });
});
