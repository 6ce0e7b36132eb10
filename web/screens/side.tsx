// Which one panel stands at the right of the desk? Overview, clusters, list, area or help; an object takes its place while it is looked at.
import { useTranslation } from 'react-i18next';
import { HelpPanel } from '../panels/help.tsx';
import { ObjectPanel } from '../panels/object.tsx';
import { OverviewPanel } from '../panels/overview.tsx';
import { KitPanel } from './kit-panel.tsx';
import { IconButton } from '../parts/controls.tsx';
import { useView } from '../state/use-view.ts';
import type { PanelName } from '../state/view.ts';

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
        {view.object !== null ? (
          <ObjectPanel key={`${view.object.collection} ${view.object.id}`} object={view.object} />
        ) : shown === 'overview' ? (
          <OverviewPanel wide={wide} />
        ) : shown === 'help' ? (
          <HelpPanel keys={keys} />
        ) : (
          <KitPanel panel={shown} wide={wide} cluster={cluster} onCluster={onCluster} />
        )}
      </div>
    </aside>
  );
}
