// Which rows does a test of the API need? A few hundred, with every case a filter, a box or an instant can meet.
import type { HazardRow } from '../../../data/contract/hazards.ts';
import type { IncidentRow } from '../../../data/contract/incidents.ts';
import type { InspectionRow } from '../../../data/contract/inspections.ts';
import type { SiteRow } from '../../../data/contract/sites.ts';
import type { StormPoint, StormRow } from '../../../data/contract/storms.ts';
import type { VesselRow } from '../../../data/contract/vessels.ts';
import { replaceCity } from '../../../server/commands/city.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { upsertIncidents } from '../../../server/commands/incidents.ts';
import { upsertInspections } from '../../../server/commands/inspections.ts';
import { upsertSites } from '../../../server/commands/sites.ts';
import { upsertStorms } from '../../../server/commands/storms.ts';
import { upsertVessels } from '../../../server/commands/vessels.ts';
import type { WriteBatch } from '../../../server/commands/write.ts';
import { enterprise, fishingPort, hazard, inspection, littleCity, rectangle, vessel } from '../../fixtures/little-city.ts';

/** The instant all tests of the API live in: 10 April 2026, noon in the city. */
export const testNow = Date.parse('2026-04-10T12:00:00+08:00');
/** A minute before the city's midnight, still the evening of 10 April; in Greenwich the afternoon. */
export const lateEvening = Date.parse('2026-04-10T23:59:00+08:00');

const two = (value: number): string => String(value).padStart(2, '0');

function enterprises(): SiteRow[] {
  const rows = Array.from({ length: 37 }, (_, k) =>
    enterprise(`e${k}`, 122.005 + (k % 10) * 0.02, 37.01 + Math.floor(k / 10) * 0.02, {
      name: `海洋食品${k}有限公司`,
      sectorCode: ['SEC-INDU', 'SEC-FIRE', 'SEC-CHEM'][k % 3] ?? null,
      riskClass: k % 5 === 0 ? null : 1 + (k % 4),
      attributes: { employees: k, floorAreaSquareMetres: k + 0.5, dustExplosive: k % 2 === 0, establishedOn: `2020-01-${two(1 + (k % 28))}`, phone: `138${two(k)}345678`, legalPerson: '王小明', industryCode: 'C1361' },
    }),
  );
  return [
    ...rows,
    enterprise('e-comma', 122.19, 37.09, { name: '甲,乙\'s "丙" 100%_厂', address: "O'Brien; drop table sites --", attributes: { phone: '王经理 0631-5231234', legalPerson: '欧阳' } }),
    enterprise('e-twin', 122.005, 37.01, { name: '威海重工' }),
    // Beyond the antimeridian: 4 km east of it.
    enterprise('e-far', -179.95, 37, { name: '远洋基地', areaCode: 'E' }),
  ];
}

/** An L of pipes: its envelope holds the corner 122.18/37.08, its geometry does not. */
function networks(): SiteRow[] {
  const pipe = (code: string, coordinates: [number, number][]): SiteRow => ({
    ...enterprise(code, 0, 0),
    layer: 'gas-networks',
    name: `管线${code}`,
    sectorCode: 'SEC-GAS',
    attributes: { featureKind: 'pipeline', operatorCode: 'OP-1', operatorName: '燃气一公司', pressureCode: null, diameterMillimetres: 160, commissionedOn: '2019-05-01' },
    geometry: { type: 'LineString', coordinates },
  });
  return [
    pipe('g1', [[122.02, 37.02], [122.02, 37.08], [122.18, 37.08]].reverse() as [number, number][]),
    pipe('g2', [[122.1, 37.02], [122.18, 37.02]]),
    { ...pipe('g3', []), attributes: { featureKind: 'station', operatorCode: 'OP-1', operatorName: '燃气一公司' }, geometry: { type: 'Point', coordinates: [122.1, 37.05] } },
  ];
}

function constructionSites(): SiteRow[] {
  const site = (code: string, west: number, startsOn: string, endsOn: string | null): SiteRow => ({
    ...enterprise(code, 0, 0),
    layer: 'construction-sites',
    name: `工地${code}`,
    sectorCode: 'SEC-CONS',
    attributes: { projectKind: 'housing', builder: null, supervisor: null, startsOn, endsOn, cranes: 2, pitDepthMetres: 6.5, workers: 80, stage: 'structure' },
    geometry: rectangle(west, 37.04, west + 0.004, 37.044),
  });
  return [site('c1', 122.03, '2026-01-01', '2026-03-31'), site('c2', 122.05, '2026-03-01', null), site('c3', 122.07, '2026-04-10', '2026-04-10')];
}

const statuses = ['ST-REPORTED', 'ST-RECTIFYING', 'ST-CLOSED', 'ST-AWAIT_REVIEW', 'ST-REOPENED'] as const;

function hazards(): HazardRow[] {
  return Array.from({ length: 150 }, (_, k) => {
    const statusCode = statuses[k % 5] ?? 'ST-REPORTED';
    const major = k % 10 === 0;
    return hazard(`h${k}`, 122.005 + (k % 19) * 0.01, 37.005 + (k % 9) * 0.01, {
      title: `隐患${k}`,
      statusCode,
      sectorCode: k % 3 === 0 ? 'SEC-FIRE' : 'SEC-INDU',
      levelCode: major ? 'LV-M' : 'LV-G',
      clauseId: major ? 'clause-1' : null,
      siteLayer: k % 4 === 0 ? 'enterprises' : null,
      siteCode: k % 4 === 0 ? 'e1' : null,
      ownerName: '李强',
      dueOn: k % 7 === 0 ? null : `2026-04-${two(1 + (k % 28))}`,
      // Around the city's midnight: 15:59:30 and 16:00:30 in Greenwich.
      foundAt: k % 2 === 0 ? '2026-03-01T23:59:30+08:00' : `2026-03-${two(2 + (k % 20))}T00:00:30.5+08:00`,
      closedAt: statusCode === 'ST-CLOSED' ? '2026-04-01T08:00:00+08:00' : null,
      events: [
        { sequence: 1, kind: 'reported', at: '2026-03-01T23:59:30+08:00', actorRole: 'enterprise', fromStatusCode: null, toStatusCode: 'ST-REPORTED', note: null },
        ...(statusCode === 'ST-REPORTED' ? [] : [{ sequence: 2, kind: 'moved' as const, at: '2026-03-05T09:00:00+08:00', actorRole: 'department', fromStatusCode: 'ST-REPORTED', toStatusCode: statusCode, note: '转办' }]),
      ],
    });
  });
}

const inspections = (): InspectionRow[] => Array.from({ length: 30 }, (_, k) => ({ ...inspection(`i${k}`, 'enterprises', k % 3 === 0 ? 'e1' : `e${k}`, 122.01 + k * 0.005, 37.03), startedAt: `2026-02-${two(1 + (k % 28))}T09:30:00+08:00` }));

const incidents = (): IncidentRow[] => [
  { code: 'x1', title: '机械伤害', siteLayer: 'enterprises', siteCode: 'e1', sectorCode: 'SEC-INDU', areaCode: null, gradeCode: 'AC-G', occurredAt: '2026-02-14T10:00:00+08:00', deaths: 0, injuries: 1, geometry: { type: 'Point', coordinates: [122.025, 37.01] }, synthetic: true },
];

function vessels(): VesselRow[] {
  return [
    { ...vessel('v1', 'p1', 122.05, 37.2), positionAt: '2026-04-10T11:00:00+08:00', speedKnots: 7.3, courseDegrees: 271.5, inPort: false, certificateExpiresOn: '2026-12-31' },
    { ...vessel('v2', 'p1', 122.08, 37.101), positionAt: '2026-04-09T11:00:00+08:00', inPort: true },
    // No instant: belongs to every time.
    { ...vessel('v3', null, 122.1, 37.4), positionAt: null, inPort: null },
  ];
}

function storms(): StormRow[] {
  const fix = (at: string, lng: number, lat: number): StormPoint => ({ at, lng, lat, kind: 'analysed', classCode: null, windMetresPerSecond: 30, pressureHectopascals: 970, radiiKilometres: [{ thresholdMetresPerSecond: 17.5, quadrants: [120, 100, null, 80] }] });
  const storm = (code: string, name: string, points: StormPoint[]): StormRow => ({
    code,
    name,
    nameEn: 'Haishen',
    season: 2025,
    issuer: 'JTWC',
    averagingMinutes: 1,
    source: 'fixture',
    peakWindMetresPerSecond: 30,
    startedAt: points[0]?.at ?? '',
    endedAt: points.at(-1)?.at ?? '',
    points,
  });
  return [
    storm('s1', '海神', [fix('2025-08-01T00:00:00Z', 122, 36.5), fix('2025-08-01T12:00:00Z', 122.3, 37.5)]),
    // Crosses the antimeridian westward.
    storm('s2', '远风', [fix('2025-09-01T00:00:00Z', -178, 20), fix('2025-09-01T06:00:00Z', -179, 21), fix('2025-09-01T12:00:00Z', 179, 22), fix('2025-09-01T18:00:00Z', 177, 23)]),
  ];
}

/** Writes the whole city in one batch. */
export async function writeTestCity(batch: WriteBatch): Promise<void> {
  await replaceCity(batch, littleCity());
  await upsertSites(batch, enterprises());
  await upsertSites(batch, [fishingPort('p1', 122.08, 37.1)]);
  await upsertSites(batch, networks());
  await upsertSites(batch, constructionSites());
  await upsertVessels(batch, vessels());
  await upsertHazards(batch, hazards());
  await upsertInspections(batch, inspections());
  await upsertIncidents(batch, incidents());
  await upsertStorms(batch, storms());
}
