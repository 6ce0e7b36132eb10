// When were they found? The strip at the foot of the map: a year of weeks with a span to pick.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dateOfDay, dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { hazardSeriesQuery } from '../api/queries.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Histogram, type Span } from '../parts/histogram.tsx';
import { useView } from '../state/use-view.ts';
import { withoutFields } from '../state/view.ts';

/** Days of a bin: the strip counts by weeks that start on Monday. */
const weekDays = 7;
const presets = [7, 30, 90] as const;

/** The time strip. */
export function TimePanel() {
  const { t } = useTranslation();
  const { view, change } = useView();
  // The strip shows the whole range: its own dates are no part of what it counts.
  const series = useQuery(hazardSeriesQuery(withoutFields(view.selection, ['foundFrom', 'foundTo']), 'week'));
  const today = dayOfInstant(Date.now());
  const { foundFrom, foundTo } = view.selection;
  const setSpan = (from: number | null, to: number | null): void =>
    change({
      selection: { ...withoutFields(view.selection, ['foundFrom', 'foundTo']), ...(from === null ? {} : { foundFrom: dateOfDay(from) }), ...(to === null ? {} : { foundTo: dateOfDay(to) }) },
    });
  return (
    <section className="strip" aria-label={t('time.label')}>
      <div className="strip-choices">
        <button type="button" className="strip-choice" aria-pressed={foundFrom === undefined && foundTo === undefined} onClick={() => setSpan(null, null)}>
          {t('time.all')}
        </button>
        {presets.map((count) => (
          <button key={count} type="button" className="strip-choice" aria-pressed={foundTo === undefined && foundFrom === dateOfDay(today - count + 1)} onClick={() => setSpan(today - count + 1, null)}>
            {t('time.days', { count })}
          </button>
        ))}
      </div>
      <Answer asked={series} shape={<Bones rows={1} height={32} />}>
        {({ value }) => {
          const bins = value.bins.map((bin) => ({ day: dayOfDate(bin.from), count: bin.found, majors: bin.majorFound, from: bin.from, closed: bin.closed }));
          const range: Span = { from: bins[0]?.day ?? today - 364, to: Math.max(today, bins[0]?.day ?? today) };
          const span: Span = {
            from: foundFrom === undefined ? range.from : Math.max(range.from, Math.min(range.to, dayOfDate(foundFrom))),
            to: foundTo === undefined ? range.to : Math.min(range.to, Math.max(range.from, dayOfDate(foundTo))),
          };
          const inside = bins.filter((bin) => bin.day + weekDays > span.from && bin.day <= span.to);
          return (
            <div className="strip-body">
              <p className="strip-finding figure">
                <strong>{t('time.finding', { count: formatCount(inside.reduce((sum, bin) => sum + bin.count, 0)) })}</strong>
                <span className="quiet">
                  {dateOfDay(span.from)} – {dateOfDay(span.to)}
                </span>
              </p>
              <Histogram
                bins={bins}
                binDays={weekDays}
                range={range}
                span={span}
                label={`${t('time.brush')}. ${t('time.keys')}`}
                fromLabel={t('time.from')}
                toLabel={t('time.to')}
                describeDay={dateOfDay}
                describeBin={(bin) => t('time.bin', { from: dateOfDay(bin.day), found: formatCount(bin.count), majors: formatCount(bin.majors), closed: formatCount(bins.find((one) => one.day === bin.day)?.closed ?? 0) })}
                onChange={(next) => setSpan(next.from <= range.from ? null : next.from, next.to >= range.to ? null : next.to)}
              />
            </div>
          );
        }}
      </Answer>
    </section>
  );
}
