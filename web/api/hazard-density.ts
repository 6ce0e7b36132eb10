// How thick do hazards lie, and what is the question's key?
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Selection } from '../../data/contract/selection.ts';
import { selectionToParameters } from '../../data/contract/selection-address.ts';
import { ask } from './client.ts';
import { dataKey } from './queries.ts';

/**
 * Gives the query of the density of the hazards in a selection. A selection that says nothing of open or closed means the open ones:
 * a year of closed hazards would paint where people have looked, not where danger is.
 */
export const hazardDensityQuery = (selection: Selection, weight: 'count' | 'weighted' | 'major', enabled: boolean) => {
  const says = selection.open !== undefined || selection.overdue !== undefined || selection.statusCode !== undefined || selection.dueWithinDays !== undefined || selection.overdueDaysMin !== undefined;
  const query = selectionToParameters(says ? selection : { ...selection, open: true });
  return queryOptions({
    queryKey: [dataKey, 'hazard-density', query, weight],
    queryFn: ({ signal }) => ask('/analyses/hazard-density', { ...query, weight }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
};
