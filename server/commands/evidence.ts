// How does a picture come in, and how does a step of the closing procedure show it as evidence?
import { type EvidenceFacts, type EvidenceSource, type EvidenceStage, findingsOf, mostEvidenceAtOnce } from '../../data/contract/evidence.ts';
import { evidenceRules } from '../../data/vocabulary/evidence-rules.ts';
import { AppError } from '../errors.ts';
import type { Uploader } from '../queries/evidence.ts';
import judgeText from './attach-evidence.sql?raw';
import insertText from './evidence.sql?raw';
import type { WriteBatch } from './write.ts';

/** Any number: those who attach stand in line, so that one picture sent to two hazards at once is noticed at the second. */
const advisoryLock = 4_550_005;

/** A picture whose files lie on disk. */
export interface EvidenceRow {
  readonly fileName: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly fileSha256: string;
  readonly hash: bigint | null;
  readonly takenAt: string | null;
  readonly timeSource: EvidenceSource;
  readonly place: readonly [lng: number, lat: number] | null;
  readonly placeSource: EvidenceSource;
  readonly accuracyMetres: number | null;
  readonly uploader: Uploader & { readonly name: string; readonly role: string };
  readonly receivedAt: string;
  readonly requestKey: string;
}

/** Stores the row of a picture that no hazard shows yet. Gives its id; null when its sender has sent one under this key before. */
export async function insertEvidence(tx: WriteBatch['tx'], row: EvidenceRow): Promise<number | null> {
  const ageMinutes = row.takenAt === null ? null : Math.round((Date.parse(row.receivedAt) - Date.parse(row.takenAt)) / 6000) / 10;
  const findings = findingsOf({ placeSource: row.placeSource, accuracyMetres: row.accuracyMetres, distanceMetres: null, ageMinutes, comparable: row.hash !== null, alike: null });
  const [made] = await tx.unsafe<{ id: number }[]>(insertText, [
    row.fileName,
    row.bytes,
    row.width,
    row.height,
    row.sha256,
    row.fileSha256,
    row.hash === null ? null : String(row.hash),
    row.takenAt,
    row.timeSource,
    row.place?.[0] ?? null,
    row.place?.[1] ?? null,
    row.placeSource,
    row.accuracyMetres,
    ageMinutes,
    row.uploader.kind,
    row.uploader.id,
    row.uploader.name,
    row.uploader.role,
    row.receivedAt,
    row.requestKey,
    JSON.stringify(findings),
  ]);
  return made?.id ?? null;
}

interface Judged extends Omit<EvidenceFacts, 'alike'> {
  readonly id: number;
  readonly alikeId: number | null;
  readonly bits: number | null;
  readonly sameHazard: boolean | null;
}

/**
 * Shows pictures as evidence of a hazard at a stage, inside the transaction of the step that needs them: each must exist, have been sent by `by`, and be shown nowhere
 * else. Compares each with the place of the hazard and with the pictures of all other hazards and stages; what is odd stands in its remarks. Pictures already shown at
 * this very stage of this hazard stay as they are, so a step sent twice does no harm. Gives the ids in order.
 * Throws AppError `invalid-body` for too many, repeated, unknown or foreign ids and an unknown hazard, `conflict` for a picture that is shown elsewhere. Nothing is then written.
 */
export async function attachEvidence({ tx }: Pick<WriteBatch, 'tx'>, hazardId: number, evidenceIds: readonly number[], stage: EvidenceStage, by: Uploader): Promise<number[]> {
  if (evidenceIds.length > mostEvidenceAtOnce) throw new AppError('invalid-body', `evidence: seen ${evidenceIds.length} pictures, expected at most ${mostEvidenceAtOnce}`);
  if (new Set(evidenceIds).size < evidenceIds.length) throw new AppError('invalid-body', 'evidence: seen a picture twice, expected each once');
  const strange = evidenceIds.filter((id) => !Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1);
  if (strange.length > 0) throw new AppError('invalid-body', `evidence: seen ${strange.slice(0, 5).join(', ')}, expected ids of pictures`);
  if (evidenceIds.length === 0) return [];
  await tx.unsafe('select pg_advisory_xact_lock($1::bigint)', [advisoryLock]);
  const [hazard] = await tx.unsafe<{ id: number }[]>('select id from hazards where id = $1::int', [hazardId]);
  if (hazard === undefined) throw new AppError('invalid-body', `hazard: seen ${hazardId}, expected the id of a hazard`);
  const found = await tx.unsafe<{ id: number; hazardId: number | null; stage: string | null }[]>(
    `select id, hazard_id as "hazardId", stage from evidence where id = any (string_to_array($1::text, ',')::int[]) and uploader_kind = $2 and uploader_id = $3 order by id for update`,
    [evidenceIds.join(','), by.kind, by.id],
  );
  const known = new Set(found.map(({ id }) => id));
  const missing = evidenceIds.filter((id) => !known.has(id));
  // One sentence for both: whether a stranger has sent a picture is nobody's business.
  if (missing.length > 0) throw new AppError('invalid-body', `evidence: seen ${missing.join(', ')}, expected ids of pictures that you have sent yourself`);
  const elsewhere = found.filter((row) => row.hazardId !== null && (row.hazardId !== hazardId || row.stage !== stage));
  if (elsewhere.length > 0) throw new AppError('conflict', `evidence: seen ${elsewhere.map(({ id }) => id).join(', ')}, shown already at another hazard or stage, expected pictures that are not`);
  const fresh = found.filter((row) => row.hazardId === null).map(({ id }) => id);
  if (fresh.length > 0) {
    for (const row of await tx.unsafe<Judged[]>(judgeText, [fresh.join(','), hazardId, stage, evidenceRules.alikeBits.value, evidenceRules.unchangedBits.value])) {
      const findings = findingsOf({ ...row, alike: row.bits === null ? null : { bits: row.bits, sameHazard: row.sameHazard === true } });
      const isAlike = findings.some(({ code }) => code === 'reused' || code === 'unchanged');
      await tx.unsafe(
        `update evidence set hazard_id = $2::int, stage = $3, attached_at = clock_timestamp(), distance_metres = $4::float8, reused_from = $5::int, hamming_distance = $6::int, findings = $7::text::jsonb where id = $1::int`,
        [row.id, hazardId, stage, row.distanceMetres, isAlike ? row.alikeId : null, isAlike ? row.bits : null, JSON.stringify(findings)],
      );
    }
  }
  return [...evidenceIds].sort((a, b) => a - b);
}
