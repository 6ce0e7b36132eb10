// Where do overdue hazards pile up, who leads there and since when?
import { ClusterParameters, OverdueClusters } from '../../data/contract/analyses.ts';
import { hazardColumns, hazardMeaning } from '../tiles/hazard-columns.ts';
import { latOfStep, lngOfStep } from '../tiles/mercator.ts';
import { defineAnalysis } from './analysis.ts';
import type { OverdueColumns } from './overdue-clusters.kernel.ts';

/** Longest list of clusters, and of member ids of one cluster, that an answer carries. */
const limits = { clusters: 200, memberIds: 500 };

export const overdueClusters = defineAnalysis({
  id: 'overdue-clusters',
  zh: '逾期聚集',
  en: 'Overdue clusters',
  method: 'overdue-clusters',
  inputs: ['hazards'],
  parameters: ClusterParameters,
  result: OverdueClusters,
  async run({ index, today, scope, where, runKernel, signal }, selection, { distanceMetres, minimumMembers }) {
    const hazards = index.points('hazards');
    const filter = index.filter('hazards', { ...selection, overdue: true }, today, scope, where('hazards'));
    // A filter for "not overdue" leaves nothing to group; so does an empty index.
    const columns = selection.overdue === false ? emptyColumns(0) : emptyColumns(hazards.count(filter));
    const meaning = hazardMeaning(hazards);
    let filled = 0;
    if (columns.ids.length > 0) {
      hazards.scan(filter, null, (rows, list, count) => {
        const { dueDay, level, sector, department, area } = hazardColumns(hazards, rows);
        for (let k = 0; k < count; k++) {
          const row = list[k] ?? 0;
          columns.ids[filled] = rows.id[row] ?? 0;
          columns.lng[filled] = lngOfStep(rows.x[row] ?? 0);
          columns.lat[filled] = latOfStep(rows.y[row] ?? 0);
          columns.overdueDays[filled] = today - (dueDay[row] ?? today);
          columns.major[filled] = level[row] === meaning.majorLevel ? 1 : 0;
          columns.sector[filled] = sector[row] ?? 0;
          columns.department[filled] = department[row] ?? 0;
          columns.area[filled] = area[row] ?? 0;
          filled += 1;
        }
      });
    }
    const clusters = await runKernel('overdue-clusters', { columns, options: { distanceMetres, minimumMembers } }, signal);
    const code = (name: string, stored: number) => hazards.value(name, stored) as string | null;
    return {
      distanceMetres,
      minimumMembers,
      considered: columns.ids.length,
      clustered: clusters.reduce((sum, cluster) => sum + cluster.members, 0),
      found: clusters.length,
      clusters: clusters.slice(0, limits.clusters).map((cluster) => ({
        id: cluster.id,
        members: cluster.members,
        places: cluster.places,
        majors: cluster.majors,
        oldestOverdueDays: cluster.oldestOverdueDays,
        medianOverdueDays: cluster.medianOverdueDays,
        overdueAges: cluster.overdueAges,
        sectorCode: code('sectorCode', cluster.sector),
        sectorShare: cluster.sectorMembers / cluster.members,
        departmentCode: code('departmentCode', cluster.department),
        areaCode: code('areaCode', cluster.area),
        centre: cluster.centre,
        hull: cluster.hull,
        memberIds: cluster.memberIds.slice(0, limits.memberIds),
      })),
    };
  },
});

function emptyColumns(length: number): OverdueColumns {
  return {
    ids: new Uint32Array(length),
    lng: new Float64Array(length),
    lat: new Float64Array(length),
    overdueDays: new Int32Array(length),
    major: new Uint8Array(length),
    sector: new Uint8Array(length),
    department: new Uint8Array(length),
    area: new Uint16Array(length),
  };
}
