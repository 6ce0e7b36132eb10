// Does the page ask anew soon, seldom and not with all others, and does it go on where its stream broke off?
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Change } from '../../../data/contract/changes.ts';
import { listenToServer } from '../../../web/api/live.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Source extends EventTarget {
  readyState = 1;
  readonly address: string;
  constructor(address: string) {
    super();
    this.address = address;
  }
  close(): void {
    this.readyState = 2;
  }
  say(type: string, value: unknown, lastEventId = ''): void {
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(value), lastEventId }));
  }
}

function page(random = 0.5, answer: () => Promise<unknown> = () => Promise.resolve()) {
  const sources: Source[] = [];
  const given: { at: number; changes: readonly Change[] }[] = [];
  const [links, versions]: [boolean[], number[]] = [[], []];
  let hide = (_isHidden: boolean): void => undefined;
  const start = Date.now();
  const stop = listenToServer(
    { onChanges: (changes) => (given.push({ at: Date.now() - start, changes }), answer()), onVersion: (version) => versions.push(version), onSteps: () => undefined, onLink: (open) => links.push(open) },
    { open: (address) => (sources.push(new Source(address)), sources.at(-1) as unknown as EventSource), onHidden: (listener) => ((hide = listener), () => undefined), random: () => random },
  );
  return { sources, given, links, versions, hide: (isHidden: boolean) => hide(isHidden), stop, latest: () => sources.at(-1) as Source };
}
const change = (dataVersion: number, upserted: number[] | 'all' = [dataVersion]): Change => ({ collection: 'hazards', upserted, removed: [], dataVersion, at: '' });

it('one change is given out within 700 ms, at an instant that differs from page to page', async () => {
  const pages = [0, 0.25, 0.999].map((random) => page(random));
  for (const one of pages) one.latest().say('change', change(1));
  await vi.advanceTimersByTimeAsync(701);
  expect(pages.map(({ given }) => given.map(({ at }) => at))).toEqual([[0], [175], [699]]);
});

it('while four changes a second go on for a minute, the page asks at most every 1.5 s and hears of every row', async () => {
  const one = page();
  for (let k = 1; k <= 240; k++) {
    one.latest().say('change', change(k));
    await vi.advanceTimersByTimeAsync(250);
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(one.given.length).toBeLessThanOrEqual(42);
  expect(one.given.flatMap<unknown>(({ changes }) => changes.flatMap<unknown>(({ upserted }) => upserted))).toEqual(Array.from({ length: 240 }, (_, k) => k + 1));
});

it('a page whose server is slow waits for the answer before it asks again, and does not wait for ever', async () => {
  const one = page(0, () => new Promise(() => undefined));
  one.latest().say('change', change(1));
  await vi.advanceTimersByTimeAsync(10);
  one.latest().say('change', change(2));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(one.given).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(one.given).toHaveLength(2);
});

it('a stream that the browser gave up is opened where it broke off', async () => {
  const one = page();
  expect(one.latest().address).toBe('/api/events');
  one.latest().dispatchEvent(new Event('open'));
  one.latest().say('beat', 7, '7.log.3');
  expect(one.versions).toEqual([7]);
  one.latest().readyState = 2;
  one.latest().dispatchEvent(new Event('error'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([one.sources.length, one.latest().address, one.links]).toEqual([2, '/api/events?after=7.log.3', [true, false]]);
  // What the server says of its version is of no use to a page that goes on.
  one.latest().say('beat', 9, '9.log.5');
  expect(one.versions).toEqual([7]);
});

it('a page that nobody sees leaves its stream, says nothing of a lost link, and goes on when it is seen', async () => {
  const one = page();
  one.latest().dispatchEvent(new Event('open'));
  one.latest().say('beat', 7, '7.log.3');
  one.hide(true);
  await vi.advanceTimersByTimeAsync(5_000);
  one.hide(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([one.sources.length, one.latest().readyState]).toEqual([1, 1]);
  one.hide(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(one.latest().readyState).toBe(2);
  one.hide(false);
  expect([one.sources.length, one.latest().address, one.links]).toEqual([2, '/api/events?after=7.log.3', [true]]);
  one.stop();
  one.latest().say('change', change(1));
  await vi.advanceTimersByTimeAsync(10_000);
  expect([one.latest().readyState, one.given.length]).toEqual([2, 0]);
});
