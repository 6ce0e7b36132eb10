// How do a few groups compare? Horizontal bars from zero, labelled directly, each opening its rows.
import { formatCount } from '../locales/format.ts';

export interface Bar {
  readonly key: string;
  readonly name: string;
  /** Stacked from the left: tone and count. */
  readonly parts: readonly { readonly tone: 'alarm' | 'warn' | 'plain' | 'quiet'; readonly count: number; readonly name: string }[];
  readonly label: string;
}

/** Draws bars on one scale. Each is a button with `label` as its name; `onOpen` is given its key. */
export function Bars({ bars, onOpen, caption }: { bars: readonly Bar[]; onOpen(key: string): void; caption: string }) {
  const totals = bars.map((bar) => bar.parts.reduce((sum, part) => sum + part.count, 0));
  const longest = Math.max(1, ...totals);
  return (
    <ul className="bars" aria-label={caption}>
      {bars.map((bar, index) => (
        <li key={bar.key}>
          <button type="button" className="bar" aria-label={bar.label} onClick={() => onOpen(bar.key)}>
            <span className="bar-name">{bar.name}</span>
            <span className="bar-track" aria-hidden="true">
              {bar.parts.map((part) => (
                <span key={part.name} className={`bar-part tone-${part.tone}`} style={{ width: `${(part.count / longest) * 100}%` }} title={`${part.name} ${formatCount(part.count)}`} />
              ))}
            </span>
            <span className="bar-count figure">{formatCount(totals[index] ?? 0)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
