// Between which days? Bars over time with two handles that pick a span, by mouse, finger or keyboard.
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

export interface HistogramBin {
  /** First day of the bin, days since 1970-01-01. */
  readonly day: number;
  readonly count: number;
  readonly majors: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Days an arrow key moves a handle. */
const keyStepDays = 7;

/** Gives the span with `from` ≤ `to`, both inside the range. */
export function orderedSpan(a: number, b: number, range: Span): Span {
  const within = (day: number): number => Math.min(range.to, Math.max(range.from, Math.round(day)));
  const [from, to] = [within(a), within(b)].sort((x, y) => x - y);
  return { from: from ?? range.from, to: to ?? range.to };
}

/**
 * Draws the bins over `range` (days) and a span over them. Dragging on the bars picks a new span; handles are sliders.
 * `onChange` is called when the hand lets go or a key is pressed; the whole range means no filter.
 */
export function Histogram(props: {
  bins: readonly HistogramBin[];
  binDays: number;
  range: Span;
  span: Span;
  onChange(span: Span): void;
  label: string;
  fromLabel: string;
  toLabel: string;
  describeDay(day: number): string;
  describeBin(bin: HistogramBin): string;
}) {
  const track = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ anchor: number; span: Span } | null>(null);
  const { range } = props;
  const span = dragged?.span ?? props.span;
  const days = Math.max(1, range.to - range.from + 1);
  const largest = Math.max(1, ...props.bins.map((bin) => bin.count));
  const leftOf = (day: number): number => ((day - range.from) / days) * 100;
  const dayAt = (clientX: number): number => {
    const box = track.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? range.from : range.from + ((clientX - box.left) / box.width) * days;
  };
  const begin = (event: PointerEvent<HTMLDivElement>, anchor: number): void => {
    if (event.button !== 0) return;
    track.current?.setPointerCapture(event.pointerId);
    setDragged({ anchor, span: props.span });
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (dragged !== null) setDragged({ ...dragged, span: orderedSpan(dragged.anchor, dayAt(event.clientX), range) });
  };
  const end = (): void => {
    if (dragged === null) return;
    if (dragged.span.from !== props.span.from || dragged.span.to !== props.span.to) props.onChange(dragged.span);
    setDragged(null);
  };
  const onKey = (event: KeyboardEvent, side: 'from' | 'to'): void => {
    const target = { ArrowLeft: span[side] - keyStepDays, ArrowRight: span[side] + keyStepDays, Home: range.from, End: range.to }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const limited = side === 'from' ? Math.min(target, span.to) : Math.max(target, span.from);
    props.onChange(side === 'from' ? orderedSpan(limited, span.to, range) : orderedSpan(span.from, limited, range));
  };
  const handle = (side: 'from' | 'to') => {
    const day = span[side];
    return (
      <div
        className={`handle handle-${side}`}
        style={{ left: `${leftOf(side === 'from' ? day : day + 1)}%` }}
        role="slider"
        tabIndex={0}
        aria-label={side === 'from' ? props.fromLabel : props.toLabel}
        aria-valuemin={range.from}
        aria-valuemax={range.to}
        aria-valuenow={day}
        aria-valuetext={props.describeDay(day)}
        onKeyDown={(event) => onKey(event, side)}
        onPointerDown={(event) => {
          event.stopPropagation();
          begin(event, side === 'from' ? span.to : span.from);
        }}
      />
    );
  };
  return (
    <div className="histogram" role="group" aria-label={props.label}>
      <div ref={track} className="histogram-track" onPointerDown={(event) => begin(event, dayAt(event.clientX))} onPointerMove={drag} onPointerUp={end} onPointerCancel={end}>
        {props.bins.map((bin) => {
          const inside = bin.day + props.binDays > span.from && bin.day <= span.to;
          return (
            <div
              key={bin.day}
              className={inside ? 'histogram-bin' : 'histogram-bin histogram-out'}
              style={{ left: `${leftOf(bin.day)}%`, width: `${(props.binDays / days) * 100}%` }}
              title={props.describeBin(bin)}
            >
              <span className="histogram-all" style={{ height: `${((bin.count - bin.majors) / largest) * 100}%` }} />
              <span className="histogram-majors" style={{ height: `${(bin.majors / largest) * 100}%` }} />
            </div>
          );
        })}
        <div className="histogram-span" style={{ left: `${leftOf(span.from)}%`, width: `${leftOf(span.to + 1) - leftOf(span.from)}%` }} />
        {handle('from')}
        {handle('to')}
      </div>
    </div>
  );
}
