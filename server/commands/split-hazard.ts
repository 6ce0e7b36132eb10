// What is left of a hazard that was put right in part? A hazard of its own, with the same site, deadline and history behind it.
import { advance, type LifeEvent } from '../../data/contract/closing-life.ts';
import { type EventActor, type LockedHazard, writeLife } from './hazard-life.ts';
import type { WriteBatch } from './write.ts';

/** Makes the hazard that stands for `remainder` of a split event: same place, level, clause, owner and deadline, being rectified, child of the first. Gives its id. */
export async function splitOff(batch: WriteBatch, parent: LockedHazard, split: LifeEvent, actor: EventActor, now: number): Promise<number> {
  const code = await nextCode(batch, now);
  const [made] = await batch.tx.unsafe<{ id: number }[]>(
    `insert into hazards (code, title, site_id, site_layer, site_code, site_name, sector_code, department_code, area_code, area_by_rule, source_code, level_code, status_code, kind_code,
       element_code, depth_code, clause_id, expert_record, found_at, geom, content_hash, synthetic, place_accuracy_metres)
     select $2, title, site_id, site_layer, site_code, site_name, sector_code, department_code, area_code, area_by_rule, source_code, level_code, status_code, kind_code,
       element_code, depth_code, clause_id, expert_record, found_at, geom, 'reported here', synthetic, place_accuracy_metres
     from hazards where id = $1::int returning id`,
    [parent.id, code],
  );
  if (made === undefined) throw new Error('the hazard that is left was not written');
  const { sequence: _sequence, statusCode: _statusCode, signOffs: _signOffs, rectifiedAt: _rectifiedAt, reviewDueOn: _reviewDueOn, rectifier: _rectifier, chase: _chase, ...kept } = parent.life;
  const event: LifeEvent = {
    sequence: 1,
    kind: 'report',
    at: split.at,
    by: split.by,
    fromStatusCode: null,
    toStatusCode: 'ST-RECTIFYING',
    data: { ...kept, title: String(split.data['remainder']).slice(0, 300), parent: parent.id, parentSequence: split.sequence, finder: parent.life.finder, flags: parent.life.flags },
  };
  await writeLife(batch, made.id, { ...advance(null, event), finder: parent.life.finder }, [{ ...event, by: parent.life.finder, actor }], null);
  return made.id;
}

/** Gives the next number of a hazard that is reported here: YH, the city's date, a count that never repeats. */
export async function nextCode({ tx }: WriteBatch, now: number): Promise<string> {
  const [row] = await tx.unsafe<{ code: string }[]>(
    `select 'YH-' || to_char(to_timestamp($1::float8 / 1000) at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad(nextval('hazard_numbers')::text, 5, '0') as code`,
    [now],
  );
  if (row === undefined) throw new Error('no number was given');
  return row.code;
}
