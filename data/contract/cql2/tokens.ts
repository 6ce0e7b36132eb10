// Which words, literals and signs does the text of a filter hold? Read one at a time, so that nothing is read in vain.
import type { Budget } from './budget.ts';
import { Cql2Error, shown } from './limits.ts';

export interface Token {
  /** `word` = a bare name or keyword, `name` = a name in double quotes, `text` = a literal in single quotes. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';
  /** The word, the unescaped text, the digits or the sign. */
  readonly value: string;
  readonly at: number;
}

const word = /[\p{L}_:][\p{L}\p{M}\p{N}_:.]*/uy;
const number = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y;
const sign = /<>|<=|>=|[=<>(),]/y;
const blank = /[ \t\r\n\f\v\u0085\u00a0]*/y;

/** The tokens of a text, looked at up to two ahead. */
export class Tokens {
  private readonly text: string;
  private readonly budget: Budget;
  private place = 0;
  private readonly ahead: Token[] = [];

  constructor(text: string, budget: Budget) {
    this.text = text;
    this.budget = budget;
  }

  /** Gives the next token, or the one `distance` behind it, and leaves it there. */
  peek(distance = 0): Token {
    while (this.ahead.length <= distance) this.ahead.push(this.read());
    return this.ahead[distance] as Token;
  }

  take(): Token {
    return this.ahead.shift() ?? this.read();
  }

  /** True when the next token is this sign. */
  isSign(value: string, distance = 0): boolean {
    const token = this.peek(distance);
    return token.kind === 'sign' && token.value === value;
  }

  /** True when the next token is this keyword, in any case. */
  isWord(keyword: string, distance = 0): boolean {
    const token = this.peek(distance);
    return token.kind === 'word' && token.value.toUpperCase() === keyword;
  }

  /** Takes the sign or keyword when it comes next, and tells whether it did. */
  takeIf(value: string): boolean {
    if (!this.isSign(value) && !this.isWord(value)) return false;
    this.take();
    return true;
  }

  /** Takes the sign or keyword. Throws Cql2Error when something else comes next. */
  expect(value: string, expected = shown(value)): void {
    if (!this.takeIf(value)) throw this.unexpected(expected);
  }

  /** Gives the error of the next token. */
  unexpected(expected: string): Cql2Error {
    const token = this.peek();
    return new Cql2Error(token.at, token.kind === 'end' ? 'the end' : token.kind === 'text' ? `the text ${shown(token.value)}` : shown(token.value), expected);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.place += found.length;
    return found;
  }

  private read(): Token {
    this.match(blank);
    const at = this.place;
    const next = this.text[at];
    if (next === undefined) return { kind: 'end', value: '', at };
    if (next === "'") return { kind: 'text', value: this.budget.literal(at, this.readText(at)), at };
    if (next === '"') return { kind: 'name', value: this.budget.literal(at, this.readName(at)), at };
    const digits = this.match(number);
    if (digits !== null) return { kind: 'number', value: this.budget.literal(at, digits), at };
    const mark = this.match(sign);
    if (mark !== null) return { kind: 'sign', value: mark, at };
    const name = this.match(word);
    if (name !== null) return { kind: 'word', value: this.budget.literal(at, name), at };
    throw new Cql2Error(at, shown(String.fromCodePoint(this.text.codePointAt(at) ?? 0)), this.text.startsWith('!=', at) ? '<> for "not equal"' : 'a name, a literal, an operator or a bracket');
  }

  /**
   * Reads a literal in single quotes. `''` and `\'` are a quote (OGC 21-065r2, 7.4). A backslash anywhere else is itself, which LIKE needs; only right
   * before a quote two of them are one, because else no literal could end with a backslash.
   */
  private readText(at: number): string {
    const { text } = this;
    let value = '';
    let from = at + 1;
    for (;;) {
      const quote = text.indexOf("'", from);
      if (quote === -1) throw new Cql2Error(at, 'a literal without end', "a closing '");
      let backslashes = 0;
      while (quote - 1 - backslashes >= from && text[quote - 1 - backslashes] === '\\') backslashes += 1;
      value += text.slice(from, quote - backslashes) + '\\'.repeat(Math.floor(backslashes / 2));
      from = quote + 1;
      if (backslashes % 2 === 1) {
        value += "'";
      } else if (text[from] === "'") {
        value += "'";
        from += 1;
      } else {
        this.place = from;
        return value;
      }
    }
  }

  private readName(at: number): string {
    const { text } = this;
    let from = at + 1;
    let value = '';
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote === -1) throw new Cql2Error(at, 'a name without end', 'a closing "');
      value += text.slice(from, quote);
      from = quote + 1;
      if (text[from] !== '"') break;
      value += '"';
      from += 1;
    }
    this.place = from;
    if (value === '') throw new Cql2Error(at, 'a name without letters', 'the name of a property');
    return value;
  }
}
