// Where do overdue hazards pile up? Clusters ranked by size, with distance and minimum members under the reader's hand.
import { useQuery } from '@tanstack/react-query';
import { Slider } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverdueClusters } from '../../data/contract/analyses.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { itemsQuery, overdueClustersQuery } from '../api/queries.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { formatCount, formatShare } from '../locales/format.ts';
import { useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import { Panel } from './panel.tsx';

type Cluster = OverdueClusters['clusters'][number];

/** Gives the box of a cluster's hull, a little wider so that its members stand clear of the edge; ~0.004° is about 400 m. */
function boxOf(cluster: Cluster): Box {
  const lngs = [cluster.centre[0], ...cluster.hull.map(([lng]) => lng)];
  const lats = [cluster.centre[1], ...cluster.hull.map(([, lat]) => lat)];
  const edge = 0.004;
  return [Math.min(...lngs) - edge, Math.min(...lats) - edge, Math.max(...lngs) + edge, Math.max(...lats) + edge];
}

/** The panel of overdue clusters. `chosen` is the cluster picked on the map, by id. */
export function ClustersPanel({ chosen, onChoose }: { chosen: number | null; onChoose(id: number | null): void }) {
  const { t } = useTranslation();
  const { view, change } = useView();
  const clusters = useQuery(overdueClustersQuery(view.selection, view.clusterDistanceMetres, view.clusterMinimumMembers));
  const value = clusters.data?.value;
  const finding = value === undefined ? t('panels.clusters') : value.found === 0 ? t('clusters.findingNone') : t('clusters.finding', { found: value.found, clustered: formatCount(value.clustered) });
  return (
    <Panel finding={finding} basis={clusters.data}>
      <div className="sliders">
        <Adjust label={t('clusters.distance')} value={view.clusterDistanceMetres} least={50} most={2000} step={50} words={(metres) => t('clusters.metres', { value: formatCount(metres) })} onChange={(metres) => change({ clusterDistanceMetres: metres })} />
        <Adjust label={t('clusters.members')} value={view.clusterMinimumMembers} least={2} most={50} step={1} words={(members) => t('clusters.many', { value: members })} onChange={(members) => change({ clusterMinimumMembers: members })} />
      </div>
      <Answer
        asked={clusters}
        shape={<Bones rows={6} height={56} />}
        empty={{
          when: (derived) => derived.value.clusters.length === 0,
          words: (
            <>
              <p>{t('clusters.noneWhy', { distance: view.clusterDistanceMetres, members: view.clusterMinimumMembers })}</p>
              <p>{t('clusters.noneWhat')}</p>
            </>
          ),
        }}
      >
        {(derived) => (
          <>
            <p className="quiet">{t('clusters.considered', { considered: formatCount(derived.value.considered), share: formatShare(derived.value.clustered, derived.value.considered) })}</p>
            <ol className="cards">
              {derived.value.clusters.map((cluster, index) => (
                <ClusterCard key={cluster.id} cluster={cluster} rank={index + 1} chosen={cluster.id === chosen} onChoose={() => onChoose(cluster.id)} />
              ))}
            </ol>
            {derived.value.found > derived.value.clusters.length && <p className="quiet">{t('clusters.more', { count: derived.value.clusters.length })}</p>}
          </>
        )}
      </Answer>
    </Panel>
  );
}

function ClusterCard({ cluster, rank, chosen, onChoose }: { cluster: Cluster; rank: number; chosen: boolean; onChoose(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const map = useMapActions();
  const title = t('clusters.item', { area: names.area(cluster.areaCode), count: formatCount(cluster.members) });
  return (
    <li>
      <button
        type="button"
        className="card"
        aria-pressed={chosen}
        aria-label={t('clusters.fly', { name: title })}
        ref={(element) => {
          if (chosen) element?.scrollIntoView({ block: 'nearest' });
        }}
        onClick={() => {
          onChoose();
          map.showBox(boxOf(cluster));
        }}
      >
        <span className="card-rank figure" aria-label={t('clusters.rank', { rank })}>
          {rank}
        </span>
        <span className="card-main">
          <strong>{title}</strong>
          <span className="quiet">
            {names.code('departments', cluster.departmentCode)} · {t('clusters.leading', { sector: names.code('sectors', cluster.sectorCode), share: formatShare(cluster.sectorShare, 1) })}
          </span>
          <span className="card-facts figure">
            <span className="fact-overdue">{t('clusters.oldest', { days: formatCount(cluster.oldestOverdueDays) })}</span>
            <span>{t('clusters.median', { days: formatCount(cluster.medianOverdueDays) })}</span>
            {cluster.majors > 0 && <span className="fact-major">{t('clusters.majors', { count: cluster.majors })}</span>}
            <span>{t('clusters.places', { count: cluster.places })}</span>
          </span>
        </span>
      </button>
      {chosen && <Members cluster={cluster} />}
    </li>
  );
}

/** Members shown under a chosen cluster; the list has the rest. */
const membersShown = 12;

/** The hazards of a chosen cluster, the longest overdue first; each opens its own card. */
function Members({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation();
  const { change } = useView();
  const wanted = new Set(cluster.memberIds);
  const items = useQuery(itemsQuery('hazards', { bbox: boxOf(cluster).map((degree) => degree.toFixed(5)).join(','), overdue: true, limit: 500 }));
  return (
    <Answer asked={items} shape={<Bones rows={3} height={20} />}>
      {(page) => (
        <ul className="records">
          {page.features
            .filter((item) => wanted.has(item.id))
            .sort((a, b) => Number(b.properties['overdueDays']) - Number(a.properties['overdueDays']))
            .slice(0, membersShown)
            .map((item) => (
              <li key={item.id}>
                <button type="button" className="record" onClick={() => change({ object: { collection: 'hazards', id: item.id } })}>
                  {String(item.properties['title'])} <span className="quiet">{String(item.properties['siteName'] ?? '')}</span>{' '}
                  <span className="fact-overdue figure">{t('object.overdueDays', { days: Number(item.properties['overdueDays']) })}</span>
                </button>
              </li>
            ))}
        </ul>
      )}
    </Answer>
  );
}

/** A slider that asks the server only when the hand lets go. */
function Adjust(props: { label: string; value: number; least: number; most: number; step: number; words(value: number): string; onChange(value: number): void }) {
  const [shown, setShown] = useState(props.value);
  useEffect(() => setShown(props.value), [props.value]);
  return (
    <div className="adjust">
      <span className="adjust-name">{props.label}</span>
      <Slider
        min={props.least}
        max={props.most}
        step={props.step}
        value={shown}
        tooltip={{ open: false }}
        ariaLabelForHandle={props.label}
        ariaValueTextFormatterForHandle={(value) => props.words(value)}
        onChange={setShown}
        onChangeComplete={(value) => props.onChange(value)}
      />
      <output className="adjust-value figure">{props.words(shown)}</output>
    </div>
  );
}
