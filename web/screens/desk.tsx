// What does a duty officer work on? Rail, map with its time strip, one panel; on a phone the same as sheets.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import { areasQuery, cityQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { languageOfBrowser } from '../locales/language.ts';
import type { MapHandle } from '../map/map-view.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { applyTheme } from '../parts/theme.ts';
import { addressWith } from '../state/appearance.ts';
import { hasWebGl2, phoneQuery, useMedia } from '../state/device.ts';
import { isReady, type LinkState } from '../state/link.ts';
import { type MapActions, MapActionsContext } from '../state/map-actions.tsx';
import { AreaNamesProvider } from '../state/area-names.tsx';
import { NoticeProvider } from '../state/notice.tsx';
import { useView } from '../state/use-view.ts';
import type { PanelName } from '../state/view.ts';
import { areaNameOf } from './area-name.ts';
import { KitPanel } from './kit-panel.tsx';
import { LinkBand } from './link-band.tsx';
import { useServerLink } from './server-link.ts';
import { SessionOver } from './session-over.tsx';
import { signInAddress } from './sign-in-address.ts';
import { Stage } from './stage.tsx';
import { StartScreen } from './start.tsx';

// The map's own script is the largest; what stands around it travels beside it, not before it.
const [rail, side, strip] = [import('./rail.tsx'), import('./side.tsx'), import('../panels/time.tsx')];
const Rail = lazy(() => rail.then((file) => ({ default: file.Rail })));
const Side = lazy(() => side.then((file) => ({ default: file.Side })));
const TimePanel = lazy(() => strip.then((file) => ({ default: file.TimePanel })));
const ExportDialog = lazy(() => import('./export.tsx').then((file) => ({ default: file.ExportDialog })));

/** The whole page: the start screen until the city is there, then the desk. */
export function DeskScreen() {
  const link = useServerLink();
  const session = useQuery({ ...sessionQuery(), enabled: isReady(link) });
  // Where no guest is let in, a stranger would see a desk without answers.
  const turnedAway = session.data?.kind === 'stranger';
  useEffect(() => {
    if (turnedAway) location.replace(addressWith(signInAddress(location)));
  }, [turnedAway]);
  const { view } = useView();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const theme = view.theme ?? (dark ? 'night' : 'day');
  useEffect(() => applyTheme(theme), [theme]);
  if (!isReady(link) || turnedAway) {
    const steps = link.steps !== null && link.steps.length > 0 ? link.steps : (link.health?.steps ?? []);
    return <StartScreen steps={steps} reachable={link.health !== null && link.lostSince === null} messages={link.health?.messages ?? []} />;
  }
  return <Desk link={link} theme={theme} />;
}

function Desk({ link, theme }: { link: LinkState; theme: 'day' | 'night' }) {
  const { t } = useTranslation();
  const { view, change } = useView();
  const phone = useMedia(phoneQuery);
  const city = useQuery(cityQuery());
  const areas = useQuery(areasQuery());
  const handle = useRef<MapHandle>(null);
  const [tool, setTool] = useState<MapActions['tool']>('none');
  const [box, setBox] = useState<Box | null>(null);
  const [wide, setWide] = useState(false);
  const [railFolded, setRailFolded] = useState(false);
  const [cluster, setCluster] = useState<number | null>(null);
  const [exporting, setExporting] = useState(false);
  const [drawable, setDrawable] = useState(hasWebGl2);
  const language = view.language ?? languageOfBrowser(navigator.languages);
  const cityBox = city.data?.box ?? null;

  const actions = useMemo<MapActions>(
    () => ({
      goTo: (lng, lat, zoom) => handle.current?.goTo(lng, lat, zoom),
      showBox: (shown) => handle.current?.showBox(shown),
      zoomBy: (steps) => handle.current?.zoomBy(steps),
      showCity: () => cityBox !== null && handle.current?.showBox(cityBox),
      startDrawing: () => setTool('draw'),
      startMeasuring: () => setTool('measure'),
      stopTool: () => setTool('none'),
      tool,
      takePicture: () => handle.current?.takePicture() ?? Promise.resolve(null),
      box,
    }),
    [tool, box, cityBox],
  );
  const chooseCluster = useCallback(
    (id: number | null) => {
      setCluster(id);
      if (id !== null) change({ panel: 'clusters', object: null });
    },
    [change],
  );

  const keys = useMemo<readonly { key: string; words: string; press?: () => void }[]>(
    () => [
      { key: '/', words: t('help.key.search'), press: () => document.querySelector<HTMLInputElement>('.search-input')?.focus() },
      ...(['overview', 'clusters', 'list', 'area', 'help'] as const).map((panel, place) => ({ key: String(place + 1), words: t(`help.key.${panel}`), press: () => change({ panel, object: null }) })),
      { key: 'L', words: t('help.key.layers'), press: () => setRailFolded((folded) => !folded) },
      { key: 'H', words: t('help.key.home'), press: actions.showCity },
      { key: 'N', words: t('help.key.theme'), press: () => change({ theme: theme === 'night' ? 'day' : 'night' }) },
      { key: 'Esc', words: t('help.key.close'), press: () => (tool === 'none' ? change({ object: null }) : setTool('none')) },
      { key: '←↑→↓', words: t('help.key.pan') },
      { key: '+ −', words: t('help.key.zoom') },
    ],
    [t, change, actions, theme, tool],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      // What lies open over the desk is closed by the browser's own Escape.
      if (event.key === 'Escape' && document.querySelector(':popover-open, dialog[open]') !== null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || (target !== null && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && event.key !== 'Escape')) return;
      const name = event.key === 'Escape' ? 'Esc' : event.key.toUpperCase();
      const found = keys.find((known) => known.key.toUpperCase() === name.toUpperCase() && known.press !== undefined);
      if (found?.press === undefined) return;
      event.preventDefault();
      found.press();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);

  const names = useMemo(() => (areas.data?.features ?? []).map(areaNameOf), [areas.data]);
  if (city.data === undefined) return <StartScreen steps={[]} reachable={!city.isError} messages={[]} />;
  const phonePanel: PanelName = phone && !['layers', 'map'].includes(view.panel) ? view.panel : view.panel === 'layers' ? 'layers' : 'map';

  return (
    <MapActionsContext.Provider value={actions}>
      <AreaNamesProvider areas={names}>
        <NoticeProvider>
          <SessionOver />
          <a className="skip" href="#side">
            {t('product.skipToList')}
          </a>
          <div className={railFolded && !phone ? 'desk desk-rail-folded' : 'desk'} data-sheet={phone ? phonePanel : undefined}>
            <LinkBand link={link} />
            {(!phone || phonePanel === 'layers') && (
              <Suspense fallback={<aside className="rail" aria-busy="true" />}>
                <Rail city={city.data} box={box} theme={theme} link={link} folded={railFolded && !phone} onFold={() => setRailFolded(!railFolded)} />
              </Suspense>
            )}
            {drawable ? (
              <Stage
                city={city.data}
                theme={theme}
                language={language}
                dataVersion={link.health?.dataVersion ?? 0}
                handle={handle}
                onBox={setBox}
                onToolEnd={() => setTool('none')}
                onLost={() => setDrawable(false)}
                onCluster={chooseCluster}
                onExport={() => setExporting(true)}
              />
            ) : (
              <main className="stage plain">
                <div className="plain-note" role="alert">
                  <strong>{t('plain.title')}</strong>
                  <p>{t('plain.why')}</p>
                  <p>{t('plain.what')}</p>
                </div>
                <div className="plain-body">
                  <KitPanel panel="list" wide cluster={null} onCluster={chooseCluster} />
                </div>
              </main>
            )}
            {!phone && (
              <div className="strip-place">
                <Suspense fallback={null}>
                  <TimePanel />
                </Suspense>
              </div>
            )}
            {(!phone || !['layers', 'map'].includes(phonePanel) || view.object !== null) && (
              <Suspense fallback={<aside className="side" aria-busy="true" />}>
                <Side wide={wide} onWiden={() => setWide(!wide)} cluster={cluster} onCluster={chooseCluster} keys={keys} />
              </Suspense>
            )}
            {phone && <BottomTabs shown={phonePanel} />}
          </div>
          {exporting && (
            <Suspense fallback={null}>
              <ExportDialog city={city.data} theme={theme} health={link.health} onClose={() => setExporting(false)} />
            </Suspense>
          )}
        </NoticeProvider>
      </AreaNamesProvider>
    </MapActionsContext.Provider>
  );
}

const bottomTabs: readonly { panel: PanelName; icon: IconName }[] = [
  { panel: 'map', icon: 'map' },
  { panel: 'layers', icon: 'layers' },
  { panel: 'overview', icon: 'overview' },
  { panel: 'clusters', icon: 'clusters' },
  { panel: 'list', icon: 'list' },
];

function BottomTabs({ shown }: { shown: PanelName }) {
  const { t } = useTranslation();
  const { change } = useView();
  return (
    <nav className="bottom-tabs" aria-label={t('panels.map')}>
      {bottomTabs.map(({ panel, icon }) => (
        <button key={panel} type="button" className="bottom-tab" aria-current={panel === shown ? 'page' : undefined} onClick={() => change({ panel, object: null })}>
          <Icon name={icon} size={18} />
          {t(`panels.${panel}`)}
        </button>
      ))}
    </nav>
  );
}
