// Which panels of the desk need the UI kit? List, clusters and area, in one file that is loaded when one is first asked for.
import { AreaPanel } from '../panels/area.tsx';
import { ClustersPanel } from '../panels/clusters.tsx';
import { ListPanel } from '../panels/list.tsx';
import { useMedia } from '../state/device.ts';
import { useView } from '../state/use-view.ts';
import { KitProvider } from './kit-provider.tsx';
import type { KitPanelProps } from './kit-props.ts';

/** The panels that use the kit. A default export, because a lazily loaded component is asked for as one. */
export default function Kit({ panel, wide, cluster, onCluster }: KitPanelProps) {
  const { view } = useView();
  const dark = useMedia('(prefers-color-scheme: dark)');
  return (
    <KitProvider theme={view.theme ?? (dark ? 'night' : 'day')}>
      {panel === 'list' ? <ListPanel wide={wide} /> : panel === 'clusters' ? <ClustersPanel chosen={cluster} onChoose={onCluster} /> : <AreaPanel />}
    </KitProvider>
  );
}
