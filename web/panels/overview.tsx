// What is wrong now, and who is behind? Headline figures, status by level, the cross table with its 条/块 pivot, and the series.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HazardCounts } from '../../data/contract/analyses.ts';
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { hazardCountsQuery, hazardSeriesQuery } from '../api/queries.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Bars } from '../parts/bars.tsx';
import { Choice } from '../parts/controls.tsx';
import { formatCount, formatShare } from '../locales/format.ts';
import { Matrix } from '../parts/matrix.tsx';
import { SeriesChart } from '../parts/series-chart.tsx';
import { Stat } from '../parts/stat.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import { withoutFields } from '../state/view.ts';
import { type Measure, matrixOf } from './overview.kernel.ts';
import { Panel, Section } from './panel.tsx';

/** Columns of the cross table in a narrow panel, the last one gathering the rest. */
const narrowColumns = 8;

/** The overview panel; `wide` shows every column and the counts in the cells. */
export function OverviewPanel({ wide }: { wide: boolean }) {
  const { t } = useTranslation();
  const { view } = useView();
  const counts = useQuery(hazardCountsQuery(view.selection));
  const totals = counts.data?.value.totals;
  const finding =
    totals === undefined
      ? t('panels.overview')
      : totals.overdue === 0
        ? t('overview.findingNone')
        : t('overview.finding', { overdue: formatCount(totals.overdue), over30: formatCount(totals.overdueOver30) });
  return (
    <Panel finding={finding} basis={counts.data}>
      <Answer asked={counts} shape={<Bones rows={9} height={32} />}>
        {(derived) => (
          <>
            <Headline counts={derived.value} />
            <Cross counts={derived.value} wide={wide} />
            <StatusLevel counts={derived.value} />
            <Sources counts={derived.value} />
          </>
        )}
      </Answer>
      <Series />
    </Panel>
  );
}

/** Opens the list of hazards that a figure counts. */
function useRows(): (patch: Selection) => void {
  const { view, change } = useView();
  return (patch) => change({ selection: { ...withoutFields(view.selection, ['open', 'overdue', 'overdueDaysMin', 'dueWithinDays']), ...patch }, panel: 'list', list: 'hazards', object: null });
}

function Headline({ counts }: { counts: HazardCounts }) {
  const { t } = useTranslation();
  const rows = useRows();
  const { totals } = counts;
  const today = dayOfInstant(Date.now());
  const figures = [
    { name: t('overview.open'), count: totals.open, note: t('overview.openNote', { total: formatCount(totals.total) }), tone: 'plain', patch: { open: true } },
    { name: t('overview.majorOpen'), count: totals.majorOpen, note: t('overview.majorNote', { count: totals.majorOverdue }), tone: totals.majorOpen > 0 ? 'alarm' : 'plain', patch: { open: true, levelCode: ['LV-M'] } },
    { name: t('overview.overdue'), count: totals.overdue, note: t('overview.overdueNote', { days: formatCount(totals.oldestOverdueDays) }), tone: totals.overdue > 0 ? 'alarm' : 'plain', patch: { overdue: true } },
    { name: t('overview.dueSoon'), count: totals.dueWithin7, tone: totals.dueWithin7 > 0 ? 'warn' : 'plain', patch: { dueWithinDays: 7 } },
    { name: t('overview.foundMonth'), count: totals.foundLast30, tone: 'plain', patch: { foundFrom: dateOfDay(today - 29), foundTo: undefined } },
    { name: t('overview.closedMonth'), count: totals.closedLast30, tone: 'good', patch: { statusCode: ['ST-CLOSED'] } },
  ] as const;
  return (
    <div className="stats">
      {figures.map((figure) => (
        <Stat
          key={figure.name}
          name={figure.name}
          count={figure.count}
          tone={figure.tone}
          note={'note' in figure ? figure.note : undefined}
          label={t('overview.showRows', { name: figure.name, count: formatCount(figure.count) })}
          onOpen={() => rows(figure.patch as Selection)}
        />
      ))}
    </div>
  );
}

function Cross({ counts, wide }: { counts: HazardCounts; wide: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const { view, change } = useView();
  const rows = useRows();
  const [measure, setMeasure] = useState<Measure>('overdue');
  const matrix = matrixOf(counts, view.pivot, measure, wide ? 40 : narrowColumns, {
    sector: (code) => names.code('sectors', code),
    department: (code) => names.code('departments', code),
    area: (code) => names.area(code),
    others: t('overview.others'),
  });
  const worst = matrix.rows[0];
  const measureName = t(measure === 'overdue' ? 'overview.measureOverdue' : measure === 'open' ? 'overview.measureOpen' : 'overview.measureMajor');
  const worstCount = worst === undefined ? 0 : matrix.totalOf(worst.key);
  const open = (row: string | null, column: string | null): void => {
    const base: Selection = measure === 'overdue' ? { overdue: true } : measure === 'open' ? { open: true } : { open: true, levelCode: ['LV-M'] };
    rows({ ...base, ...matrix.selectionOf(row, column) });
  };
  return (
    <Section
      finding={worst === undefined || worstCount === 0 ? t('overview.matrixNone') : `${worst.name} · ${measureName} ${formatCount(worstCount)}`}
      tools={
        <Choice
          label={t('overview.pivot')}
          value={view.pivot}
          options={[
            { value: 'department', text: t('overview.pivotDepartment'), title: t('overview.pivotDepartmentTitle') },
            { value: 'township', text: t('overview.pivotTownship'), title: t('overview.pivotTownshipTitle') },
          ]}
          onChange={(pivot) => change({ pivot })}
        />
      }
    >
      <Choice<Measure>
        label={t('overview.measure')}
        value={measure}
        options={[
          { value: 'overdue', text: t('overview.measureOverdue') },
          { value: 'open', text: t('overview.measureOpen') },
          { value: 'majorOpen', text: t('overview.measureMajor') },
        ]}
        onChange={setMeasure}
      />
      <Matrix
        caption={t(view.pivot === 'department' ? 'overview.matrixCaptionDepartment' : 'overview.matrixCaption', { measure: measureName })}
        rows={matrix.rows}
        columns={matrix.columns}
        countOf={matrix.countOf}
        nameOf={(row, column, count) => t('overview.cell', { row: row.name, column: column.name, count: formatCount(count) })}
        onOpen={open}
        onOpenRow={(row) => open(row, null)}
        showCounts={wide}
      />
    </Section>
  );
}

function StatusLevel({ counts }: { counts: HazardCounts }) {
  const { t } = useTranslation();
  const names = useNames();
  const rows = useRows();
  const statuses = openStatusCodes
    .map((code) => {
      const ofStatus = counts.statusLevel.filter((entry) => entry.statusCode === code);
      const major = ofStatus.filter((entry) => entry.levelCode === 'LV-M').reduce((sum, entry) => sum + entry.count, 0);
      return { code, major, general: ofStatus.reduce((sum, entry) => sum + entry.count, 0) - major };
    })
    .filter((status) => status.major + status.general > 0);
  const most = [...statuses].sort((a, b) => b.major + b.general - (a.major + a.general))[0];
  return (
    <Section finding={most === undefined ? t('overview.statusLevelEmpty') : t('overview.statusLevel', { open: formatCount(counts.totals.open), status: names.code('hazard-statuses', most.code) })}>
      <Bars
        caption={t('overview.statusLevelTable')}
        bars={statuses.map((status) => ({
          key: status.code,
          name: names.code('hazard-statuses', status.code),
          parts: [
            { tone: 'alarm', count: status.major, name: names.code('hazard-levels', 'LV-M') },
            { tone: 'plain', count: status.general, name: names.code('hazard-levels', 'LV-G') },
          ],
          label: `${names.code('hazard-statuses', status.code)}: ${names.code('hazard-levels', 'LV-M')} ${status.major}, ${names.code('hazard-levels', 'LV-G')} ${status.general}`,
        }))}
        onOpen={(code) => rows({ statusCode: [code] })}
      />
    </Section>
  );
}

function Sources({ counts }: { counts: HazardCounts }) {
  const { t } = useTranslation();
  const names = useNames();
  const rows = useRows();
  const sources = [...counts.source].sort((a, b) => b.total - a.total);
  const first = sources[0];
  if (first === undefined) return null;
  return (
    <Section finding={t('overview.source', { name: names.code('hazard-sources', first.sourceCode), share: formatShare(first.total, counts.totals.total) })}>
      <Bars
        caption={t('overview.sourceTable')}
        bars={sources.slice(0, 6).map((source) => ({
          key: source.sourceCode,
          name: names.code('hazard-sources', source.sourceCode),
          parts: [
            { tone: 'warn', count: source.open, name: t('overview.open') },
            { tone: 'quiet', count: source.total - source.open, name: t('filters.openNo') },
          ],
          label: `${names.code('hazard-sources', source.sourceCode)}: ${formatCount(source.total)}`,
        }))}
        onOpen={(code) => rows({ sourceCode: [code] })}
      />
    </Section>
  );
}

function Series() {
  const { t } = useTranslation();
  const { view } = useView();
  const series = useQuery(hazardSeriesQuery(view.selection, 'week'));
  const recent = series.data?.value.bins.slice(-4) ?? [];
  const sum = (pick: (bin: (typeof recent)[number]) => number): string => formatCount(recent.reduce((total, bin) => total + pick(bin), 0));
  return (
    <Section finding={series.data === undefined ? t('overview.seriesTable') : t('overview.seriesUp', { found: sum((bin) => bin.found), closed: sum((bin) => bin.closed) })} basis={series.data}>
      <Answer asked={series} shape={<Bones rows={1} height={112} />}>
        {(derived) => <SeriesChart bins={derived.value.bins} caption={t('overview.seriesTable')} />}
      </Answer>
    </Section>
  );
}
