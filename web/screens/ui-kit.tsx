// Which colours and words does the UI kit take? Those of the house: tokens and language, nothing of its own.
import { ConfigProvider, theme as kit } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { fontFamily, themes } from '../../styles/tokens.ts';
import { AreaPanel } from '../panels/area.tsx';
import { ClustersPanel } from '../panels/clusters.tsx';
import { ListPanel } from '../panels/list.tsx';
import type { KitPanelProps } from './kit-props.ts';
import { useMedia } from '../state/device.ts';
import { useView } from '../state/use-view.ts';

/** The panels that use the kit. A default export, because a lazily loaded component is asked for as one. */
export default function Kit({ panel, wide, cluster, onCluster }: KitPanelProps) {
  const { i18n } = useTranslation();
  const { view } = useView();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const colours = themes[view.theme ?? (dark ? 'night' : 'day')];
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      theme={{
        algorithm: colours.name === 'night' ? kit.darkAlgorithm : kit.defaultAlgorithm,
        token: {
          colorPrimary: colours.accent,
          colorBgContainer: colours.panel,
          colorBgElevated: colours.panelRaised,
          colorText: colours.text,
          colorTextSecondary: colours.textQuiet,
          colorBorder: colours.line,
          colorBorderSecondary: colours.line,
          borderRadius: 4,
          fontFamily,
          fontSize: 13,
        },
        components: { Table: { headerBg: colours.sunk, rowHoverBg: colours.hover, headerSortActiveBg: colours.sunk, bodySortBg: colours.panel } },
      }}
    >
      {panel === 'list' ? <ListPanel wide={wide} /> : panel === 'clusters' ? <ClustersPanel chosen={cluster} onChoose={onCluster} /> : <AreaPanel />}
    </ConfigProvider>
  );
}
