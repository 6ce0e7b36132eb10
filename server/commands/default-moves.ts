// Which hazards move on because their time has passed? An order nobody took up within its hours counts as taken up.
import type { Mover } from '../../data/contract/closing-guards.ts';
import { advance } from '../../data/contract/closing-life.ts';
import { planMove } from '../../data/contract/closing-plan.ts';
import { moveOf } from '../../data/contract/closing.ts';
import { lockHazard, writeLife } from './hazard-life.ts';
import type { WriteBatch } from './write.ts';

/** Hazards moved in one transaction; the rest have their turn at the next call. */
const mostAtOnce = 200;

/** Moves every hazard of this ledger that is due to be taken as taken up; what an import brought and nobody has moved here stays as it was told. Gives how many moved. `now` in milliseconds. */
export async function takeUpByDefault(batch: WriteBatch, now: number): Promise<number> {
  const move = moveOf('start-by-default');
  if (move === undefined) return 0;
  const system: Mover = { key: 'system:', role: 'system', person: false, sectorCodes: null };
  const due = await batch.tx.unsafe<{ id: number }[]>(
    `select id from hazards where status_code in ('ST-ASSIGNED', 'ST-RETURNED') and life is not null and assigned_at < to_timestamp($1::float8 / 1000) order by assigned_at limit ${mostAtOnce}`,
    [now],
  );
  let moved = 0;
  for (const { id } of due) {
    const hazard = await lockHazard(batch.tx, id, now);
    const event = hazard === null ? null : planMove(hazard.life, move, system, { now }, {}).event;
    if (hazard === null || event === null) continue;
    await writeLife(batch, id, advance(hazard.life, event), [{ ...event, actor: { role: 'system', name: null } }], null);
    moved += 1;
  }
  return moved;
}
