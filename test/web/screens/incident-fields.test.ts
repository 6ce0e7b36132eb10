// Is what is typed of an incident judged as the server judges it, and sent as it was meant?
import { describe, expect, it } from 'vitest';
import { faultsOf, figuresOf, type IncidentFigures, instantOf, typedInstant } from '../../../web/screens/incident-fields.tsx';

const now = Date.parse('2026-11-29T10:00:00+08:00');
const fine: IncidentFigures = { title: '叉车伤人', occurredAt: '2026-11-29T09:30', knownAt: '', sectorCode: '', deaths: '0', seriousInjuries: '1', injuries: '2', lossYuan: '', account: '' };

describe('what is typed of an incident', () => {
  it('is in the time of the city, wherever the browser is', () => {
    expect(instantOf('2026-11-29T09:30')).toBe('2026-11-29T09:30:00+08:00');
    expect(typedInstant('2026-11-29T01:30:00.000Z')).toBe('2026-11-29T09:30');
    expect([instantOf(''), instantOf('yesterday'), typedInstant(null)]).toEqual([null, null, '']);
  });

  it('is refused where it cannot be, each at its field', () => {
    expect(faultsOf(fine, now)).toEqual({});
    const faultOf = (more: Partial<IncidentFigures>) => faultsOf({ ...fine, ...more }, now);
    expect(faultOf({ title: ' ' })).toEqual({ title: 'titleNeeded' });
    expect(faultOf({ occurredAt: '' })).toEqual({ occurredAt: 'whenNeeded' });
    expect(faultOf({ occurredAt: '2026-11-29T10:11' })).toEqual({ occurredAt: 'whenFuture' });
    // Clocks of phones run ahead: the server takes ten minutes of it.
    expect(faultOf({ occurredAt: '2026-11-29T10:10' })).toEqual({});
    expect(faultOf({ knownAt: '2026-11-29T09:29' })).toEqual({ knownAt: 'knownFault' });
    expect(faultOf({ injuries: '0' })).toEqual({ injuries: 'injuriesFault' });
    for (const deaths of ['-1', '1.5', '', 'two', '1e3']) expect(faultOf({ deaths })).toEqual({ deaths: 'countFault' });
    for (const lossYuan of ['-1', 'much', '1e13']) expect(faultOf({ lossYuan })).toEqual({ lossYuan: 'countFault' });
  });

  it('is sent with nothing made up: an empty loss is unknown, not none', () => {
    expect(figuresOf(fine)).toMatchObject({ lossYuan: null, knownAt: null, sectorCode: null, deaths: 0, seriousInjuries: 1, injuries: 2 });
    expect(figuresOf({ ...fine, lossYuan: '0' }).lossYuan).toBe(0);
  });
});
