// What must every home of the database do? One suite, run against the embedded and the served home alike.
import { expect, it } from 'vitest';
import type { Database } from '../../server/db/database.ts';

/** Runs the suite; `open` gives an open, migrated database of the home under test, `second` another client of the same database. */
export function testDatabase(open: () => Database, second: () => Database): void {
  it('3,000 concurrent queries of five kinds from two clients each get their own rows', async () => {
    const wrong: string[] = [];
    const ask = async (database: Database, i: number): Promise<void> => {
      const { sql } = database;
      switch (i % 5) {
        case 0: {
          const [row] = await sql<{ i: number; s: string }[]>`select ${i}::int as i, ${`x${i}`}::text as s`;
          if (row?.i !== i || row.s !== `x${i}`) wrong.push(`parameters ${i}`);
          break;
        }
        case 1: {
          const rows = await sql<{ i: number }[]>`select g, ${i}::int as i from generate_series(1, ${3 + (i % 7)}::int) g`;
          if (rows.length !== 3 + (i % 7) || rows.some((row) => row.i !== i)) wrong.push(`series ${i}`);
          break;
        }
        case 2: {
          const [row] = await sql.unsafe<{ i: number }[]>(`select ${i} as i`);
          if (row?.i !== i) wrong.push(`simple ${i}`);
          break;
        }
        case 3: {
          const pair = await database.transaction(async (tx) => {
            const [first] = await tx<{ i: number }[]>`select ${i}::int as i`;
            const [next] = await tx<{ i: number }[]>`select ${i * 2}::int as i`;
            return [first?.i, next?.i];
          });
          if (pair[0] !== i || pair[1] !== i * 2) wrong.push(`transaction ${i}`);
          break;
        }
        default:
          await sql`select 1 / (${i}::int - ${i}::int)`.then(
            () => wrong.push(`no error ${i}`),
            (error: { code?: string }) => {
              if (error.code !== '22012') wrong.push(`error ${i}: ${error.code}`);
            },
          );
      }
    };
    await Promise.all(Array.from({ length: 3000 }, (_, i) => ask(i % 2 === 0 ? open() : second(), i)));
    expect(wrong).toEqual([]);
  });

  it('dates are calendar days, timestamps carry their zone, the session keeps the city clock', async () => {
    const [row] = await open().sql<Record<string, unknown>[]>`
      select date '2023-06-15' as day, timestamptz '2023-06-15 23:30:00+08' as instant, 5::int as n, 1.5::float8 as f, true as b,
             current_setting('timezone') as zone, (timestamptz '2023-06-15 20:00:00Z')::date as local_day, null::text as nothing`;
    expect(row).toEqual({ day: '2023-06-15', instant: '2023-06-15T23:30:00+08:00', n: 5, f: 1.5, b: true, zone: 'Asia/Shanghai', local_day: '2023-06-16', nothing: null });
  });

  it('arrays go in and rows come out through unnest, a hundred thousand at a time', async () => {
    const database = open();
    await database.sql.unsafe('create table if not exists suite_rows (id int primary key, name text)');
    await database.sql.unsafe('truncate suite_rows');
    for (let from = 0; from < 100_000; from += 10_000) {
      const ids = Array.from({ length: 10_000 }, (_, i) => from + i);
      await database.sql`insert into suite_rows select * from unnest(${ids}::int[], ${ids.map((id) => `n${id}`)}::text[])`;
    }
    const [row] = await database.sql<{ n: number; sum: number }[]>`select count(*)::int as n, sum(id)::float8 as sum from suite_rows`;
    expect(row).toEqual({ n: 100_000, sum: 4_999_950_000 });
  });

  it('a transaction that throws leaves nothing behind, and the next caller is not disturbed', async () => {
    const database = open();
    await database.sql.unsafe('create table if not exists suite_moves (id int)');
    await database.sql.unsafe('truncate suite_moves');
    await expect(
      database.transaction(async (tx) => {
        await tx`insert into suite_moves values (1)`;
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(database.transaction((tx) => tx`insert into suite_moves select 1 / 0`)).rejects.toMatchObject({ code: '22012' });
    const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from suite_moves`;
    expect(row?.n).toBe(0);
  });

  it('a setting made local to a transaction is gone after it: 300 transactions of mixed scope with errors thrown in never see a stranger’s', async () => {
    const strange: string[] = [];
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const database = i % 2 === 0 ? open() : second();
        await database
          .transaction(async (tx) => {
            await tx`select set_config('app.areas', ${`A${i}`}, true)`;
            const [row] = await tx<{ areas: string }[]>`select current_setting('app.areas', true) as areas`;
            if (row?.areas !== `A${i}`) strange.push(`${i} saw ${row?.areas}`);
            if (i % 7 === 0) throw new Error('thrown in');
          })
          .catch((error: Error) => {
            if (error.message !== 'thrown in') strange.push(error.message);
          });
        const [after] = await database.sql<{ areas: string | null }[]>`select nullif(current_setting('app.areas', true), '') as areas`;
        if (after?.areas !== null) strange.push(`after ${i}: ${after?.areas}`);
      }),
    );
    expect(strange).toEqual([]);
  });

  it('the outer client inside a transaction is an error that says what to use, not a wait without end', async () => {
    const database = open();
    await expect(database.transaction(async () => database.sql`select 1`)).rejects.toThrow("expected the transaction's own handle");
    const [row] = await database.sql<{ one: number }[]>`select 1 as one`;
    expect(row?.one).toBe(1);
  });

  it('a crossed polygon is refused by the same check in both homes, and a valid one is taken', async () => {
    const database = open();
    const put = (ring: string) => database.sql`
      insert into sites (layer, code, name, geom, content_hash, synthetic)
      values ('parcels', ${ring}, 'x', ST_GeomFromText(${`POLYGON((${ring}))`}, 4326), 'h', true)`;
    await database.sql`delete from sites where layer = 'parcels' and name = 'x'`;
    await expect(put('0 0, 1 1, 1 0, 0 1, 0 0')).rejects.toMatchObject({ code: '23514' });
    await put('0 0, 1 0, 1 1, 0 1, 0 0');
    const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from sites where layer = 'parcels' and name = 'x'`;
    expect(row?.n).toBe(1);
    await database.sql`delete from sites where layer = 'parcels' and name = 'x'`;
  });

  it('a hazard’s events can be added and never changed, taken out or truncated', async () => {
    const database = open();
    await database.transaction(async (tx) => {
      await tx`insert into hazards (code, title, sector_code, department_code, source_code, level_code, status_code, kind_code, found_at, geom, content_hash, synthetic)
        values ('suite-1', 'x', 'SEC-FIRE', 'DEP-XF', 'SRC-ENT', 'LV-G', 'ST-REPORTED', 'HK-EXIT', now(), ST_SetSRID(ST_MakePoint(122, 37), 4326), 'h', true)
        on conflict (code) do nothing`;
      await tx`insert into hazard_events (hazard_id, sequence, kind, at, actor_role) select id, 1, 'reported', now(), 'enterprise' from hazards where code = 'suite-1' on conflict do nothing`;
    });
    for (const statement of ["update hazard_events set note = 'x'", 'delete from hazard_events', 'truncate hazard_events']) {
      await expect(database.sql.unsafe(statement)).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('a major hazard without a clause is refused', async () => {
    await expect(
      open().sql`insert into hazards (code, title, sector_code, department_code, source_code, level_code, status_code, kind_code, found_at, geom, content_hash, synthetic)
        values ('suite-2', 'x', 'SEC-FIRE', 'DEP-XF', 'SRC-ENT', 'LV-M', 'ST-REPORTED', 'HK-EXIT', now(), ST_SetSRID(ST_MakePoint(122, 37), 4326), 'h', true)`,
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('metres come from geography: one degree of latitude about 37° N is 110,978 m (GRS80)', async () => {
    const [row] = await open().sql<{ metres: number }[]>`
      select ST_Distance(ST_SetSRID(ST_MakePoint(122, 36.5), 4326)::geography, ST_SetSRID(ST_MakePoint(122, 37.5), 4326)::geography)::float8 as metres`;
    expect(row?.metres).toBeGreaterThan(110_977);
    expect(row?.metres).toBeLessThan(110_979);
  });

  it('the same identical rows in another order give the same clusters when ordered by id', async () => {
    const [row] = await open().sql<{ same: boolean }[]>`
      with p(id, geom) as (select g, ST_SetSRID(ST_MakePoint(122 + (g % 10) * 0.001, 37), 4326) from generate_series(1, 200) g),
      a as (select id, ST_ClusterDBSCAN(geom, 0.0005, 3) over (order by id) as c from p),
      b as (select id, ST_ClusterDBSCAN(geom, 0.0005, 3) over (order by id) as c from (select * from p order by random()) q)
      select bool_and(a.c is not distinct from b.c) as same from a join b using (id)`;
    expect(row?.same).toBe(true);
  });
}
