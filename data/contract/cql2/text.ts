// What does a CQL2 text say (OGC 21-065r2, clause 7)? Recursive descent over the tokens, the tree at the end.
import { dateLiteral, instantLiteral } from './instants.ts';
import { Budget, type Frame, lngLatFrame } from './budget.ts';
import { Cql2Error, filterLimits, type Place, shown } from './limits.ts';
import { finishFilter, type ParsedFilter } from './parsed.ts';
import { Tokens } from './tokens.ts';
import { type Bound, combine, comparisonOps, type Expression, negate, type Operand, type SpatialOp, spatialOps, type TemporalOp, temporalOps } from './tree.ts';
import { geometryWords, readCoordinate, readWellKnownText } from './well-known-text.ts';

/** Words that are never a bare name; in double quotes any word is one. */
export const reservedWords: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'LIKE', 'ILIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'TRUE', 'FALSE']);

const spatialByWord = new Map<string, SpatialOp>(spatialOps.map((op) => [op.toUpperCase(), op]));
const temporalByWord = new Map<string, TemporalOp>(temporalOps.map((op) => [op.toUpperCase(), op]));

/** Reads a CQL2 text. Throws Cql2Error with the character at which it can no longer be one, or at which it exceeds filterLimits. `frame` = CRS of its geometries. */
export function readText(text: string, frame: Frame = lngLatFrame): ParsedFilter {
  if (text.length > filterLimits.textLength) throw new Cql2Error(0, `${text.length} characters`, `at most ${filterLimits.textLength}`);
  return new TextReader(text, frame).read();
}

class TextReader {
  private readonly budget: Budget;
  private readonly tokens: Tokens;
  private readonly places = new Map<object, Place>();

  constructor(text: string, frame: Frame) {
    this.budget = new Budget(frame);
    this.tokens = new Tokens(text, this.budget);
  }

  read(): ParsedFilter {
    const tree = this.readAny();
    if (this.tokens.peek().kind !== 'end') throw this.tokens.unexpected('AND, OR or the end');
    return finishFilter(tree, this.places, 0);
  }

  private readAny(): Expression {
    const parts = [this.readAll()];
    while (this.tokens.takeIf('OR')) parts.push(this.readAll());
    return combine('or', parts);
  }

  private readAll(): Expression {
    const parts = [this.readOne()];
    while (this.tokens.takeIf('AND')) parts.push(this.readOne());
    return combine('and', parts);
  }

  private readOne(): Expression {
    const { at } = this.tokens.peek();
    if (!this.tokens.takeIf('NOT')) return this.readPrimary();
    this.budget.enter(at);
    const arg = this.readOne();
    this.budget.leave();
    return negate(arg);
  }

  private readPrimary(): Expression {
    const { tokens } = this;
    const { at, kind, value } = tokens.peek();
    if (tokens.isSign('(')) {
      this.budget.enter(at);
      tokens.take();
      const inner = this.readAny();
      tokens.expect(')', '")", AND or OR');
      this.budget.leave();
      return inner;
    }
    if (kind === 'word' && tokens.isSign('(', 1)) {
      const spatial = spatialByWord.get(value.toUpperCase());
      if (spatial !== undefined) return this.placed(at, { kind: 'spatial', op: spatial, ...this.readPair() });
      const temporal = temporalByWord.get(value.toUpperCase());
      if (temporal !== undefined) return this.placed(at, { kind: 'temporal', op: temporal, ...this.readPair() });
    }
    return this.readPredicate(at, this.readOperand());
  }

  /** Reads what follows a first operand. */
  private readPredicate(at: number, value: Operand): Expression {
    const { tokens } = this;
    const op = comparisonOps.find((known) => tokens.isSign(known));
    if (op !== undefined) {
      tokens.take();
      return this.placed(at, { kind: 'compare', op, left: value, right: this.readOperand() });
    }
    if (tokens.takeIf('IS')) {
      const denied = tokens.takeIf('NOT');
      tokens.expect('NULL', 'NULL');
      if (value.kind !== 'property') throw new Cql2Error(at, 'IS NULL of a literal', 'the name of a property before IS NULL');
      const test = this.placed(at, { kind: 'null', value });
      return denied ? negate(test) : test;
    }
    const denied = (tokens.isWord('LIKE', 1) || tokens.isWord('ILIKE', 1) || tokens.isWord('BETWEEN', 1) || tokens.isWord('IN', 1)) && tokens.takeIf('NOT');
    const test = this.readTest(at, value);
    if (test !== null) return denied ? negate(test) : test;
    if (value.kind === 'property' || value.kind === 'truth') return value;
    throw tokens.unexpected('a comparison (=, <>, <, >, <=, >=), LIKE, BETWEEN, IN or IS NULL');
  }

  private readTest(at: number, value: Operand): Expression | null {
    const { tokens } = this;
    if (tokens.takeIf('LIKE')) return this.placed(at, { kind: 'like', value, pattern: this.readOperand() });
    // No word of CQL2, but GDAL sends it for its own ILIKE.
    if (tokens.takeIf('ILIKE')) return this.placed(at, { kind: 'like', value: this.placed(at, { kind: 'casei', arg: value }), pattern: this.placed(at, { kind: 'casei', arg: this.readOperand() }) });
    if (tokens.takeIf('BETWEEN')) {
      const low = this.readOperand();
      tokens.expect('AND', 'AND');
      return this.placed(at, { kind: 'between', value, low, high: this.readOperand() });
    }
    if (!tokens.takeIf('IN')) return null;
    tokens.expect('(');
    const list = [this.readOperand()];
    while (tokens.takeIf(',')) list.push(this.readOperand());
    tokens.expect(')', '"," or ")"');
    return this.placed(at, { kind: 'in', value, list });
  }

  private readPair(): { left: Operand; right: Operand } {
    this.tokens.take();
    this.tokens.take();
    const left = this.readOperand();
    this.tokens.expect(',');
    const right = this.readOperand();
    this.tokens.expect(')');
    return { left, right };
  }

  private readOperand(): Operand {
    const { tokens } = this;
    const { at, kind, value } = tokens.peek();
    this.budget.term(at);
    switch (kind) {
      case 'text':
        tokens.take();
        return this.placed(at, { kind: 'text', value });
      case 'name':
        tokens.take();
        return this.placed(at, { kind: 'property', name: value });
      case 'number': {
        const number = Number(value);
        if (!Number.isFinite(number)) throw tokens.unexpected('a number that a double can hold');
        tokens.take();
        return this.placed(at, { kind: 'number', value: number === 0 ? 0 : number });
      }
      case 'word':
        return this.placed(at, this.readWord(at, value));
      default:
        throw tokens.unexpected('a property or a literal');
    }
  }

  private readWord(at: number, value: string): Operand {
    const { tokens } = this;
    const word = value.toUpperCase();
    if (geometryWords.some((known) => known === word) && (tokens.isSign('(', 1) || tokens.isWord('Z', 1) || tokens.isWord('EMPTY', 1))) return { kind: 'geometry', geometry: readWellKnownText(tokens, this.budget) };
    if (tokens.isSign('(', 1)) return this.readCall(at, word);
    if (word === 'TRUE' || word === 'FALSE') {
      tokens.take();
      return { kind: 'truth', value: word === 'TRUE' };
    }
    if (reservedWords.has(word)) throw tokens.unexpected(word === 'NULL' ? 'a property or a literal (null is asked for with IS NULL)' : 'a property or a literal');
    tokens.take();
    return { kind: 'property', name: value };
  }

  private readCall(at: number, word: string): Operand {
    const { tokens } = this;
    const inner = tokens.peek(2);
    tokens.take();
    tokens.take();
    const close = <Result>(result: Result): Result => {
      tokens.expect(')');
      return result;
    };
    switch (word) {
      case 'CASEI':
        this.budget.enter(at);
        try {
          return close({ kind: 'casei' as const, arg: this.readOperand() });
        } finally {
          this.budget.leave();
        }
      case 'DATE':
      case 'TIMESTAMP': {
        const literal = inner.kind !== 'text' ? null : word === 'DATE' ? dateLiteral(inner.value) : instantLiteral(inner.value);
        if (literal === null) throw tokens.unexpected(word === 'DATE' ? "a date 'YYYY-MM-DD'" : "a date-time 'YYYY-MM-DDThh:mm:ssZ'");
        tokens.take();
        return close(literal);
      }
      case 'INTERVAL': {
        const from = this.readBound();
        tokens.expect(',');
        return close({ kind: 'interval' as const, from, to: this.readBound() });
      }
      case 'BBOX':
        return close(this.readBox(at));
      default:
        throw new Cql2Error(at, shown(word), 'a function of CQL2: CASEI, DATE, TIMESTAMP, INTERVAL, BBOX, a geometry, S_… or T_…');
    }
  }

  private readBound(): Bound {
    const { tokens } = this;
    const { at, kind, value } = tokens.peek();
    const bound: Bound | undefined =
      kind === 'text' ? (value === '..' ? null : (dateLiteral(value) ?? instantLiteral(value) ?? undefined)) : kind === 'name' || (kind === 'word' && !reservedWords.has(value.toUpperCase())) ? { kind: 'property', name: value } : undefined;
    if (bound === undefined) throw tokens.unexpected("a date, a date-time with zone or '..' in quotes, or a property");
    tokens.take();
    return bound === null ? null : this.placed(at, bound);
  }

  private readBox(at: number): Operand {
    const numbers = [readCoordinate(this.tokens)];
    while (this.tokens.takeIf(',')) numbers.push(readCoordinate(this.tokens));
    return this.budget.box(at, numbers);
  }

  private placed<const Node extends Expression | Operand>(at: number, node: Node): Node {
    this.places.set(node, at);
    return node;
  }
}
