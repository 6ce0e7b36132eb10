// Does the page say honestly when the server was lost? The link's state from answers, failures and the stream.
import { describe, expect, it } from 'vitest';
import type { Health } from '../../../data/contract/health.ts';
import { firstLink, isReady, linkAfter } from '../../../web/state/link.ts';

const health: Health = {
  status: 'ready',
  dataVersion: 4,
  dataAsOf: '2026-11-24T08:00:00+08:00',
  snapshotAgeSeconds: 10,
  homes: { database: 'embedded', databaseState: 'open', postgres: '18.3', postgis: '3.6.2', index: 'memory' },
  steps: [],
  synthetic: true,
  version: '0.1.0',
  messages: [],
};

describe('the link to the server', () => {
  it('is lost since the first failure, not the last', () => {
    const lost = linkAfter(linkAfter(firstLink, { kind: 'stream', open: false, at: 1000 }), { kind: 'health-failed', at: 9000 });
    expect(lost.lostSince).toBe(1000);
  });

  it('is found again by any answer', () => {
    const lost = linkAfter(firstLink, { kind: 'health-failed', at: 5 });
    expect(linkAfter(lost, { kind: 'stream', open: true, at: 6 }).lostSince).toBeNull();
    expect(linkAfter(lost, { kind: 'health', health }).lostSince).toBeNull();
  });

  it('keeps the desk open while the server is away, and never opens it before the server was ready once', () => {
    expect(isReady(firstLink)).toBe(false);
    expect(isReady(linkAfter(firstLink, { kind: 'health', health: { ...health, status: 'starting' } }))).toBe(false);
    const ready = linkAfter(firstLink, { kind: 'health', health });
    expect(isReady(linkAfter(ready, { kind: 'health-failed', at: 1 }))).toBe(true);
  });

  it('a change moves the data version forward and never back', () => {
    const ready = linkAfter(firstLink, { kind: 'health', health });
    const changed = linkAfter(ready, { kind: 'change', dataVersion: 6, at: '2026-11-24T09:00:00+08:00' });
    expect(changed.health?.dataVersion).toBe(6);
    expect(changed.health?.dataAsOf).toBe('2026-11-24T09:00:00+08:00');
    expect(linkAfter(changed, { kind: 'change', dataVersion: 5, at: '2026-11-24T09:00:00+08:00' }).health?.dataVersion).toBe(6);
  });
});
