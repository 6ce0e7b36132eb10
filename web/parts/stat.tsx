// What is the figure, in what unit, and where are its rows? One headline number that opens the records behind it.
import type { ReactNode } from 'react';
import { formatCount } from '../locales/format.ts';

/** A headline figure. `tone` marks what needs hands; the words say it too. `label` is read out as the button's name. */
export function Stat(props: { name: string; count: number; note?: ReactNode; tone?: 'plain' | 'alarm' | 'warn' | 'good'; label: string; pressed?: boolean; onOpen(): void }) {
  return (
    <button type="button" className={`stat stat-${props.tone ?? 'plain'}`} aria-label={props.label} aria-pressed={props.pressed} onClick={props.onOpen}>
      <span className="stat-name">{props.name}</span>
      <span className="stat-count figure">{formatCount(props.count)}</span>
      {props.note !== undefined && <span className="stat-note figure">{props.note}</span>}
    </button>
  );
}
