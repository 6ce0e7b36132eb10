// Does the outbox send every letter once, in order, for its owner only, whatever the line does?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Letter, type NewLetter, Outbox, type Outcome, waitAfter } from '../../../web/state/outbox.ts';
import { pageStore } from '../../../web/state/outbox-store.ts';

const letter = (key: string, hazardId: number | null = null, owner = 'li'): NewLetter => ({
  owner,
  requestKey: key,
  title: key,
  wish: hazardId === null ? { kind: 'report', report: {} as never } : { kind: 'move', hazardId, hazardCode: `YH-${hazardId}`, move: 'comment', values: {}, expectedSequence: null },
  photos: [],
});
const sent: Outcome = { kind: 'sent', receipt: { hazardId: 1, code: 'YH', statusCode: null } };
const refused: Outcome = { kind: 'refused', refusal: { status: 409, detail: 'no', missing: [] } };

function office(answers: (letter: Letter) => Outcome | Promise<Outcome>, store = pageStore(), owner = 'li') {
  const tried: string[] = [];
  const clock = { now: 1_000_000 };
  const outbox = new Outbox({
    store,
    owner,
    send: async (one) => {
      tried.push(one.requestKey);
      return answers(one);
    },
    now: () => clock.now,
    alone: (work) => work(),
    changed: () => undefined,
  });
  return { outbox, tried, clock, store };
}

describe('the outbox', () => {
  it('however the line breaks, the server hears each wish in the order of its hazard and acts on it once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 }), fc.array(fc.constantFrom('lost', 'busy', 'answer-lost', 'through'), { maxLength: 40 }), async (hazards, fates) => {
        const done: { key: string; hazard: number }[] = [];
        let turn = 0;
        const { outbox, clock, store } = office((one) => {
          const fate = fates[turn++] ?? 'through';
          if (fate === 'lost') return { kind: 'later', line: true };
          if (fate === 'busy') return { kind: 'later', line: false };
          // The server knows the key of what it has done.
          if (!done.some(({ key }) => key === one.requestKey)) done.push({ key: one.requestKey, hazard: one.wish.kind === 'move' ? one.wish.hazardId : -1 });
          return fate === 'answer-lost' ? { kind: 'later', line: true } : sent;
        });
        for (const [place, hazard] of hazards.entries()) await outbox.post(letter(`wish-${place}`, hazard), { keepRefused: true });
        for (let round = 0; round < 80 && (await store.all()).length > 0; round++) {
          clock.now += 10 * 60_000;
          await outbox.flush();
        }
        expect(await store.all()).toEqual([]);
        expect(done).toHaveLength(hazards.length);
        for (const hazard of new Set(hazards)) expect(done.filter((one) => one.hazard === hazard).map(({ key }) => key)).toEqual(hazards.flatMap((one, place) => (one === hazard ? [`wish-${place}`] : [])));
      }),
      { numRuns: 200 },
    );
  });

  it('a refused letter stays with its reason and holds back what follows on the same hazard, and nothing else', async () => {
    const { outbox, tried } = office((one) => (one.requestKey === 'first' ? refused : sent));
    expect((await outbox.post(letter('first', 7), { keepRefused: true })).kind).toBe('refused');
    expect((await outbox.post(letter('second', 7), { keepRefused: true })).kind).toBe('later');
    expect((await outbox.post(letter('other', 8), { keepRefused: true })).kind).toBe('sent');
    expect(tried).toEqual(['first', 'other']);
    expect((await outbox.letters()).map(({ requestKey, state }) => [requestKey, state])).toEqual([['first', 'refused'], ['second', 'waiting']]);
    await outbox.discard((await outbox.letters())[0]?.id ?? 0);
    await outbox.flush();
    expect(tried).toEqual(['first', 'other', 'second']);
    // A form that is still open shows the refusal itself.
    const open = office(() => refused);
    expect((await open.outbox.post(letter('here'), { keepRefused: false })).kind).toBe('refused');
    expect(await open.outbox.letters()).toEqual([]);
  });

  it('sends nobody else\'s letters and stops when the session is another\'s', async () => {
    const store = pageStore();
    await office(() => ({ kind: 'later', line: true }), store, 'wang').outbox.post(letter('of-wang', 1, 'wang'), { keepRefused: true });
    const { outbox, tried } = office(() => ({ kind: 'not-ours' }), store);
    expect((await outbox.post(letter('of-li', 2), { keepRefused: true })).kind).toBe('not-ours');
    await outbox.post(letter('also-of-li', 3), { keepRefused: true });
    expect(tried).not.toContain('of-wang');
    expect((await outbox.letters()).map(({ requestKey }) => requestKey)).toEqual(['of-li', 'also-of-li']);
    expect((await store.all()).map(({ requestKey }) => requestKey)).toContain('of-wang');
  });

  it('the same wish posted twice at once is one letter and goes once', async () => {
    let out = 0;
    const { outbox, tried } = office(async () => {
      expect(++out).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      out--;
      return sent;
    });
    const twice = await Promise.all([outbox.post(letter('double'), { keepRefused: false }), outbox.post(letter('double'), { keepRefused: false })]);
    expect(twice.map(({ kind }) => kind)).toEqual(['sent', 'sent']);
    expect(tried).toEqual(['double']);
    expect(await outbox.letters()).toEqual([]);
  });

  it('waits longer after each failure, five minutes at most, and not at all when told that the line is back', async () => {
    expect([1, 2, 3, 4].map(waitAfter)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(waitAfter(30)).toBe(300_000);
    let line = false;
    const { outbox, tried, clock } = office(() => (line ? sent : { kind: 'later', line: true }));
    await outbox.post(letter('a'), { keepRefused: true });
    await outbox.flush();
    expect(tried).toEqual(['a']);
    expect(await outbox.nextTry()).toBe(2_000);
    clock.now += 2_000;
    await outbox.flush();
    expect(tried).toEqual(['a', 'a']);
    line = true;
    await outbox.flush(true);
    expect([tried.length, await outbox.nextTry()]).toEqual([3, null]);
  });
});
