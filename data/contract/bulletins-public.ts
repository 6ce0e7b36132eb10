// Which cells of a bulletin may everybody see? Those of few cases are left out, and as many more as it takes that none can be worked out from the sums.
import { type BulletinCell, type BulletinFacts, type BulletinGroup, fewestCases } from './bulletins.ts';

/**
 * Gives which rows to leave out: those with 1 to fewestCases - 1 cases, and along every line that adds up to a published sum the next smallest ones, until what is left
 * out of that line is at least two rows and fewestCases cases. `lines` gives the lines a row stands in. Rows of no cases are left out of a line's reckoning: a zero stays.
 */
export function rowsToHide<Row extends { readonly n: number | null }>(rows: readonly Row[], lines: (row: Row) => readonly string[]): ReadonlySet<Row> {
  const hidden = new Set(rows.filter(({ n }) => n !== null && n > 0 && n < fewestCases));
  const byLine = new Map<string, Row[]>();
  for (const row of rows) for (const line of lines(row)) byLine.set(line, [...(byLine.get(line) ?? []), row]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const members of byLine.values()) {
      const out = members.filter((row) => hidden.has(row));
      if (out.length === 0) continue;
      const cases = out.reduce((sum, { n }) => sum + (n ?? 0), 0);
      if (out.length >= 2 && cases >= fewestCases) continue;
      const next = members.filter((row) => !hidden.has(row) && (row.n ?? 0) > 0).sort((a, b) => (a.n ?? 0) - (b.n ?? 0))[0];
      if (next === undefined) continue;
      hidden.add(next);
      changed = true;
    }
  }
  return hidden;
}

/** Gives the facts as everybody but the office sees them. */
export function publicFacts(facts: BulletinFacts): BulletinFacts {
  const groups = (rows: readonly BulletinGroup[]): BulletinGroup[] => {
    const hidden = rowsToHide(rows, () => ['all']);
    return rows.map((row) => (hidden.has(row) ? (Object.fromEntries(Object.keys(row).map((key) => [key, key === 'code' ? row.code : null])) as unknown as BulletinGroup) : row));
  };
  const hidden = rowsToHide(facts.departmentArea, (cell) => [`department ${cell.departmentCode}`, `area ${cell.areaCode ?? ''}`]);
  const cells = facts.departmentArea.map((cell): BulletinCell => (hidden.has(cell) ? { departmentCode: cell.departmentCode, areaCode: cell.areaCode, n: null, found: null, closed: null, open: null, openMajors: null, overdue: null } : cell));
  return { ...facts, departments: groups(facts.departments), areas: groups(facts.areas), sectors: groups(facts.sectors), departmentArea: cells };
}
