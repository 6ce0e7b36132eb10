// Do the words of the register's search mean what somebody typed, whatever signs are in them?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, foldCase } from '../../../data/contract/cql2/evaluate.ts';
import { readJson } from '../../../data/contract/cql2/json.ts';
import { filterOf } from '../../../web/api/site-edits.ts';

const passes = (words: string, name: string, code: string): boolean | null => evaluate(readJson(filterOf(words)).tree, (property) => (property === 'name' ? name : code));

describe('the filter of the register', () => {
  it('finds a part of a name or code, and signs of patterns and quotes mean themselves', () => {
    expect(passes('化工', '安澜市化工厂', 'QY1')).toBe(true);
    expect(passes('qy1', '安澜市化工厂', 'QY1')).toBe(true);
    expect(passes('100%', '100号', 'QY1')).toBe(false);
    expect(passes('a_b', 'axb', 'QY1')).toBe(false);
    expect(passes("o'brien", "O'Brien & 子", 'QY1')).toBe(true);
    expect(passes("x' OR code LIKE '%", 'anything', 'QY1')).toBe(false);
  });

  it('passes exactly what holds the words, for any words and names', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '%', '_', '\\', "'", '港', ' ', '(', ')') , maxLength: 6 });
    fc.assert(
      fc.property(text.filter((words) => words !== ''), text, text, (words, name, code) => {
        expect(passes(words, name, code)).toBe(foldCase(name).includes(foldCase(words)) || foldCase(code).includes(foldCase(words)));
      }),
    );
  });
});
