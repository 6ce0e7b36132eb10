// Which colours and words does the UI kit take? Those of the house: tokens and language, nothing of its own.
import { ConfigProvider, theme as kit } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fontFamily, type ThemeName, themes } from '../../styles/tokens.ts';

/** Dresses the parts of the kit inside. The panels of the desk and every office page that uses the kit stand in one; pages without the kit do not load it. */
export function KitProvider({ theme, children }: { theme: ThemeName; children: ReactNode }) {
  const { i18n } = useTranslation();
  const colours = themes[theme];
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      // What opens from inside a dialog must open inside it: the rest of the page lies below and takes no clicks.
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
      theme={{
        algorithm: colours.name === 'night' ? kit.darkAlgorithm : kit.defaultAlgorithm,
        token: {
          colorPrimary: colours.accent,
          colorBgContainer: colours.panel,
          colorBgElevated: colours.panelRaised,
          colorText: colours.text,
          colorTextSecondary: colours.textQuiet,
          colorTextPlaceholder: colours.textQuiet,
          colorBorder: colours.line,
          colorBorderSecondary: colours.line,
          borderRadius: 4,
          fontFamily,
          fontSize: 13,
          motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
        },
        components: { Select: { colorBorder: colours.lineStrong }, Table: { headerBg: colours.sunk, rowHoverBg: colours.hover, headerSortActiveBg: colours.sunk, bodySortBg: colours.panel } },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
