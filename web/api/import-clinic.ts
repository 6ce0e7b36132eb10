// What does the page ask the import clinic, and how does a file reach it?
import { queryOptions } from '@tanstack/react-query';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { ClinicPlan, ClinicReading, ClinicSession, FindingGroup, FindingPage, RowOutcome } from '../../data/contract/import-clinic.ts';
import type { JobRecord } from '../../data/contract/jobs.ts';
import { addressOf, request, RequestError } from './client.ts';
import { upload } from './upload.ts';

/** Not under the key of the data: a file in the clinic is its maker's own and follows its jobs. */
const clinicKey = 'import-clinic';
const busyMilliseconds = 2000;
const jobMilliseconds = 400;

export type ClinicSessionBrief = Pick<ClinicSession, 'id' | 'layer' | 'fileName' | 'state' | 'createdAt' | 'batchId'>;
interface Begun {
  readonly session: ClinicSession;
  readonly job: JobRecord;
}
/** A row of the dry run on the map. */
export interface ImportPlace {
  readonly type: 'Feature';
  readonly geometry: Geometry;
  readonly properties: { readonly line: number; readonly code: string | null; readonly outcome: RowOutcome };
}

/** True while a job works on a session. */
export const isBusy = (state: string): boolean => state === 'looking' || state === 'checking' || state === 'committing';

export const clinicSessionsQuery = () =>
  queryOptions({
    queryKey: [clinicKey, 'list'],
    queryFn: ({ signal }) => request<{ sessions: ClinicSessionBrief[] }>('/import-clinic', { signal }),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.sessions.some(({ state }) => isBusy(state)) === true ? busyMilliseconds : false),
  });

/** Gives the query of a session. While a job is at work it is asked again and again; the end of the job (clinicJobQuery) is told sooner. */
export const clinicSessionQuery = (id: string) =>
  queryOptions({
    queryKey: [clinicKey, 'session', id],
    queryFn: ({ signal }) => request<ClinicSession>(`/import-clinic/${encodeURIComponent(id)}`, { signal }),
    staleTime: 0,
    retry: (failures, error) => failures < 1 && (error as RequestError).status !== 404,
    refetchInterval: (query) => (query.state.data !== undefined && isBusy(query.state.data.state) ? busyMilliseconds : false),
  });

export const clinicJobQuery = (id: string) =>
  queryOptions({
    queryKey: [clinicKey, 'job', id],
    queryFn: ({ signal }) => request<JobRecord>(`/jobs/${encodeURIComponent(id)}`, { signal }),
    staleTime: 0,
    retry: false,
    refetchInterval: (query) => (query.state.status === 'error' || (query.state.data !== undefined && !['waiting', 'running'].includes(query.state.data.state)) ? false : jobMilliseconds),
  });

/** Gives the query of a page of rows of the dry run that `jobId` made. */
export const findingsQuery = (id: string, jobId: string | null, group: FindingGroup, offset: number, limit: number) =>
  queryOptions({ queryKey: [clinicKey, 'findings', id, jobId, group, offset, limit], queryFn: ({ signal }) => request<FindingPage>(`/import-clinic/${id}/findings`, { query: { group, offset, limit }, signal }), staleTime: Number.POSITIVE_INFINITY });

export const importPlacesQuery = (id: string, jobId: string | null) =>
  queryOptions({ queryKey: [clinicKey, 'places', id, jobId], queryFn: ({ signal }) => request<{ features: ImportPlace[] }>(`/import-clinic/${id}/places`, { signal }), staleTime: Number.POSITIVE_INFINITY });

/** Gives the address of the refused rows of a session, as CSV. */
export const refusedAddress = (id: string): string => addressOf(`/import-clinic/${id}/refused.csv`);

/** Brings a file in. Rejects with RequestError, or with the signal's reason. */
export async function sendImportFile(layer: string, file: File, onShare: (share: number) => void, signal: AbortSignal): Promise<Begun> {
  try {
    return await upload<Begun>({ address: addressOf('/import-clinic', { layer, name: file.name.slice(0, 200) }), body: file, headers: { 'Content-Type': 'application/octet-stream' }, onShare, signal });
  } catch (error) {
    // Asked the usual way, a session that is over opens the sign-in over this page.
    if (error instanceof RequestError && error.status === 401) await request('/import-clinic').catch(() => undefined);
    throw error;
  }
}

export const removeClinicSession = (id: string): Promise<void> => request(`/import-clinic/${id}`, { method: 'DELETE' });
export const readImportAgain = (id: string, reading: ClinicReading): Promise<Begun> => request(`/import-clinic/${id}/reading`, { body: reading });
export const checkImport = (id: string, plan: ClinicPlan): Promise<Begun> => request(`/import-clinic/${id}/dry-run`, { body: plan });
export const commitImport = (id: string): Promise<Begun> => request(`/import-clinic/${id}/commit`, { method: 'POST' });
/** Tells a job to stop; one that has just ended is no error. */
export const cancelImportJob = (id: string): Promise<void> =>
  request<void>(`/jobs/${id}`, { method: 'DELETE' }).catch((error: RequestError) => {
    if (error.status !== 404) throw error;
  });
