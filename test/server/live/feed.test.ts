// Do all pages hear soon and without a storm, and does a page that comes back hear exactly what it missed?
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything, type Reader } from '../../../data/contract/access.ts';
import { mergeChanges } from '../../../data/contract/change-merging.ts';
import type { Change } from '../../../data/contract/changes.ts';
import { type ChangeStream, createChangeStream } from '../../../server/live/changes.ts';
import { createFeed, type FeedOptions, type Line } from '../../../server/live/feed.ts';

const reader = (key: string): Reader => ({ ...everything, key });
const change = (dataVersion: number, upserted: number[] | 'all', collection = 'hazards', removed: number[] = []): Change => ({ collection, upserted, removed, dataVersion, at: '2026-03-01T00:00:00Z' });

interface Heard {
  id: string | undefined;
  event: string;
  data: unknown;
}

/** A line that keeps what it hears. */
function line(key = 'all', more: Partial<Line> = {}): Line & { heard: Heard[]; changes(): Change[]; last(): string; ended: boolean } {
  const heard: Heard[] = [];
  const made = {
    reader: reader(key),
    heard,
    ended: false,
    send(bytes: Uint8Array) {
      for (const block of new TextDecoder().decode(bytes).split('\n\n').filter((text) => text !== '')) {
        const fields = new Map(block.split('\n').map((text): [string, string] => [text.slice(0, text.indexOf(': ')), text.slice(text.indexOf(': ') + 2)]));
        heard.push({ id: fields.get('id'), event: fields.get('event') ?? '', data: JSON.parse(fields.get('data') ?? 'null') });
      }
      return true;
    },
    end() {
      made.ended = true;
    },
    mayListen: (): boolean | Promise<boolean> => true,
    changes: () => heard.flatMap(({ event, data }) => (event === 'change' ? [data as Change] : [])),
    last: () => heard.findLast(({ id }) => id !== undefined)?.id ?? '',
    ...more,
  };
  return made;
}

function feedOf(stream: ChangeStream, more: Partial<FeedOptions> = {}) {
  const asked: string[] = [];
  const feed = createFeed({
    changes: stream,
    isReady: () => true,
    settle: () => Promise.resolve(),
    show: (changes, readers) => {
      asked.push(...readers.map(({ key }) => key));
      // A reader called "even" sees even ids alone.
      return Promise.resolve(new Map(readers.map(({ key }) => [key, key !== 'even' ? changes : changes.map((one) => ({ ...one, upserted: one.upserted === 'all' ? 'all' : one.upserted.filter((id) => id % 2 === 0) }) as Change).filter(({ upserted }) => upserted.length > 0)])));
    },
    onError: (error) => {
      throw error;
    },
    ...more,
    limits: { windowMilliseconds: 20, ...more.limits },
  });
  return { feed, asked };
}

describe('merging', () => {
  it('what is told after merging is what was told one by one, and nothing else is named', () => {
    const some = fc.array(fc.record({ collection: fc.constantFrom('hazards', 'enterprises'), upserted: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }), removed: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(some, (list) => {
        const changes = list.map(({ collection, upserted, removed }, k) => change(k + 1, upserted, collection, removed));
        const there = (told: readonly Change[]): Record<string, boolean> => Object.fromEntries(told.flatMap(({ collection, upserted, removed }) => [...(upserted as number[]).map((id): [string, boolean] => [`${collection} ${id}`, true]), ...removed.map((id): [string, boolean] => [`${collection} ${id}`, false])]));
        const merged = mergeChanges(changes, 1000);
        expect(there(merged)).toEqual(there(changes));
        expect(new Set(merged.map(({ collection }) => collection)).size).toBe(merged.length);
        for (const one of merged) expect(one.dataVersion).toBe(changes.findLast(({ collection }) => collection === one.collection)?.dataVersion);
        // A bound gives all or names no more than it says.
        for (const { upserted, removed } of mergeChanges(changes, 3)) expect(upserted === 'all' ? removed : [...upserted, ...removed].length <= 3).toEqual(upserted === 'all' ? [] : true);
      }),
    );
  });
});

describe('the feed', () => {
  it('a thousand writes in half a second reach a page as a few events that name every row', async () => {
    const stream = createChangeStream();
    const { feed } = feedOf(stream, { limits: { windowMilliseconds: 100 } });
    const page = line();
    feed.join(page, undefined);
    for (let k = 1; k <= 1000; k++) {
      stream.publish(change(k, [k]));
      if (k % 20 === 0) await wait(10);
    }
    await expect.poll(() => page.changes().at(-1)?.dataVersion).toBe(1000);
    expect(page.changes().length).toBeLessThanOrEqual(12);
    expect(page.changes().flatMap<unknown>(({ upserted }) => upserted)).toEqual(Array.from({ length: 1000 }, (_, k) => k + 1));
  });

  it('an import of 100,000 rows is one event that names none', async () => {
    const stream = createChangeStream();
    const { feed } = feedOf(stream);
    const page = line();
    feed.join(page, undefined);
    for (let part = 0; part < 10; part++) stream.publish(change(part + 1, Array.from({ length: 10_000 }, (_, k) => part * 10_000 + k)));
    await expect.poll(() => page.changes()).toEqual([change(10, 'all')]);
  });

  it('what a reader may hear is worked out once for each kind of reader, not for each page', async () => {
    const stream = createChangeStream();
    const { feed, asked } = feedOf(stream);
    const pages = Array.from({ length: 200 }, (_, k) => line(k % 5 === 0 ? 'even' : `reader-${k % 5}`));
    for (const page of pages) feed.join(page, undefined);
    stream.publish(change(1, [1, 2]));
    stream.publish(change(2, [3]));
    await expect.poll(() => pages.every((page) => page.changes().length === 1)).toBe(true);
    expect(asked.sort()).toEqual(['even', 'reader-1', 'reader-2', 'reader-3', 'reader-4']);
    expect(pages[0]?.changes()[0]?.upserted).toEqual([2]);
    expect(pages[1]?.changes()[0]?.upserted).toEqual([1, 2, 3]);
  });

  it('a page that comes back hears exactly what it missed, merged, with its own scope, and then goes on', async () => {
    const stream = createChangeStream();
    const { feed } = feedOf(stream);
    const [before, even] = [line(), line('even')];
    const [leave] = [feed.join(before, undefined), feed.join(even, undefined)];
    stream.publish(change(1, [1]));
    await expect.poll(() => before.changes().length).toBe(1);
    leave();
    for (let k = 2; k <= 4; k++) {
      stream.publish(change(k, [k, 100 + k]));
      await wait(40);
    }
    stream.publish(change(5, [7], 'enterprises'));
    await expect.poll(() => even.changes().flatMap<unknown>(({ upserted }) => upserted)).toEqual([2, 102, 4, 104]);
    await wait(60);
    const after = line();
    feed.join(after, before.last());
    await expect.poll(() => after.changes()).toEqual([change(4, [2, 102, 3, 103, 4, 104]), change(5, [7], 'enterprises')]);
    const evenAgain = line('even');
    feed.join(evenAgain, before.last());
    await expect.poll(() => evenAgain.changes()).toEqual([change(4, [2, 102, 4, 104])]);
    stream.publish(change(6, [8]));
    await expect.poll(() => after.changes().at(-1)).toEqual(change(6, [8]));
    // Nothing missed: nothing told, but the place is.
    const third = line();
    feed.join(third, after.last());
    await expect.poll(() => third.last()).toBe(after.last());
    expect(third.changes()).toEqual([]);
  });

  it('whatever is written and however often the line breaks, a page hears of every row that may have changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.constantFrom('break', 'pause', 'flood')), { maxLength: 40 }), async (acts) => {
        const stream = createChangeStream();
        const { feed } = feedOf(stream, { limits: { windowMilliseconds: 1, mostIds: 8, mostKept: 4, mostKeptIds: 20 } });
        let page = line();
        let leave = feed.join(page, undefined);
        const lines = [page];
        const written = new Set<number>();
        let version = 0;
        for (const act of acts) {
          if (act === 'pause') await wait(2);
          else if (act === 'break') {
            leave();
            if (version % 2 === 0) await wait(3);
            const again = line();
            leave = feed.join(again, page.last());
            lines.push((page = again));
          } else if (act === 'flood') stream.publish(change(++version, Array.from({ length: 9 }, (_, k) => (written.add(k + 1), k + 1))));
          else {
            stream.publish(change(++version, [act]));
            written.add(act);
          }
        }
        await wait(8);
        const told = lines.flatMap((one) => one.changes());
        const all = told.some(({ collection, upserted }) => collection === '*' || upserted === 'all');
        const named = new Set(told.flatMap(({ upserted }) => (upserted === 'all' ? [] : upserted)));
        expect(all || [...written].every((id) => named.has(id))).toBe(true);
        // The last line itself has heard of the newest version, or knew it when it came.
        expect(version === 0 || page.last().startsWith(`${version}.`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('what is no longer kept, and what another process told, is told as: everything may have changed; unless nothing has', async () => {
    const [stream, other] = [createChangeStream(), createChangeStream()];
    const { feed } = feedOf(stream, { limits: { mostKept: 2 } });
    const page = line();
    feed.join(page, undefined)();
    for (let k = 1; k <= 5; k++) {
      stream.publish(change(k, [k]));
      await wait(40);
    }
    const late = line();
    feed.join(late, page.last());
    await expect.poll(() => late.changes().map(({ collection, upserted }) => [collection, upserted])).toEqual([['*', 'all']]);
    // The same data behind another process, or this one started again.
    other.start(5, '2026-03-01T00:00:00Z');
    const { feed: second } = feedOf(other);
    const moved = line();
    second.join(moved, late.last());
    await expect.poll(() => moved.last()).toMatch(/^5\./);
    expect(moved.changes()).toEqual([]);
    other.publish(change(6, [1]));
    await wait(40);
    const behind = line();
    second.join(behind, late.last());
    await expect.poll(() => behind.changes().map(({ collection }) => collection)).toEqual(['*']);
    for (const strange of ['', '5', '5.x.1', `999999.${'a'.repeat(20)}.1`, '-1.a.b', '6.aaaa.9', '6.aaaa.99999999999999999999']) {
      const lost = line();
      second.join(lost, strange);
      await expect.poll(() => lost.heard.length).toBeGreaterThan(0);
      expect([strange, lost.changes().map(({ collection }) => collection)]).toEqual([strange, strange === '6.aaaa.9' ? [] : ['*']]);
    }
  });

  it('a version told behind a newer one is not counted as heard before it is', () => {
    const stream = createChangeStream();
    stream.start(7, null);
    stream.publish(change(9, [1]));
    expect([stream.dataVersion(), stream.wholeVersion()]).toEqual([9, 7]);
    stream.publish(change(8, [2]));
    expect([stream.dataVersion(), stream.wholeVersion()]).toEqual([9, 9]);
    stream.publish(change(12, [2]));
    stream.start(12, null);
    expect([stream.dataVersion(), stream.wholeVersion()]).toEqual([12, 12]);
  });

  it('a page that does not read and one whose session is over are cut off, the others go on', async () => {
    const stream = createChangeStream();
    const { feed } = feedOf(stream);
    let may = true;
    const [good, stuck, over] = [line(), line('stuck', { send: () => false }), line('over', { mayListen: () => Promise.resolve(may) })];
    for (const one of [good, stuck, over]) feed.join(one, undefined);
    expect([stuck.ended, feed.size()]).toEqual([true, 2]);
    stream.publish(change(1, [1]));
    await expect.poll(() => over.changes().length).toBe(1);
    may = false;
    stream.publish(change(2, [2]));
    await expect.poll(() => good.changes().length).toBe(2);
    expect([over.changes().length, over.ended, feed.size()]).toEqual([1, true, 1]);
  });

  it('beats go on while the index takes in a long import, and nothing is told before it has', async () => {
    const stream = createChangeStream();
    let settled = (): void => undefined;
    const { feed } = feedOf(stream, { settle: () => new Promise((resolve) => (settled = () => resolve(undefined))), limits: { windowMilliseconds: 5, beatMilliseconds: 20 } });
    const page = line();
    feed.join(page, undefined);
    const place = page.last();
    stream.publish(change(1, 'all'));
    await expect.poll(() => page.heard.filter(({ event }) => event === 'beat').length).toBeGreaterThan(4);
    expect([page.changes().length, page.last()]).toEqual([0, place]);
    const visitor = line();
    feed.join(visitor, undefined);
    settled();
    await expect.poll(() => [page.changes().length, visitor.changes().length]).toEqual([1, 1]);
  });
});
