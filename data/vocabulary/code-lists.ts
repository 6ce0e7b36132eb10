// Which code lists are there, and what does a code say? The list of lists, served as a whole.
import type { CodeEntry, CodeList } from './code-list.ts';
import { chaseChannels, chaseSteps, rejectionReasons } from './closing-rules.ts';
import { departments } from './departments.ts';
import { evidenceFindings, evidenceStages } from './evidence.ts';
import { portGrades, vesselMaterials, vesselWorkTypes } from './fishing.ts';
import { gasFeatureKinds, gasPressures } from './gas.ts';
import { accidentGrades, hazardDepths, hazardElements, hazardFlags, hazardKinds, hazardLevels, hazardSources, hazardStatuses } from './hazards.ts';
import { informerChannels } from './informers.ts';
import { enforcementMeasures, inspectionModes } from './inspections.ts';
import { placeTypes } from './place-types.ts';
import { riskClasses } from './risk-classes.ts';
import { roadClasses } from './roads.ts';
import { sectors } from './sectors.ts';
import { stormClasses, windForces } from './storms.ts';
import { townshipKinds } from './township-kinds.ts';

export const codeLists: readonly CodeList[] = [
  sectors,
  placeTypes,
  departments,
  townshipKinds,
  hazardKinds,
  hazardElements,
  hazardDepths,
  hazardLevels,
  hazardSources,
  hazardStatuses,
  hazardFlags,
  informerChannels,
  accidentGrades,
  inspectionModes,
  enforcementMeasures,
  riskClasses,
  gasFeatureKinds,
  gasPressures,
  portGrades,
  vesselWorkTypes,
  vesselMaterials,
  roadClasses,
  stormClasses,
  windForces,
  chaseSteps,
  chaseChannels,
  rejectionReasons,
  evidenceStages,
  evidenceFindings,
];

const entries = new Map<string, CodeEntry>(codeLists.flatMap((list) => list.entries.map((entry) => [`${list.id} ${entry.code}`, entry] as const)));

/** Gives the label of a code in a list; the code itself when the list, or the code in it, is unknown. */
export function labelOf(listId: string, code: string, language: 'zh' | 'en'): string {
  return entries.get(`${listId} ${code}`)?.[language] ?? code;
}
