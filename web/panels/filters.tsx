// Which hazards count? One row per filter with what is chosen; a floating list beside the rail to choose from, with counts.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HazardCounts } from '../../data/contract/analyses.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { codesUnder } from '../../data/vocabulary/code-list.ts';
import { hazardCountsQuery } from '../api/queries.ts';
import { Checklist, type ChecklistOption } from '../parts/checklist.tsx';
import { Choice, Floating } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import { withoutFields } from '../state/view.ts';

type CodeField = 'sectorCode' | 'departmentCode' | 'areaCode' | 'levelCode' | 'sourceCode' | 'statusCode';
const codeFilters: readonly { field: CodeField; list: string | null }[] = [
  { field: 'sectorCode', list: 'sectors' },
  { field: 'departmentCode', list: 'departments' },
  { field: 'areaCode', list: null },
  { field: 'levelCode', list: 'hazard-levels' },
  { field: 'sourceCode', list: 'hazard-sources' },
  { field: 'statusCode', list: 'hazard-statuses' },
];

/** Width of a floating list in px. */
const listWidth = 288;

/** The filters of the rail. */
export function FiltersPanel() {
  const { t } = useTranslation();
  const { view, change } = useView();
  const any = Object.keys(view.selection).length > 0;
  return (
    <section className="rail-section" aria-label={t('filters.title')}>
      <header className="rail-head">
        <h2>{t('filters.title')}</h2>
        {any && (
          <button type="button" className="link-button" onClick={() => change({ selection: {} })}>
            {t('filters.clearAll')}
          </button>
        )}
      </header>
      {codeFilters.map((filter) => (
        <CodeFilter key={filter.field} {...filter} />
      ))}
      <DeadlineFilter />
    </section>
  );
}

function CodeFilter({ field, list }: { field: CodeField; list: string | null }) {
  const { t } = useTranslation();
  const names = useNames();
  const { view } = useView();
  const chosen = view.selection[field] ?? [];
  const name = t(`filters.${field}`);
  const label = (code: string): string => (list === null ? names.area(code) : names.code(list, code));
  const summary = chosen.length === 0 ? t('filters.all') : chosen.length === 1 ? label(chosen[0] ?? '') : t('filters.some', { count: chosen.length });
  return (
    <Floating
      className={chosen.length === 0 ? 'filter-row' : 'filter-row filter-set'}
      label={t('filters.choose', { name })}
      placement="right"
      width={listWidth}
      trigger={
        <>
          <span className="filter-name">{name}</span>
          <span className="filter-value">{summary}</span>
          <Icon name="right" size={12} />
        </>
      }
      content={() => <Choices field={field} list={list} name={name} />}
    />
  );
}

/** The open list. Counts are those of the other filters, so that each choice tells what it would give. */
function Choices({ field, list, name }: { field: CodeField; list: string | null; name: string }) {
  const names = useNames();
  const { view, select } = useView();
  const counts = useQuery(hazardCountsQuery(withoutFields(view.selection, [field])));
  const byCode = counts.data === undefined ? null : countsBy(counts.data.value, field);
  const entries = list === null ? names.townships.map((area) => ({ code: area.code, text: names.area(area.code), parent: undefined })) : (names.list(list)?.entries ?? []).map((entry) => ({ code: entry.code, text: names.pick(entry.zh, entry.en), parent: entry.parent }));
  const codeList = list === null ? undefined : names.list(list);
  // A parent stands for all below it: choosing it chooses them, and it counts as chosen when all of them are.
  const below = (code: string): readonly string[] => (codeList === undefined ? [code] : codesUnder(codeList, code));
  const taken = new Set(view.selection[field] ?? []);
  const chosen = entries.map((entry) => entry.code).filter((code) => taken.has(code) || (below(code).length > 1 && below(code).slice(1).every((child) => taken.has(child))));
  // A choice that would give nothing is left out, unless it is chosen or the counts are not known.
  const options: ChecklistOption[] = entries
    .map((entry) => ({ value: entry.code, text: entry.text, depth: entry.parent === undefined ? 0 : 1, count: byCode === null ? undefined : below(entry.code).reduce((sum, code) => sum + (byCode.get(code) ?? 0), 0) }))
    .filter((option) => option.count !== 0 || chosen.includes(option.value));
  const take = (codes: readonly string[]): void => {
    const added = codes.filter((code) => !chosen.includes(code)).flatMap(below);
    const dropped = new Set(chosen.filter((code) => !codes.includes(code)).flatMap((code) => [...below(code), codeList?.entries.find((entry) => entry.code === code)?.parent ?? code]));
    const next = [...new Set([...codes, ...added])].filter((code) => !dropped.has(code)).sort();
    select({ [field]: next.length === 0 ? undefined : next });
  };
  return <Checklist name={name} options={options} chosen={chosen} onChange={(codes) => take(codes)} />;
}

/** Gives the number of hazards per code of a field, from the cross tables. */
function countsBy(counts: HazardCounts, field: CodeField): Map<string, number> {
  const byCode = new Map<string, number>();
  const add = (code: string | null, count: number): void => {
    if (code !== null) byCode.set(code, (byCode.get(code) ?? 0) + count);
  };
  if (field === 'sectorCode' || field === 'areaCode') for (const entry of counts.sectorArea) add(entry[field], entry.total);
  if (field === 'departmentCode') for (const entry of counts.departmentArea) add(entry.departmentCode, entry.total);
  if (field === 'levelCode' || field === 'statusCode') for (const entry of counts.statusLevel) add(entry[field], entry.count);
  if (field === 'sourceCode') for (const entry of counts.source) add(entry.sourceCode, entry.total);
  return byCode;
}

const deadlineFields = ['open', 'overdue', 'overdueDaysMin', 'dueWithinDays'] as const;
type DeadlineChoice = 'any' | 'open' | 'overdue' | 'overdue30' | 'due3' | 'due7' | 'due30';
const deadlineChoices: Readonly<Record<DeadlineChoice, Selection>> = {
  any: {},
  open: { open: true },
  overdue: { overdue: true },
  // "By more than 30 days", as the headline counts it.
  overdue30: { overdueDaysMin: 31 },
  due3: { dueWithinDays: 3 },
  due7: { dueWithinDays: 7 },
  due30: { dueWithinDays: 30 },
};

function DeadlineFilter() {
  const { t } = useTranslation();
  const { view, change } = useView();
  const current = (Object.keys(deadlineChoices) as DeadlineChoice[]).find((choice) => deadlineFields.every((field) => deadlineChoices[choice][field] === view.selection[field]));
  const texts: Record<DeadlineChoice, string> = {
    any: t('filters.anyDeadline'),
    open: t('filters.deadlineOpen'),
    overdue: t('filters.deadlineOverdue'),
    overdue30: t('filters.deadlineOverdue30'),
    due3: t('filters.deadline3'),
    due7: t('filters.deadline7'),
    due30: t('filters.deadline30'),
  };
  const set = current !== 'any';
  return (
    <Floating
      className={set ? 'filter-row filter-set' : 'filter-row'}
      label={t('filters.choose', { name: t('filters.byDeadline') })}
      placement="right"
      width={216}
      trigger={
        <>
          <span className="filter-name">{t('filters.byDeadline')}</span>
          <span className="filter-value">{current === undefined ? t('filters.some', { count: deadlineFields.filter((field) => view.selection[field] !== undefined).length }) : texts[current]}</span>
          <Icon name="right" size={12} />
        </>
      }
      content={() => (
        <div className="choice-column">
          <Choice<DeadlineChoice | 'other'>
            label={t('filters.byDeadline')}
            value={current ?? 'other'}
            options={(Object.keys(deadlineChoices) as DeadlineChoice[]).map((choice) => ({ value: choice, text: texts[choice] }))}
            onChange={(choice) => {
              if (choice !== 'other') change({ selection: { ...withoutFields(view.selection, deadlineFields), ...deadlineChoices[choice] } });
            }}
          />
        </div>
      )}
    />
  );
}
