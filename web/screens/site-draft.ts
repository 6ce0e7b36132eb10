// What has been typed of a site and not been saved, on which standing does it rest, and what did somebody else change since? Nothing that was typed is lost.
import { useState } from 'react';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { SiteValue, SiteValues } from '../../data/contract/site-edits.ts';
import type { SiteHistory } from '../api/site-edits.ts';

export interface SiteDraftHand {
  /** The standing that the draft rests on: its version is the one that a change expects. */
  readonly base: SiteHistory;
  readonly values: SiteValues;
  /** Null = as stored. */
  readonly placed: Geometry | null;
  /** Names of what is changed, `geometry` among them. */
  readonly changed: ReadonlySet<string>;
  /** What somebody else changed since, while something is typed; empty = nothing. `both` are the fields that both changed. */
  readonly news: readonly string[];
  readonly both: readonly string[];
  set(name: string, value: SiteValue): void;
  place(geometry: Geometry | null): void;
  clear(): void;
  /** Puts the draft on the newest standing; with `theirs`, what both changed is let go. */
  rebase(whose: 'mine' | 'theirs'): void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Gives the value of a field of a standing; a township that was worked out counts as not said. */
export function standingValue({ site, areaByRule }: SiteHistory, name: string): unknown {
  if (name === 'geometry') return site.geometry;
  return name === 'areaCode' && areaByRule ? null : (site.properties[name] ?? null);
}

/** Gives the names of fields in which two standings of a site differ. */
export function differencesOf(before: SiteHistory, after: SiteHistory): string[] {
  const names = new Set([...Object.keys(before.site.properties), ...Object.keys(after.site.properties), 'geometry']);
  const fields = [...names].filter((name) => !same(standingValue(before, name), standingValue(after, name)));
  return before.retiredOn === after.retiredOn ? fields : [...fields, 'retiredOn'];
}

/** Holds what is typed over the standing `data`, which may become newer at any time. `isBusy` = a change of one's own is under way: what it changes is no news. */
export function useSiteDraft(data: SiteHistory, isBusy: boolean): SiteDraftHand {
  const [base, setBase] = useState(data);
  const [values, setValues] = useState<SiteValues>({});
  const [placed, setPlaced] = useState<Geometry | null>(null);
  const changed = new Set([...Object.keys(values), ...(placed === null ? [] : ['geometry'])]);
  // With nothing typed there is nothing to keep: the newest standing is shown at once.
  if (data !== base && changed.size === 0) setBase(data);
  const mine = (name: string): unknown => (name === 'geometry' ? placed : values[name]);
  // What both say alike is no quarrel: one's own change whose answer was lost on the way comes back like this.
  const differs = data === base || changed.size === 0 || isBusy ? [] : differencesOf(base, data).filter((name) => !(changed.has(name) && same(mine(name), standingValue(data, name))));
  const isNewer = data.version !== base.version && changed.size > 0 && !isBusy;
  const both = differs.filter((name) => changed.has(name));
  const keepDifferent = (on: SiteHistory, kept: SiteValues, at: Geometry | null): void => {
    setBase(on);
    setValues(Object.fromEntries(Object.entries(kept).filter(([name, value]) => !same(value, standingValue(on, name)))));
    setPlaced(at === null || same(at, on.site.geometry) ? null : at);
  };
  // Somebody came and went back again: nothing differs, only the version does.
  if (isNewer && differs.length === 0) keepDifferent(data, values, placed);
  return {
    base,
    values,
    placed,
    changed,
    news: differs,
    both,
    set: (name, value) => setValues((before) => (same(value, standingValue(base, name)) ? Object.fromEntries(Object.entries(before).filter(([known]) => known !== name)) : { ...before, [name]: value })),
    place: (geometry) => setPlaced(geometry === null || same(geometry, base.site.geometry) ? null : geometry),
    clear: () => {
      setValues({});
      setPlaced(null);
    },
    rebase: (whose) => {
      const gone = new Set(whose === 'theirs' ? both : []);
      keepDifferent(data, Object.fromEntries(Object.entries(values).filter(([name]) => !gone.has(name))), gone.has('geometry') ? null : placed);
    },
  };
}
