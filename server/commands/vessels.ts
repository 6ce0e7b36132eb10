// How do fishing vessels come to stand in the database?
import type { VesselRow } from '../../data/contract/vessels.ts';
import { columnsWithFingerprint, ewkbHex } from './columns.ts';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';
import text from './vessels.sql?raw';

/**
 * Writes vessels (up to a few thousand at a call) whose rows passed the contract; no code may occur twice in `rows`. `areaCode: null` is worked out by the
 * sea rules (home port first), then by the ground under the position. Gives the counts. Throws what the database throws.
 */
export async function upsertVessels(batch: WriteBatch, rows: readonly VesselRow[]): Promise<WriteCounts> {
  if (rows.length === 0) return { taken: 0, changed: 0, unchanged: 0 };
  const parameters = columnsWithFingerprint(rows, [
    (row) => row.code,
    (row) => row.name,
    (row) => row.mmsi,
    (row) => row.homePortCode,
    (row) => row.areaCode,
    (row) => row.lengthMetres,
    (row) => row.powerKilowatts,
    (row) => row.materialCode,
    (row) => row.workTypeCode,
    (row) => row.crewCapacity,
    (row) => row.crewOnBoard,
    (row) => row.windForceRating,
    (row) => row.certificateExpiresOn,
    (row) => row.positionAt,
    (row) => row.speedKnots,
    (row) => row.courseDegrees,
    (row) => row.inPort,
    (row) => ewkbHex(row.geometry),
    (row) => row.synthetic,
  ]);
  if (rows.some((row) => !row.synthetic)) batch.noteReal();
  const { taken, changed, unchanged } = await runUpsert(batch, 'vessels', text, parameters);
  return { taken, changed, unchanged };
}
