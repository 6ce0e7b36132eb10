// Which one panel stands at the right of the desk? Overview, clusters, list, area or help; an object takes its place while it is looked at.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { OverviewPanel } from '../panels/overview.tsx';
import { KitPanel, Waiting } from './kit-panel.tsx';
import { IconButton } from '../parts/controls.tsx';
import { useView } from '../state/use-view.ts';
import type { PanelName } from '../state/view.ts';

// Asked for only after the map stands: each comes when it is first opened.
const HelpPanel = lazy(() => import('../panels/help.tsx').then((file) => ({ default: file.HelpPanel })));
const ObjectPanel = lazy(() => import('../panels/object.tsx').then((file) => ({ default: file.ObjectPanel })));
const StormTrackPanel = lazy(() => import('../panels/storm-track.tsx').then((file) => ({ default: file.StormTrackPanel })));

const tabs = ['overview', 'clusters', 'list', 'area', 'help'] as const satisfies readonly PanelName[];

export interface SideProps {
  readonly wide: boolean;
  readonly onWiden: () => void;
  readonly cluster: number | null;
  readonly onCluster: (id: number | null) => void;
  readonly keys: readonly { key: string; words: string }[];
}

export function Side({ wide, onWiden, cluster, onCluster, keys }: SideProps) {
  const { t } = useTranslation();
  const { view, change } = useView();
  const shown = tabs.find((tab) => tab === view.panel) ?? 'overview';
  return (
    <aside className={wide ? 'side side-wide' : 'side'} aria-label={t('panels.region', { name: t(`panels.${shown}`) })}>
      <div className="side-column side-column-main">
        <div className="tabs">
          <div className="tab-list" role="tablist" aria-label={t('panels.region', { name: t(`panels.${shown}`) })}>
            {tabs.map((tab) => (
              <button key={tab} type="button" role="tab" aria-selected={view.object === null && tab === shown} className="tab" onClick={() => change({ panel: tab, object: null })}>
                {t(`panels.${tab}`)}
              </button>
            ))}
          </div>
          <IconButton icon="widen" label={t(wide ? 'panels.narrow' : 'panels.widen')} pressed={wide} onClick={onWiden} />
        </div>
        <Suspense fallback={<Waiting />}>
          {view.object !== null ? (
            <ObjectPanel key={`${view.object.collection} ${view.object.id}`} object={view.object}>
              {view.object.collection === 'storms' && <StormTrackPanel id={view.object.id} />}
            </ObjectPanel>
          ) : shown === 'overview' ? (
            <OverviewPanel wide={wide} />
          ) : shown === 'help' ? (
            <HelpPanel keys={keys} />
          ) : (
            <KitPanel panel={shown} wide={wide} cluster={cluster} onCluster={onCluster} />
          )}
        </Suspense>
      </div>
    </aside>
  );
}
