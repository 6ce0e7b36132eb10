// Which filters are in force, in words? One chip per field or pair of fields, with what clears it.
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../data/contract/selection.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { useNames } from './names.tsx';

export interface FilterChip {
  readonly fields: readonly SelectionField[];
  /** Name of the filter, '' when the words say it all. */
  readonly name: string;
  readonly words: string;
}

const listOfField = {
  sectorCode: 'sectors',
  departmentCode: 'departments',
  levelCode: 'hazard-levels',
  sourceCode: 'hazard-sources',
  statusCode: 'hazard-statuses',
  kindCode: 'hazard-kinds',
  placeTypeCode: 'place-types',
  riskClass: 'risk-classes',
  featureKind: 'gas-feature-kinds',
  pressureCode: 'gas-pressures',
  workTypeCode: 'vessel-work-types',
} as const;
type ListField = keyof typeof listOfField;

/** Names written out in a chip before it counts instead. */
const namesWritten = 2;

/** Gives the chips of a selection, in the order of the rail; none for an empty selection. */
export function useFilterChips(selection: Selection): FilterChip[] {
  const { t } = useTranslation();
  const names = useNames();
  const chips: FilterChip[] = [];
  const some = (labels: string[]): string => (labels.length <= namesWritten ? labels.join(t('words.and')) : t('filters.some', { count: labels.length }));
  for (const field of Object.keys(listOfField) as ListField[]) {
    const codes = selection[field];
    if (codes !== undefined) chips.push({ fields: [field], name: t(`filters.${field}`), words: some(withoutChildren(names.list(listOfField[field]), codes.map(String)).map((code) => names.code(listOfField[field], code))) });
  }
  if (selection.areaCode !== undefined) chips.push({ fields: ['areaCode'], name: t('filters.areaCode'), words: some(selection.areaCode.map((code) => names.area(code))) });
  if (selection.siteLayer !== undefined) chips.push({ fields: ['siteLayer'], name: t('filters.siteLayer'), words: some(selection.siteLayer.map((id) => names.layer(id))) });
  if (selection.open !== undefined) chips.push({ fields: ['open'], name: '', words: t(selection.open ? 'filters.openYes' : 'filters.openNo') });
  if (selection.overdue !== undefined) chips.push({ fields: ['overdue'], name: '', words: t(selection.overdue ? 'filters.overdueYes' : 'filters.overdueNo') });
  if (selection.overdueDaysMin !== undefined) chips.push({ fields: ['overdueDaysMin'], name: '', words: t('filters.overdueDaysMinValue', { days: selection.overdueDaysMin }) });
  if (selection.dueWithinDays !== undefined) {
    chips.push({ fields: ['dueWithinDays'], name: '', words: selection.dueWithinDays === 0 ? t('filters.dueToday') : t('filters.dueWithinDaysValue', { days: selection.dueWithinDays }) });
  }
  if (selection.inPort !== undefined) chips.push({ fields: ['inPort'], name: '', words: t(selection.inPort ? 'filters.inPortYes' : 'filters.inPortNo') });
  const { foundFrom: from, foundTo: to } = selection;
  if (from !== undefined || to !== undefined) {
    const words = from !== undefined && to !== undefined ? t('filters.foundBetween', { from, to }) : from !== undefined ? t('filters.foundSince', { from }) : t('filters.foundUntil', { to });
    chips.push({ fields: ['foundFrom', 'foundTo'], name: '', words });
  }
  return chips;
}

/** Leaves out what lies below a code that is named itself: the parent's name says it. */
function withoutChildren(list: CodeList | undefined, codes: readonly string[]): readonly string[] {
  return list === undefined ? codes : codes.filter((code) => !codes.includes(list.entries.find((entry) => entry.code === code)?.parent ?? ''));
}
