// Does everybody hear of a change, in order, and does the version never go back?
import { describe, expect, it } from 'vitest';
import { type Change, createChangeStream } from '../../../server/live/changes.ts';

const change = (dataVersion: number): Change => ({ collection: 'hazards', upserted: [dataVersion], removed: [], dataVersion, at: `2026-03-01T00:00:0${dataVersion}Z` });

describe('change stream', () => {
  it('every listener hears every change in order', () => {
    const stream = createChangeStream();
    const heard: string[] = [];
    stream.subscribe(({ dataVersion }) => heard.push(`a${dataVersion}`));
    stream.subscribe(({ dataVersion }) => heard.push(`b${dataVersion}`));
    stream.publish(change(1));
    stream.publish(change(2));
    expect(heard).toEqual(['a1', 'b1', 'a2', 'b2']);
    expect(stream.dataVersion()).toBe(2);
    expect(stream.asOf()).toBe('2026-03-01T00:00:02Z');
  });

  it('a listener that left hears nothing more, even when it leaves while being told', () => {
    const stream = createChangeStream();
    const heard: number[] = [];
    const leave = stream.subscribe(({ dataVersion }) => {
      heard.push(dataVersion);
      leave();
    });
    stream.publish(change(1));
    stream.publish(change(2));
    expect(heard).toEqual([1]);
  });

  it('a listener that throws does not stop the others', () => {
    const errors: unknown[] = [];
    const stream = createChangeStream((error) => errors.push(error));
    const heard: number[] = [];
    stream.subscribe(() => {
      throw new Error('broken');
    });
    stream.subscribe(({ dataVersion }) => heard.push(dataVersion));
    stream.publish(change(1));
    expect(heard).toEqual([1]);
    expect(errors).toHaveLength(1);
  });

  it('the version starts from the database and never goes back', () => {
    const stream = createChangeStream();
    expect([stream.dataVersion(), stream.asOf()]).toEqual([0, null]);
    stream.start(7, '2026-02-01T00:00:00Z');
    stream.publish(change(3));
    expect(stream.dataVersion()).toBe(7);
    expect(stream.asOf()).toBe('2026-02-01T00:00:00Z');
  });
});
