// Which items does the query of a request ask for? The same words for pages of items and for exports.
import type { Reader } from '../../data/contract/access.ts';
import type { Collection } from '../../data/contract/collections.ts';
import type { Crs } from '../../data/contract/crs.ts';
import { queryablesOf } from '../../data/contract/cql2/queryables.ts';
import { type Expression, propertiesIn } from '../../data/contract/cql2/tree.ts';
import { selectionFromParameters } from '../../data/contract/selection.ts';
import { conditionOfFilter } from '../queries/cql2.ts';
import type { ItemFilter, Scalar } from '../queries/items.ts';
import { checkRestricted } from '../tiles/filter.ts';
import { crsNamed, readBox } from './crs.ts';
import { readFilter } from './filters.ts';
import { hazardFilters, type ItemQuery } from './parameters.ts';

/** A question as data, so that it can be sent to a worker: `expression` is the CQL2 filter, null when there is none. */
export interface ItemQuestion {
  readonly filter: Omit<ItemFilter, 'where'>;
  readonly expression: Expression | null;
}

/** Reads the question of a query whose parameters were read. `today` = the city's date. Throws AppError `invalid-parameter`, or `not-permitted` for a restricted property. */
export function readQuestion(collection: Collection, query: ItemQuery, today: string, offered: readonly Crs[], { restricted }: Pick<Reader, 'restricted'>): ItemQuestion {
  const equals = queryablesOf(collection).flatMap((property) => {
    const values = query[property.name] as Scalar[] | undefined;
    return values === undefined ? [] : [{ property, values }];
  });
  const own = collection.source === 'hazards' ? Object.fromEntries(hazardFilters.map((name) => [name, query[name] as string | undefined])) : {};
  const { overdueDaysMin, dueWithinDays, foundFrom, foundTo } = selectionFromParameters(own).selection;
  const expression = readFilter(collection, query, offered);
  if (!restricted) checkRestricted([...equals.map(({ property }) => property.name), ...(expression === null ? [] : propertiesIn(expression))]);
  const boxCrs = crsNamed(offered, 'bbox-crs', query['bbox-crs']);
  const { boxes, plane } = query.bbox === undefined ? {} : readBox(query.bbox, boxCrs);
  return { filter: { boxes, plane, interval: query.datetime, equals, overdueDaysMin, dueWithinDays, foundFrom, foundTo, today }, expression };
}

/** Gives the filter for the database, the CQL2 condition among it. */
export function withWhere(collection: Collection, { filter, expression }: ItemQuestion): ItemFilter {
  return expression === null ? filter : { ...filter, where: conditionOfFilter(collection, expression, filter.today) };
}
