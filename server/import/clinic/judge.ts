// What comes of each row under a plan: new, changed, unchanged or refused, and why? The same judgement for the dry run and for the write.
import type { CollectionProperty } from '../../../data/contract/collections.ts';
import type { Box, Geometry } from '../../../data/contract/geometry.ts';
import type { ClinicPlan, Finding, RowFinding, RowOutcome, Said } from '../../../data/contract/import-clinic.ts';
import { packColumn } from '../../commands/columns.ts';
import type { Queryable } from '../../db/database.ts';
import { AppError } from '../../errors.ts';
import { readCity } from '../../queries/city.ts';
import { readAreaNames, readKnownSites } from '../../queries/import-evidence.ts';
import { readStored, readTownships, type StoredRow } from '../../queries/import-stored.ts';
import { checkGeometry } from '../geometry-checks.ts';
import { type IssueSink, shown } from '../issues.ts';
import { repairPolygons } from '../repair.ts';
import type { ClinicLayer } from './clinic-layers.ts';
import { type Convert, converterOf } from './coordinates.ts';
import { differencesOf } from './differences.ts';
import { inBothLanguages } from './expectation-words.ts';
import { convertCoordinates, placeOfRow } from './place-of-row.ts';
import { outOfScope, type RowScope, siteLimitsOf } from './scope.ts';
import { columnOf } from './spreadsheet.ts';
import { mostColumns, type StagedRow } from './staging.ts';
import { isBlank, readerOfProperty, type ValueReader } from './values.ts';
import { wordsOfAreas } from './words.ts';

export interface JudgedRow extends RowFinding {
  readonly staged: StagedRow;
  /** The row as a command takes it; null when refused. */
  readonly row: (Record<string, unknown> & { readonly code: string }) | null;
  /** Its place, where there is one, also of a refused row. */
  readonly geometry: Geometry | null;
}

/** Gathers what is found in one row. */
class RowIssues implements IssueSink {
  readonly findings: Finding[] = [];
  private readonly said: Set<string>;

  constructor(said: Set<string>) {
    this.said = said;
  }

  refused(): boolean {
    return this.findings.some(({ severity }) => severity === 'error');
  }

  tell(severity: Finding['severity'], field: string | null, seen: unknown, expected: Said): void {
    // The first thing wrong with a field is said; what follows from it is not.
    if (severity === 'error' && this.findings.some((one) => one.severity === 'error' && one.field === field)) return;
    this.findings.push({ severity, field, seen: shown(seen), expected });
  }

  error(_line: number, field: string | null, seen: unknown, expected: string): void {
    this.tell('error', field, seen, inBothLanguages(expected));
  }

  remark(_line: number, field: string | null, seen: unknown, expected: string): void {
    this.tell('remark', field, seen, inBothLanguages(expected));
  }

  remarkOnce(key: string, line: number, field: string | null, seen: unknown, expected: string): void {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.remark(line, field, seen, expected);
  }

  once(key: string, field: string, seen: unknown, expected: Said): void {
    if (this.said.has(`${key} ${field}`)) return;
    this.said.add(`${key} ${field}`);
    this.tell('remark', field, seen, expected);
  }
}

/** A row on its way. */
interface Draft {
  readonly staged: StagedRow;
  readonly issues: RowIssues;
  /** Values of mapped fields; null = the cell says nothing. */
  readonly values: Record<string, unknown>;
  readonly code: string | null;
  geometry: { type: string; coordinates: unknown } | null;
  stored: StoredRow | null;
  /** Checked: what a command takes. */
  row: (Record<string, unknown> & { code: string; areaCode: string | null; geometry: Geometry }) | null;
}

const repeated: Said = { zh: '文件中只出现一次的编码', en: 'a code that comes once in the file' };
const handledHere: Said = { zh: '尚未在本系统办理的隐患：已在系统内办理的，不能用文件改动', en: 'a hazard that is not yet handled here: once it is, no file changes it' };
const nothing = { words: 'nothing' };

/** Judges rows in batches under one plan; holds what was seen of the file so far. */
export class Judge {
  private readonly sql: Queryable;
  private readonly layer: ClinicLayer;
  private readonly plan: ClinicPlan;
  private readonly scope: RowScope;
  private readonly readers: ReadonlyMap<string, { reader: ValueReader; column: number }>;
  private readonly constants: ReadonlyMap<string, unknown>;
  private readonly convert: Convert | null;
  private readonly areas: ReadonlySet<string>;
  private readonly box: Box | null;
  private readonly seen = new Set<string>();
  private readonly said = new Set<string>();

  private constructor(sql: Queryable, layer: ClinicLayer, plan: ClinicPlan, scope: RowScope, areas: ReadonlySet<string>, words: ReturnType<typeof wordsOfAreas>, box: Box | null) {
    this.sql = sql;
    this.layer = layer;
    this.plan = plan;
    this.scope = scope;
    this.areas = areas;
    this.box = box;
    const properties = new Map(layer.properties.map((property) => [property.name, property]));
    const named = (field: string): CollectionProperty => {
      const property = properties.get(field);
      if (property === undefined) throw new AppError('invalid-body', `mapping: seen the field ${JSON.stringify(field.slice(0, 40))}, expected one of ${[...properties.keys()].join(', ')}`);
      return property;
    };
    this.readers = new Map(Object.entries(plan.mapping).map(([field, column]) => {
      const place = /^[A-Z]{1,3}$/.test(column) ? columnOf(column) : 0;
      if (place < 1 || place > mostColumns) throw new AppError('invalid-body', `mapping.${field}: seen ${JSON.stringify(column.slice(0, 20))}, expected the letters of a column`);
      return [field, { reader: readerOfProperty(named(field), words), column: place - 1 }];
    }));
    this.constants = new Map(Object.entries(plan.constants).map(([field, text]) => {
      const meant = readerOfProperty(named(field), words).read(text);
      if ('fault' in meant) throw new AppError('invalid-body', `constants.${field}: seen ${JSON.stringify(text.slice(0, 60))}, expected ${meant.fault.en}`);
      return [field, meant.value];
    }));
    if (plan.place.kind !== 'none' && plan.crs === null) throw new AppError('invalid-body', 'crs: seen none, expected the coordinate system of the places: nothing is converted silently');
    this.convert = plan.crs === null ? null : converterOf(plan.crs, plan.swapped);
  }

  /** Reads what the judgement needs. Throws AppError `invalid-body` naming what is wrong with the plan. */
  static async open(sql: Queryable, layer: ClinicLayer, plan: ClinicPlan, scope: RowScope): Promise<Judge> {
    const areas = await readAreaNames(sql);
    const city = await readCity(sql);
    return new Judge(sql, layer, plan, scope, new Set(areas.map(({ code }) => code)), wordsOfAreas(areas), city?.box ?? null);
  }

  /** Judges some rows, in their order. Rejects with what the database throws. */
  async judge(rows: readonly StagedRow[]): Promise<JudgedRow[]> {
    const drafts = rows.map((row) => this.draft(row));
    const later = this.takeRepeats(drafts);
    const codes = drafts.flatMap(({ code }) => (code === null ? [] : [code]));
    const stored = await readStored(this.sql, this.layer.layer.table, this.layer.id, packColumn(codes));
    for (const draft of drafts) {
      draft.stored = stored.get(draft.code ?? '') ?? null;
      if (draft.stored !== null) this.checkStoredScope(draft, draft.stored);
    }
    await this.tieToSites(drafts);
    for (const draft of drafts) if (!draft.issues.refused()) this.check(draft);
    await this.repair(drafts);
    await this.checkScope(drafts);
    return drafts.map((draft) => this.finish(draft, later.has(draft)));
  }

  private draft(staged: StagedRow): Draft {
    const issues = new RowIssues(this.said);
    const values: Record<string, unknown> = {};
    if (staged.problem !== undefined) issues.tell('error', null, { words: staged.problem.seen }, inBothLanguages(staged.problem.expected));
    for (const [field, { reader, column }] of this.readers) {
      const cell = staged.cells[column] ?? null;
      if (isBlank(cell)) {
        values[field] = null;
        continue;
      }
      const meant = reader.read(cell);
      if ('fault' in meant) issues.tell('error', field, cell, meant.fault);
      else {
        values[field] = meant.value;
        if (meant.remark !== undefined) issues.once(meant.remark.key, field, cell, meant.remark.said);
      }
    }
    const place = placeOfRow(staged, this.plan.place);
    let geometry: Draft['geometry'] = null;
    if ('expected' in place) issues.tell('error', 'geometry', place.seen, place.expected);
    else if ('geometry' in place && this.convert !== null) geometry = { type: place.geometry.type, coordinates: convertCoordinates(place.geometry.coordinates, this.convert) };
    const code = values['code'] ?? null;
    return { staged, issues, values, code: typeof code === 'string' && code !== '' ? code : null, geometry, stored: null, row: null };
  }

  /** Refuses codes that came before; gives drafts that a later row of the same batch replaces. */
  private takeRepeats(drafts: readonly Draft[]): Set<Draft> {
    const replaced = new Set<Draft>();
    const last = new Map<string, Draft>();
    for (const draft of drafts) {
      if (draft.code === null) continue;
      const before = last.get(draft.code);
      if (this.seen.has(draft.code)) {
        if (this.plan.repeats === 'refuse') {
          draft.issues.tell('error', 'code', draft.code, repeated);
          continue;
        }
        draft.issues.once('repeats', 'code', draft.code, { zh: '文件中只出现一次的编码：以最后一行为准', en: 'a code that comes once in the file: the last row wins' });
        if (before !== undefined) replaced.add(before);
      }
      this.seen.add(draft.code);
      last.set(draft.code, draft);
    }
    return replaced;
  }

  /** A row that belongs to others is neither changed nor shown. */
  private checkStoredScope(draft: Draft, stored: StoredRow): void {
    if (outOfScope(this.scope, this.layer.layer.table, stored.areaCode, (stored.values['sectorCode'] as string | null) ?? null) === null) return;
    draft.issues.tell('error', 'code', draft.code, { zh: '本单位管辖范围内的编码：此编码已由其他镇街或部门使用', en: 'a code of your own areas and sectors: this one is in use elsewhere' });
    draft.stored = null;
  }

  /** Hazards, inspections and incidents find their site by code or by a name that only one has; one without a place gets that of its site. */
  private async tieToSites(drafts: readonly Draft[]): Promise<void> {
    if (this.layer.layer.table === 'sites' || this.layer.layer.table === 'vessels') return;
    const open = drafts.filter((draft) => !draft.issues.refused() && (this.valueOf(draft, 'siteCode') !== null || this.valueOf(draft, 'siteName') !== null) && (this.valueOf(draft, 'siteCode') === null || this.valueOf(draft, 'siteLayer') === null || (draft.geometry === null && draft.stored === null)));
    if (open.length === 0) return;
    const text = (name: string) => packColumn(open.map((draft) => this.valueOf(draft, name) as string | null));
    const known = await readKnownSites(this.sql, [packColumn(open.map((draft) => (this.valueOf(draft, 'siteLayer') as string | null) ?? '')), text('siteCode'), text('siteName')], siteLimitsOf(this.scope));
    for (const { place, layer, code, name, lng, lat } of known) {
      const draft = open[place - 1];
      if (draft === undefined) continue;
      if (this.valueOf(draft, 'siteCode') === null) draft.issues.once('tied', 'siteName', name, { zh: '按单位名称对应到已有单位，并取其编码', en: 'the name of one known site: its code is taken' });
      draft.values['siteLayer'] = layer;
      draft.values['siteCode'] = code;
      if (draft.geometry !== null || draft.stored !== null) continue;
      draft.geometry = { type: 'Point', coordinates: [lng, lat] };
      draft.issues.once('place', 'geometry', nothing, { zh: '位置：取所属单位的位置', en: 'a place: that of its site is taken' });
    }
  }

  /** The value of a field: from the file, else what is stored, else the constant. A mapped field whose cell is blank has none but the constant. */
  private valueOf(draft: Draft, field: string): unknown {
    if (field in draft.values) return draft.values[field] ?? this.constants.get(field) ?? null;
    const { stored } = draft;
    if (stored !== null && field !== 'synthetic' && !(field === 'areaCode' && stored.areaByRule)) {
      const kept = stored.values[field] ?? null;
      if (kept !== null) return kept;
    }
    return this.constants.get(field) ?? null;
  }

  private check(draft: Draft): void {
    const { issues, staged, stored } = draft;
    const { layer } = this.layer;
    const given = draft.geometry ?? stored?.geometry ?? null;
    const checked = checkGeometry(given, staged.line, { types: layer.geometryTypes, box: this.box }, issues);
    const values = Object.fromEntries(this.layer.properties.map(({ name }) => [name, this.valueOf(draft, name)]));
    // What is not there at all is `undefined` for the check, so that it says "nothing".
    for (const [name, value] of Object.entries(values)) if (value === null && this.layer.required.has(name)) delete values[name];
    const row = layer.check({ values, geometry: checked ?? { type: 'Point', coordinates: [0, 0] }, line: staged.line }, issues);
    if (row === null || checked === null) return;
    if (row.areaCode !== null && !this.areas.has(row.areaCode)) issues.error(staged.line, 'areaCode', row.areaCode, 'the code of an area of the city, or none: then it is worked out from the place');
    else draft.row = row as unknown as Draft['row'];
  }

  private async repair(drafts: readonly Draft[]): Promise<void> {
    const shapes = drafts.flatMap(({ row, issues, staged }) => (row === null || row.geometry.type === 'Point' ? [] : [{ row, issues, line: staged.line, geometry: row.geometry }]));
    if (shapes.length === 0) return;
    const at = new Map(shapes.map((shape) => [shape.line, shape]));
    const sink: IssueSink = { error: (line, ...more) => at.get(line)?.issues.error(line, ...more), remark: (line, ...more) => at.get(line)?.issues.remark(line, ...more), remarkOnce: (key, line, ...more) => at.get(line)?.issues.remarkOnce(key, line, ...more) };
    await repairPolygons(this.sql, shapes, sink);
    for (const { row, geometry } of shapes) row.geometry = geometry;
  }

  /** Where the importer is limited, the township of each row is worked out as the write would, and rows of others are refused. */
  private async checkScope(drafts: readonly Draft[]): Promise<void> {
    const { areaCodes, sectorCodes, siteIds } = this.scope;
    if (areaCodes === null && sectorCodes === null && siteIds === null) return;
    const rows = drafts.flatMap((draft) => (draft.row === null || draft.issues.refused() ? [] : [{ draft, row: draft.row }]));
    if (rows.length === 0) return;
    const spots = rows.map(({ row }) => {
      let part: unknown = row.geometry.coordinates;
      while (Array.isArray(part) && Array.isArray(part[0])) part = part[0];
      return part as [number, number];
    });
    const townships = await readTownships(this.sql, [packColumn(spots.map(([lng]) => lng)), packColumn(spots.map(([, lat]) => lat)), packColumn(rows.map(({ row }) => (row['homePortCode'] as string | null | undefined) ?? null))], this.layer.layer.table === 'vessels');
    for (const [place, { draft, row }] of rows.entries()) {
      const fault = outOfScope(this.scope, this.layer.layer.table, row.areaCode ?? townships[place] ?? null, (row['sectorCode'] as string | null | undefined) ?? null);
      if (fault !== null) draft.issues.tell('error', fault.field, fault.seen ?? nothing, fault.expected);
    }
  }

  private finish(draft: Draft, isReplaced: boolean): JudgedRow {
    const { staged, issues, stored } = draft;
    const differs = issues.refused() || stored === null || draft.row === null ? [] : differencesOf(flat(draft.row), draft.row.geometry, stored, this.layer.properties, this.scope);
    // The command would leave such a hazard alone: it is said here, before anything is written.
    if (differs.length > 0 && (stored?.values['life'] ?? null) !== null) issues.tell('error', 'code', draft.code, handledHere);
    const refused = issues.refused() || draft.row === null;
    const differences = refused ? [] : differs;
    const outcome: RowOutcome = refused ? 'refused' : isReplaced ? 'unchanged' : stored === null ? 'new' : differences.length > 0 ? 'changed' : 'unchanged';
    const place = draft.row?.geometry ?? (draft.geometry === null ? null : (draft.geometry as Geometry));
    return { line: staged.line, code: draft.code, outcome, findings: issues.findings, differences: isReplaced ? [] : differences, staged, row: refused ? null : draft.row, geometry: place };
  }
}

/** Fields and attributes of a row side by side. */
function flat(row: Record<string, unknown>): Record<string, unknown> {
  const { attributes, ...own } = row;
  return { ...(attributes as Record<string, unknown> | undefined), ...own };
}
