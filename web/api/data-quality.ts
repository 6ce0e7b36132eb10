// Is the data true? Counts of what fails each check, its rows, and the age of every source.
import { queryOptions } from '@tanstack/react-query';
import type { DataQuality, QualityCheckId, QualityRows } from '../../data/contract/data-quality.ts';
import { request } from './client.ts';
import { dataKey } from './queries.ts';

/** Rows of a page, rows of one request for a file, and how many rows can be passed over (server/api/data-quality.ts). */
export const qualityPageRows = 50;
const [mostRows, mostOffset] = [1000, 10_000];
/** Rows that a file can hold. */
export const mostExported = mostOffset + mostRows;
/** An answer that is no longer current is asked for again after so long, in ms; the server works it out anew when its time has come. */
const againMilliseconds = 60_000;

export const dataQualityQuery = () =>
  queryOptions({
    queryKey: [dataKey, 'data-quality'],
    queryFn: ({ signal }) => request<DataQuality>('/data-quality', { signal }),
    refetchInterval: (query) => (query.state.data?.current === false ? againMilliseconds : false),
  });

/** Gives the query of one page of the rows that fail a check. */
export const qualityRowsQuery = (id: QualityCheckId, offset: number) =>
  queryOptions({ queryKey: [dataKey, 'data-quality', id, offset], queryFn: ({ signal }) => request<QualityRows>(`/data-quality/${id}`, { query: { offset: offset === 0 ? null : offset, limit: qualityPageRows }, signal }) });

/** Reads all rows that fail a check, at most `mostExported`. Rejects with RequestError. */
export async function readQualityRows(id: QualityCheckId): Promise<QualityRows['rows']> {
  const rows: QualityRows['rows'] = [];
  for (let offset = 0; offset <= mostOffset; offset += mostRows) {
    const page = await request<QualityRows>(`/data-quality/${id}`, { query: { offset, limit: mostRows } });
    rows.push(...page.rows);
    if (page.rows.length < mostRows) break;
  }
  return rows;
}
