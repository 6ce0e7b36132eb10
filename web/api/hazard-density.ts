// How thick do hazards lie, and what is the question's key?
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Selection, selectionToParameters } from '../../data/contract/selection.ts';
import { ask } from './client.ts';
import { dataKey } from './queries.ts';

/** Gives the query of the density of the hazards in a selection. */
export const hazardDensityQuery = (selection: Selection, weight: 'count' | 'weighted' | 'major', enabled: boolean) =>
  queryOptions({
    queryKey: [dataKey, 'hazard-density', selectionToParameters(selection), weight],
    queryFn: ({ signal }) => ask('/analyses/hazard-density', { ...selectionToParameters(selection), weight }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
