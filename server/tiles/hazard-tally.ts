// How many hazards stand in each state, sector, department and township? One pass over columns.

/** The columns a tally reads; codes are 1-based positions in their code list, 0 = none; days are city days, `noDay` = none. */
export interface TallyColumns {
  readonly sector: Uint8Array;
  readonly department: Uint8Array;
  readonly area: Uint16Array;
  readonly level: Uint8Array;
  readonly status: Uint8Array;
  readonly source: Uint8Array;
  readonly foundDay: Int32Array;
  readonly closedDay: Int32Array;
  readonly dueDay: Int32Array;
}

/** What the codes mean, as look-up tables by code: 1 = yes. */
export interface TallyMeaning {
  readonly openStatus: Uint8Array;
  /** Statuses in which a passed deadline makes a hazard overdue (hazards.ts). */
  readonly overdueStatus: Uint8Array;
  readonly majorLevel: number;
  /** Day number that stands for "no day" in the day columns. */
  readonly noDay: number;
}

export interface GroupTally {
  total: number;
  open: number;
  majorOpen: number;
  overdue: number;
}

export interface Tally {
  totals: {
    total: number;
    open: number;
    majorOpen: number;
    overdue: number;
    overdueOver30: number;
    majorOverdue: number;
    oldestOverdueDays: number;
    dueWithin7: number;
    foundLast30: number;
    closedLast30: number;
  };
  /** Key: status × 256 + level. */
  statusLevel: Map<number, number>;
  /** Key: sector × 65536 + area. */
  sectorArea: Map<number, GroupTally>;
  /** Key: department × 65536 + area. */
  departmentArea: Map<number, GroupTally>;
  source: Map<number, GroupTally>;
}

/** Gives an empty tally to which `addToTally` adds. */
export function createTally(): Tally {
  return {
    totals: {
      total: 0,
      open: 0,
      majorOpen: 0,
      overdue: 0,
      overdueOver30: 0,
      majorOverdue: 0,
      oldestOverdueDays: 0,
      dueWithin7: 0,
      foundLast30: 0,
      closedLast30: 0,
    },
    statusLevel: new Map(),
    sectorArea: new Map(),
    departmentArea: new Map(),
    source: new Map(),
  };
}

/**
 * Adds the hazards at `rows` to the tally. `today` is the city's day; a deadline ends at 24:00 of its day, so a hazard due today is not
 * overdue. "Last 30" counts today and the 29 days before. Splitting the rows over several calls gives the same tally.
 */
export function addToTally(tally: Tally, columns: TallyColumns, rows: Iterable<number>, meaning: TallyMeaning, today: number): void {
  const { totals } = tally;
  for (const row of rows) {
    const status = columns.status[row] ?? 0;
    const level = columns.level[row] ?? 0;
    const due = columns.dueDay[row] ?? meaning.noDay;
    const found = columns.foundDay[row] ?? meaning.noDay;
    const closed = columns.closedDay[row] ?? meaning.noDay;
    const open = meaning.openStatus[status] === 1 ? 1 : 0;
    const major = level === meaning.majorLevel ? 1 : 0;
    const overdueDays = due !== meaning.noDay && meaning.overdueStatus[status] === 1 ? Math.max(0, today - due) : 0;
    const overdue = overdueDays > 0 ? 1 : 0;
    totals.total += 1;
    totals.open += open;
    totals.majorOpen += open & major;
    totals.overdue += overdue;
    totals.majorOverdue += overdue & major;
    if (overdueDays > 30) totals.overdueOver30 += 1;
    if (overdueDays > totals.oldestOverdueDays) totals.oldestOverdueDays = overdueDays;
    if (open === 1 && due !== meaning.noDay && due >= today && due <= today + 7) totals.dueWithin7 += 1;
    if (found !== meaning.noDay && found > today - 30 && found <= today) totals.foundLast30 += 1;
    if (closed !== meaning.noDay && closed > today - 30 && closed <= today) totals.closedLast30 += 1;
    const statusLevel = status * 256 + level;
    tally.statusLevel.set(statusLevel, (tally.statusLevel.get(statusLevel) ?? 0) + 1);
    const area = columns.area[row] ?? 0;
    addToGroup(tally.sectorArea, (columns.sector[row] ?? 0) * 65_536 + area, open, major, overdue);
    addToGroup(tally.departmentArea, (columns.department[row] ?? 0) * 65_536 + area, open, major, overdue);
    addToGroup(tally.source, columns.source[row] ?? 0, open, major, overdue);
  }
}

function addToGroup(groups: Map<number, GroupTally>, key: number, open: number, major: number, overdue: number): void {
  let group = groups.get(key);
  if (group === undefined) {
    group = { total: 0, open: 0, majorOpen: 0, overdue: 0 };
    groups.set(key, group);
  }
  group.total += 1;
  group.open += open;
  group.majorOpen += open & major;
  group.overdue += overdue;
}
