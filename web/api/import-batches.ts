// Which imports were made, and how is one taken back?
import { queryOptions } from '@tanstack/react-query';
import type { ImportBatch } from '../../data/contract/import-clinic.ts';
import type { JobRecord } from '../../data/contract/jobs.ts';
import { request } from './client.ts';
import { dataKey } from './queries.ts';

const batchesKey = 'import-batches';
/** Batches asked for at once. */
export const batchesShown = 100;

/** Under the key of the data: whoever imports or undoes changes it. */
export const importBatchesQuery = () => queryOptions({ queryKey: [dataKey, batchesKey], queryFn: ({ signal }) => request<{ batches: ImportBatch[] }>('/import-batches', { query: { limit: batchesShown }, signal }) });
export const importBatchQuery = (id: number) => queryOptions({ queryKey: [dataKey, batchesKey, id], queryFn: ({ signal }) => request<ImportBatch>(`/import-batches/${id}`, { signal }) });

/** Begins to take an import back; gives the job. Rejects with RequestError: 409 it was undone already. */
export const undoImportBatch = (id: number): Promise<JobRecord> => request(`/import-batches/${id}/undo`, { method: 'POST' });
