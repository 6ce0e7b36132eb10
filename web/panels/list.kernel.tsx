// Which columns does a list show, narrow and wide, and how do its rows become CSV?
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import type { Item } from '../api/client.ts';
import { csvOf } from '../parts/csv.ts';
import { deadlineOf } from '../state/deadline.ts';
import { fieldsOf, type ShownField, useFields } from '../state/fields.tsx';
import type { Names } from '../state/names.tsx';

/** The collections a reader may list, in the order of the choice. */
export const listedCollections: readonly string[] = ['hazards', ...siteLayers.filter((layer) => layer.supervised).map((layer) => layer.id), 'vessels', 'inspections', 'incidents', 'storms', 'areas'];

const hazardNames = ['sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'overdue', 'overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo'];

/** Gives the fields of a selection that a collection understands: for hazards all of theirs, else the properties it has. */
export function selectionNamesOf(collection: string): string[] {
  return collection === 'hazards' ? hazardNames : fieldsOf(collection).map((field) => field.name);
}

/** Columns of the wide table, by name; the narrow one shows the first as title and gathers two more under it. */
const wideColumns: Readonly<Record<string, readonly string[]>> = {
  hazards: ['title', 'siteName', 'levelCode', 'statusCode', 'dueOn', 'sectorCode', 'departmentCode', 'areaCode', 'sourceCode', 'foundAt', 'code'],
  vessels: ['name', 'workTypeCode', 'areaCode', 'inPort', 'crewOnBoard', 'crewCapacity', 'windForceRating', 'lengthMetres', 'code'],
  inspections: ['siteName', 'startedAt', 'modeCode', 'sectorCode', 'areaCode', 'hazardsFound', 'majorsFound', 'minutesOnSite', 'code'],
  incidents: ['title', 'occurredAt', 'gradeCode', 'sectorCode', 'areaCode', 'deaths', 'injuries', 'code'],
  storms: ['name', 'nameEn', 'season', 'issuer', 'startedAt', 'endedAt', 'peakWindMetresPerSecond', 'code'],
  areas: ['name', 'nameEn', 'kindCode', 'population', 'code'],
};
const siteColumns = ['name', 'sectorCode', 'areaCode', 'placeTypeCode', 'riskClass', 'departmentCode', 'address', 'code'];
const narrowUnder: Readonly<Record<string, readonly string[]>> = {
  hazards: ['siteName', 'areaCode', 'statusCode'],
  vessels: ['workTypeCode', 'areaCode', 'inPort'],
  inspections: ['startedAt', 'modeCode', 'areaCode'],
  incidents: ['occurredAt', 'gradeCode', 'areaCode'],
  storms: ['season', 'issuer', 'peakWindMetresPerSecond'],
  areas: ['kindCode', 'population'],
};
const siteUnder = ['placeTypeCode', 'sectorCode', 'areaCode'];

function fieldMap(collection: string): Map<string, ShownField> {
  return new Map(fieldsOf(collection).map((field) => [field.name, field]));
}

type Columns = NonNullable<TableProps<Item>['columns']>;

/** Gives the columns of a collection's table. The first is a button that opens the object. */
export function useColumns(collection: string, wide: boolean, onOpen: (item: Item) => void): Columns {
  const { t } = useTranslation();
  const fields = useFields();
  const known = fieldMap(collection);
  const shownNames = (wideColumns[collection] ?? siteColumns).filter((name) => known.has(name));
  const first = known.get(shownNames[0] ?? '');
  const text = (item: Item, name: string): string => {
    const field = known.get(name);
    return field === undefined ? '' : fields.value(field, item.properties[name]);
  };
  const under = (narrowUnder[collection] ?? siteUnder).filter((name) => known.has(name));
  const today = dayOfInstant(Date.now());
  const titleColumn: Columns[number] = {
    key: 'title',
    title: first === undefined ? '' : fields.title(first),
    sorter: (a, b) => text(a, shownNames[0] ?? '').localeCompare(text(b, shownNames[0] ?? ''), 'zh'),
    render: (_, item) => (
      <div className="list-cell">
        <button
          type="button"
          className="list-open"
          aria-label={t('list.open', { name: text(item, shownNames[0] ?? '') })}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(item);
          }}
        >
          {collection === 'hazards' && item.properties.levelCode === 'LV-M' && <span className="level-major">{text(item, 'levelCode').slice(0, 2)}</span>}
          {text(item, shownNames[0] ?? '')}
        </button>
        {!wide && <span className="list-under quiet">{under.map((name) => text(item, name)).filter((one) => one !== '').join(' · ')}</span>}
      </div>
    ),
  };
  const deadline: Columns[number] = {
    key: 'deadline',
    title: fields.title(known.get('dueOn') ?? { name: 'dueOn', meta: { zh: '', en: '' } }),
    width: wide ? 128 : 88,
    align: 'right',
    sorter: (a, b) => String(a.properties.dueOn ?? '9').localeCompare(String(b.properties.dueOn ?? '9')),
    render: (_, item) => {
      const { overdue } = deadlineOf(item.properties, today);
      return (
        <span className="list-due figure">
          {String(item.properties.dueOn ?? t('object.noValue'))}
          {overdue > 0 && <span className="fact-overdue">{t('object.overdueDays', { days: overdue })}</span>}
        </span>
      );
    },
  };
  if (!wide) return collection === 'hazards' ? [titleColumn, deadline] : [titleColumn];
  return [
    titleColumn,
    ...shownNames.slice(1).map((name): Columns[number] => {
      if (name === 'dueOn') return deadline;
      const field = known.get(name);
      return {
        key: name,
        title: field === undefined ? name : fields.title(field),
        className: 'figure',
        sorter: (a, b) => compareValues(a.properties[name], b.properties[name]),
        render: (_, item) => text(item, name) || t('object.noValue'),
      };
    }),
  ];
}

function compareValues(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a ?? '').localeCompare(String(b ?? ''), 'zh');
}

/** Gives items as CSV (RFC 4180) with a header of the fields' titles; personal fields are left out. */
export function rowsToCsv(collection: string, items: readonly Item[], names: Names): string {
  const fields = fieldsOf(collection).filter((field) => field.meta.personal !== true);
  const cell = (field: ShownField, value: unknown): unknown => {
    if (value === null || value === undefined) return '';
    if (field.name === 'areaCode') return names.area(String(value));
    return field.meta.codeList === undefined ? value : names.code(field.meta.codeList, String(value));
  };
  const header = [...fields.map((field) => names.pick(field.meta.zh, field.meta.en)), 'lng', 'lat'];
  const rows = items.map((item) => {
    const place = item.geometry?.type === 'Point' ? item.geometry.coordinates : ['', ''];
    return [...fields.map((field) => cell(field, item.properties[field.name])), place[0], place[1]];
  });
  return csvOf([header, ...rows]);
}
