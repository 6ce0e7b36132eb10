// How do personal data go: by the clock, when they were kept long enough, and on request?
import { type PersonalDataFound, personalData, personalDataRule } from '../../data/contract/personal-data.ts';
import type { WriteBatch } from './write.ts';

/** Days of a rule that has some. */
function daysOf(id: string): number {
  const { keptDays } = personalDataRule(id);
  if (keptDays === null) throw new TypeError(`personal data: seen no days in the rule ${id}, expected some`);
  return keptDays;
}

/**
 * Erases what was kept long enough by the table of personal data, up to and without `today` (YYYY-MM-DD). Gives how many records of each rule were erased; rules
 * that had none are left out. Throws what the database throws.
 */
export async function eraseOverdue(batch: WriteBatch, today: string): Promise<Record<string, number>> {
  const { tx } = batch;
  const erased: Record<string, number> = {};
  const count = (rule: string, records: number): void => {
    if (records > 0) erased[rule] = (erased[rule] ?? 0) + records;
  };
  const informers = await tx.unsafe(
    `update informers set name = null, phone = null, erased_at = now() from hazards
     where hazards.id = hazard_id and erased_at is null and least(keep_until, (closed_at at time zone 'Asia/Shanghai')::date + $2::int) < $1::date`,
    [today, daysOf('informers')],
  );
  count('informers', informers.count);
  const sites = new Set<number>();
  for (const field of personalDataRule('site-contacts').fields) {
    const [layer = '', property = ''] = field.split('.');
    const rows = await tx.unsafe<{ id: number }[]>(
      `update sites set attributes = attributes || jsonb_build_object($2::text, null), updated_at = now()
       where layer = $1 and attributes ->> $2::text is not null and ends_on + $4::int < $3::date returning id`,
      [layer, property, today, daysOf('site-contacts')],
    );
    batch.note(layer, rows.map(({ id }) => id));
    for (const { id } of rows) sites.add(id);
  }
  count('site-contacts', sites.size);
  const owners = await tx.unsafe<{ id: number }[]>(
    `update hazards set owner_name = null, life = jsonb_set(life, '{ownerName}', 'null'), updated_at = now() where owner_name is not null and (closed_at at time zone 'Asia/Shanghai')::date + $2::int < $1::date returning id`,
    [today, daysOf('hazard-owners')],
  );
  batch.note('hazards', owners.map(({ id }) => id));
  count('hazard-owners', owners.length);
  const sessions = await tx.unsafe(`delete from sessions where ("expiresAt" at time zone 'Asia/Shanghai')::date + $2::int < $1::date`, [today, daysOf('sessions')]);
  count('sessions', sessions.count);
  await tx.unsafe(`delete from verifications where ("expiresAt" at time zone 'Asia/Shanghai')::date < $1::date`, [today]);
  return erased;
}

/** Erases what was found of a person, as the rule of each says. Gives what is gone and what stays: audit, free text, and accounts that are still open. */
export async function erasePerson(batch: WriteBatch, found: readonly PersonalDataFound[]): Promise<{ erased: PersonalDataFound[]; kept: PersonalDataFound[] }> {
  const { tx } = batch;
  const [erased, kept]: [PersonalDataFound[], PersonalDataFound[]] = [[], []];
  for (const one of found) {
    const rule = personalData.find(({ id }) => id === one.rule);
    const [collection = '', id = ''] = one.record.split('/');
    let isGone = false;
    if (one.rule === 'informers') {
      isGone = (await tx.unsafe('update informers set name = null, phone = null, erased_at = coalesce(erased_at, now()) where id = $1::int', [id])).count > 0;
    } else if (one.rule === 'site-contacts') {
      isGone = (await tx.unsafe('update sites set attributes = attributes || jsonb_build_object($2::text, null), updated_at = now() where id = $1::int', [id, one.field.split('.')[1] ?? ''])).count > 0;
      batch.note(collection, [Number(id)]);
    } else if (one.rule === 'hazard-owners') {
      isGone = (await tx.unsafe(`update hazards set owner_name = null, life = jsonb_set(life, '{ownerName}', 'null'), updated_at = now() where id = $1::int`, [id])).count > 0;
      batch.note(collection, [Number(id)]);
    } else if (one.rule === 'accounts') {
      // Only a closed account: somebody who still works here must be known by name.
      const closed = await tx.unsafe(
        `update users set name = '已清除', "displayUsername" = null, username = 'erased-' || left(id, 8), email = 'erased-' || id || '@accounts.invalid', "updatedAt" = now()
        from grants where grants.user_id = users.id and disabled and users.id = $1`,
        [id],
      );
      isGone = closed.count > 0;
    }
    if (rule?.erasing !== 'kept' && isGone) erased.push(one);
    else kept.push({ ...one, erasing: 'kept' });
  }
  return { erased, kept };
}
