// Does more come in than goes out? Two lines over time, found and closed, labelled at their ends.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../locales/format.ts';
import { Icon } from './icon.tsx';

export interface SeriesBin {
  readonly from: string;
  readonly found: number;
  readonly majorFound: number;
  readonly closed: number;
}

const width = 320;
const height = 112;
const inset = { left: 4, right: 52, top: 10, bottom: 18 };

/** Draws found and closed per bin on one zero-based scale; the table behind it says the same. Fewer than two bins: the table only. */
export function SeriesChart({ bins, caption }: { bins: readonly SeriesBin[]; caption: string }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const largest = Math.max(1, ...bins.flatMap((bin) => [bin.found, bin.closed]));
  const x = (index: number): number => inset.left + (index / Math.max(1, bins.length - 1)) * (width - inset.left - inset.right);
  const y = (count: number): number => height - inset.bottom - (count / largest) * (height - inset.top - inset.bottom);
  const path = (pick: (bin: SeriesBin) => number): string => bins.map((bin, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(pick(bin)).toFixed(1)}`).join('');
  const last = bins[bins.length - 1];
  const shown = at === null ? undefined : bins[at];
  const toggle = (
    <button type="button" className="link-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
      <Icon name={asTable ? 'overview' : 'table'} size={14} /> {t(asTable ? 'chart.chart' : 'chart.table')}
    </button>
  );
  if (asTable || bins.length < 2 || last === undefined) {
    return (
      <div className="series">
        <div className="series-table" tabIndex={0} role="region" aria-label={caption}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('chart.date')}</th>
                <th scope="col">{t('overview.found')}</th>
                <th scope="col">{t('overview.majors')}</th>
                <th scope="col">{t('overview.closed')}</th>
              </tr>
            </thead>
            <tbody>
              {[...bins].reverse().map((bin) => (
                <tr key={bin.from}>
                  <th scope="row" className="figure">
                    {bin.from}
                  </th>
                  <td className="figure">{formatCount(bin.found)}</td>
                  <td className="figure">{formatCount(bin.majorFound)}</td>
                  <td className="figure">{formatCount(bin.closed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {toggle}
      </div>
    );
  }
  // Labels at the line ends must not cover each other: push the lower one down.
  const ends = { found: y(last.found), closed: y(last.closed) };
  const apart = 14;
  if (Math.abs(ends.found - ends.closed) < apart) {
    const middle = (ends.found + ends.closed) / 2;
    const foundAbove = ends.found <= ends.closed;
    ends.found = middle + (foundAbove ? -apart / 2 : apart / 2);
    ends.closed = middle + (foundAbove ? apart / 2 : -apart / 2);
  }
  return (
    <div className="series">
      <svg
        className="series-chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={caption}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const place = ((event.clientX - box.left) / box.width) * width;
          setAt(Math.min(bins.length - 1, Math.max(0, Math.round(((place - inset.left) / (width - inset.left - inset.right)) * (bins.length - 1)))));
        }}
        onPointerLeave={() => setAt(null)}
      >
        <line className="chart-base" x1={inset.left} x2={width - inset.right} y1={y(0)} y2={y(0)} />
        <line className="chart-grid" x1={inset.left} x2={width - inset.right} y1={y(largest)} y2={y(largest)} />
        <text className="chart-label chart-quiet" x={inset.left} y={y(largest) - 3}>
          {formatCount(largest)}
        </text>
        <path className="line-closed" d={path((bin) => bin.closed)} />
        <path className="line-found" d={path((bin) => bin.found)} />
        <text className="chart-label label-found" x={width - inset.right + 6} y={ends.found + 4}>
          {t('overview.found')}
        </text>
        <text className="chart-label label-closed" x={width - inset.right + 6} y={ends.closed + 4}>
          {t('overview.closed')}
        </text>
        <text className="chart-label chart-quiet" x={inset.left} y={height - 4}>
          {bins[0]?.from}
        </text>
        <text className="chart-label chart-quiet" x={width - inset.right} y={height - 4} textAnchor="end">
          {last.from}
        </text>
        {shown !== undefined && at !== null && <line className="chart-cursor" x1={x(at)} x2={x(at)} y1={inset.top} y2={y(0)} />}
      </svg>
      <p className="series-reading figure quiet" aria-hidden="true">
        {shown === undefined ? '' : t('time.bin', { from: shown.from, found: formatCount(shown.found), majors: formatCount(shown.majorFound), closed: formatCount(shown.closed) })}
      </p>
      {toggle}
    </div>
  );
}
