// Which pictures are shown as evidence, and what is known of each?
import type { Actor } from '../../data/contract/access.ts';
import type { Evidence, EvidenceFinding } from '../../data/contract/evidence.ts';
import type { Queryable } from '../db/database.ts';
import text from './evidence.sql?raw';

/** Who sends pictures: what tells one sender from another. */
export type Uploader = Pick<Actor, 'kind' | 'id'>;

/** A picture with the name of its file, which never leaves the server. */
export interface StoredEvidence {
  readonly evidence: Evidence;
  readonly fileName: string;
  readonly fileSha256: string;
}

interface Row extends Omit<Evidence, 'place' | 'findings'> {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly findings: string;
  readonly reusedHazardCode: string | null;
  readonly fileName: string;
  readonly fileSha256: string;
}

function storedOf({ lng, lat, findings, reusedHazardCode, fileName, fileSha256, ...row }: Row): StoredEvidence {
  const said = (JSON.parse(findings) as EvidenceFinding[]).map((finding) => ({ ...finding, hazardCode: finding.code === 'reused' ? reusedHazardCode : null }));
  return { evidence: { ...row, place: lng === null || lat === null ? null : [lng, lat], findings: said }, fileName, fileSha256 };
}

/** Gives a picture by its id as far as the handle sees it; null otherwise. */
export async function readEvidence(sql: Queryable, id: number): Promise<StoredEvidence | null> {
  const [row] = await sql.unsafe<Row[]>(text, [id, null, null, null, null]);
  return row === undefined ? null : storedOf(row);
}

/** Gives the pictures of a hazard, the first received first, at most 500; null for a hazard that the handle does not see. */
export async function readEvidenceOf(sql: Queryable, hazardId: number): Promise<Evidence[] | null> {
  const [hazard] = await sql.unsafe<{ id: number }[]>('select id from hazards where id = $1::int', [hazardId]);
  if (hazard === undefined) return null;
  return (await sql.unsafe<Row[]>(text, [null, hazardId, null, null, null])).map((row) => storedOf(row).evidence);
}

/** Gives what somebody sent, by id or by key, whoever else may see it. What it is like is withheld: that may be somebody else's. Takes the server's own handle. */
export async function readOwnUpload(sql: Queryable, { kind, id }: Uploader, wanted: { readonly evidenceId: number } | { readonly requestKey: string }): Promise<StoredEvidence | null> {
  const [row] = await sql.unsafe<Row[]>(text, ['evidenceId' in wanted ? wanted.evidenceId : null, null, kind, id, 'requestKey' in wanted ? wanted.requestKey : null]);
  return row === undefined ? null : storedOf({ ...row, reusedHazardCode: null });
}
