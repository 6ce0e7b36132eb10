// How does a command reach the clinic of the running server? Over its own HTTP API, with the key of the data folder.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ClinicSession, FindingPage } from '../../../data/contract/import-clinic.ts';
import { JobRecord } from '../../../data/contract/jobs.ts';
import { AppError } from '../../errors.ts';
import type { ClinicDoor } from './command.ts';

const askAgainMilliseconds = 200;

/** Gives the door. `headers` prove who asks. */
export function remoteClinic(url: string, headers: Readonly<Record<string, string>>, onProgress: (job: JobRecord) => void): ClinicDoor {
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(`${url}/api${path}`, { ...init, headers: { ...headers, ...(init.headers as Record<string, string> | undefined) } });
    if (response.ok) return response.status === 204 ? null : response.json();
    const { detail, code } = (await response.json().catch(() => ({}))) as { detail?: string; code?: string };
    throw new AppError((code ?? 'internal') as AppError['code'], detail ?? `the server answered with status ${response.status}`);
  };
  const settled = async (begun: unknown): Promise<ClinicSession> => {
    const { session, job } = begun as { session: { id: string }; job: unknown };
    let record = JobRecord.parse(job);
    while (record.state === 'waiting' || record.state === 'running') {
      onProgress(record);
      await new Promise((done) => setTimeout(done, askAgainMilliseconds));
      record = JobRecord.parse(await ask(`/jobs/${record.id}`));
    }
    return ClinicSession.parse(await ask(`/import-clinic/${session.id}`));
  };
  return {
    create: async (layer, name, path) => settled(await ask(`/import-clinic?${new URLSearchParams({ layer, name }).toString()}`, { method: 'POST', body: Readable.toWeb(createReadStream(path)) as never, duplex: 'half' } as RequestInit)),
    check: async (id, plan) => settled(await ask(`/import-clinic/${id}/dry-run`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(plan) })),
    commit: async (id) => settled(await ask(`/import-clinic/${id}/commit`, { method: 'POST' })),
    findings: async (id, group) => FindingPage.parse(await ask(`/import-clinic/${id}/findings?group=${group}&limit=500`)).rows,
    remove: async (id) => {
      await ask(`/import-clinic/${id}`, { method: 'DELETE' });
    },
  };
}
