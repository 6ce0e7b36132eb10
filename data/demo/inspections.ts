// How do planned visits become rows?
import type { InspectionRow } from '../contract/inspections.ts';
import { townships } from './areas.ts';
import { instantOf } from './calendar.ts';
import type { Visit } from './visits.ts';

/** Gives the row of the visit with a number. */
export function inspectionRow(visit: Visit, index: number): InspectionRow {
  const { site } = visit;
  return {
    code: `JC${String(index + 1).padStart(7, '0')}`,
    siteLayer: site.layer,
    siteCode: site.code,
    siteName: site.name,
    modeCode: visit.modeCode,
    sectorCode: site.sectorCode,
    departmentCode: visit.departmentCode,
    areaCode: townships[site.township]?.code ?? null,
    startedAt: instantOf(visit.startMinute),
    minutesOnSite: visit.minutesOnSite,
    inspectors: visit.inspectors,
    withExpert: visit.withExpert,
    hazardsFound: visit.hazardsFound,
    majorsFound: visit.majorsFound,
    geometry: { type: 'Point', coordinates: [site.place[0], site.place[1]] },
    synthetic: true,
  };
}
