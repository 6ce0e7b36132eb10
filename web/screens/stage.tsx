// What stands in the middle of the desk? The map with its tools, the chips of filters in force, scale and coordinates.
import { useQuery } from '@tanstack/react-query';
import { lazy, type Ref, Suspense, useMemo, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import type { ThemeName } from '../../styles/tokens.ts';
import type { City } from '../api/client.ts';
import { basemapsQuery, foreignStyleQuery } from '../api/basemaps.ts';
import { hazardDensityQuery } from '../api/hazard-density.ts';
import { areasQuery, itemQuery, overdueClustersQuery, stormTracksQuery } from '../api/queries.ts';
import { changeLanguage } from '../locales/language.ts';
import { formatLength, formatPosition } from '../locales/format.ts';
import { type MapHandle, MapView } from '../map/map-view.tsx';
import { Floating, IconButton } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { useMapActions } from '../state/map-actions.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { momentOf } from '../state/moment.ts';
import { useView } from '../state/use-view.ts';
import type { ObjectKey } from '../state/view.ts';
import { ScaleBar } from './scale-bar.tsx';

const ChipsPanel = lazy(() => import('../panels/chips.tsx').then((file) => ({ default: file.ChipsPanel })));
const GoToPanel = lazy(() => import('../panels/go-to.tsx').then((file) => ({ default: file.GoToPanel })));
const HandPanel = lazy(() => import('../panels/hand.tsx').then((file) => ({ default: file.HandPanel })));

export interface StageProps {
  readonly city: City;
  readonly theme: ThemeName;
  readonly language: 'zh-CN' | 'en';
  readonly dataVersion: number;
  readonly handle: Ref<MapHandle>;
  readonly onBox: (box: Box) => void;
  readonly onToolEnd: () => void;
  readonly onLost: () => void;
  readonly onCluster: (id: number) => void;
  readonly onExport: () => void;
}

export function Stage({ city, theme, language, dataVersion, handle, onBox, onToolEnd, onLost, onCluster, onExport }: StageProps) {
  const { t } = useTranslation();
  const { view, change, drift } = useView();
  const actions = useMapActions();
  const notice = useNotice();
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);
  const [measured, setMeasured] = useState<number | null>(null);
  const [hand, setHand] = useState<readonly ObjectKey[]>([]);
  const [spot, setSpot] = useState<readonly [number, number] | null>(null);
  const hazardsOn = view.layers.includes('hazards');
  const heatOn = hazardsOn && view.hazardView !== 'points';
  const weight = view.hazardView === 'heat-major' ? 'major' : view.hazardView === 'heat-weighted' ? 'weighted' : 'count';
  const density = useQuery(hazardDensityQuery(view.selection, weight, heatOn));
  const clusters = useQuery(overdueClustersQuery(view.selection, view.clusterDistanceMetres, view.clusterMinimumMembers));
  const areas = useQuery(areasQuery());
  const chosen = useQuery({ ...itemQuery(view.object?.collection ?? '', view.object?.id ?? 0), enabled: view.object !== null });
  const tracks = useQuery({ ...stormTracksQuery(), enabled: view.object?.collection === 'storms' });
  const track = view.object?.collection === 'storms' ? tracks.data?.storms.find(({ id }) => id === view.object?.id) : undefined;
  const stormPoints = track?.points ?? null;
  const stormNow = stormPoints === null ? 0 : momentOf(stormPoints, view.moment, city.box);
  const offered = useQuery(basemapsQuery());
  const chosenBase = offered.data?.find(({ id }) => id === view.base);
  const foreignStyle = useQuery(foreignStyleQuery(chosenBase?.styleUrl ?? null));
  const basemap = useMemo(() => (chosenBase === undefined ? null : { basemap: chosenBase, style: foreignStyle.data ?? null }), [chosenBase, foreignStyle.data]);
  const townships = useTownshipLabels(areas.data);
  const storm = useMemo(() => (stormPoints === null ? null : { points: stormPoints, now: stormNow }), [stormPoints, stormNow]);
  // A point is ringed where it lies; what is long or wide, where it was clicked.
  const geometry = view.object === null ? null : (chosen.data?.geometry ?? null);
  const place = geometry?.type === 'Point' ? (geometry.coordinates as [number, number]) : spot;
  const highlighted = useMemo(() => (view.object === null || view.object.collection === 'storms' || place === null ? null : { position: [place[0], place[1]] as const }), [view.object === null, view.object?.collection, place?.[0], place?.[1]]);
  const share = () => void copyText(location.href).then((done) => notice(t(done ? 'tools.shared' : 'tools.shareFailed')));
  const [lng, lat] = pointer ?? [view.camera?.lng ?? (city.box[0] + city.box[2]) / 2, view.camera?.lat ?? (city.box[1] + city.box[3]) / 2];

  return (
    <main className="stage" id="map">
      <div className="stage-map">
        <MapView
          handle={handle}
          theme={theme}
          language={language}
          camera={view.camera}
          cityBox={city.box}
          layers={view.layers}
          selection={view.selection}
          dataVersion={dataVersion}
          basemap={basemap}
          townships={townships}
          density={heatOn ? (density.data?.value ?? null) : null}
          clusters={hazardsOn ? (clusters.data?.value ?? null) : null}
          storm={storm}
          highlighted={highlighted}
          drawnRing={view.area?.kind === 'drawn' ? view.area.ring : null}
          tool={actions.tool}
          label={t('panels.map')}
          daysWords={(days) => t('map.overdueDays', { days })}
          onCameraChange={(camera, box) => {
            onBox(box);
            drift({ camera });
          }}
          onPick={(features, position) => {
            const keys = features.filter((feature) => feature.collection !== 'areas').map(({ collection, id }): ObjectKey => ({ collection, id }));
            setHand(keys.length > 1 ? keys : []);
            setSpot(features[0]?.position ?? position);
            const first = keys[0];
            if (first !== undefined) change({ object: first });
          }}
          onCluster={onCluster}
          onPointer={setPointer}
          onArea={(ring) => change({ area: { kind: 'drawn', ring: ring.map(([x, y]) => [x, y] as const) }, panel: 'area', object: null })}
          onMeasure={setMeasured}
          onToolEnd={onToolEnd}
          onLost={onLost}
        />
      </div>
      <Suspense fallback={null}>
        <ChipsPanel />
      </Suspense>
      {actions.tool === 'measure' && (
        <div className="tool-hint" role="status">
          {measured === null ? t('tools.measureHint') : t('tools.measured', { value: lengthWords(measured, t) })}
          <IconButton icon="close" label={t('words.close')} onClick={actions.stopTool} />
        </div>
      )}
      {actions.tool === 'draw' && (
        <div className="tool-hint" role="status">
          {t('area.drawing')}
          <IconButton icon="close" label={t('area.cancel')} onClick={actions.stopTool} />
        </div>
      )}
      {hand.length > 1 && (
        <Suspense fallback={null}>
          <HandPanel objects={hand} onClose={() => setHand([])} />
        </Suspense>
      )}
      <nav className="tools" aria-label={t('tools.region')}>
        <div className="tool-group">
          <IconButton icon="plus" label={t('tools.zoomIn')} onClick={() => actions.zoomBy(1)} />
          <IconButton icon="minus" label={t('tools.zoomOut')} onClick={() => actions.zoomBy(-1)} />
          <IconButton icon="home" label={t('tools.home')} keyHint="H" onClick={actions.showCity} />
        </div>
        <div className="tool-group">
          <IconButton icon="measure" label={t('tools.measure')} pressed={actions.tool === 'measure'} onClick={actions.tool === 'measure' ? actions.stopTool : actions.startMeasuring} />
          <IconButton icon="draw" label={t('tools.draw')} pressed={actions.tool === 'draw'} onClick={actions.tool === 'draw' ? actions.stopTool : actions.startDrawing} />
          <Floating label={t('goTo.title')} trigger={<Icon name="target" />} placement="below" width={280} content={(close) => <Suspense fallback={null}><GoToPanel box={city.box} onDone={close} /></Suspense>} />
        </div>
        <div className="tool-group">
          <IconButton icon="link" label={t('tools.share')} onClick={share} />
          <IconButton icon="download" label={t('tools.export')} onClick={onExport} />
        </div>
        <div className="tool-group">
          <IconButton icon={theme === 'night' ? 'sun' : 'moon'} label={t('tools.theme', { name: t(theme === 'night' ? 'tools.night' : 'tools.day') })} onClick={() => change({ theme: theme === 'night' ? 'day' : 'night' })} />
          <button
            type="button"
            title={t('tools.languageTitle')}
            aria-label={t('tools.languageTitle')}
            className="small"
            onClick={() => {
              const next = language === 'en' ? 'zh-CN' : 'en';
              void changeLanguage(next);
              change({ language: next });
            }}
          >
            {t('tools.languageShort')}
          </button>
        </div>
      </nav>
      <div className="furniture">
        <span className="quiet">{chosenBase === undefined ? t('map.sources') : foreignStyle.isError ? t('map.baseFailed', { name: chosenBase.name }) : chosenBase.attribution}</span>
        <button type="button" className="figure" title={t('tools.coordinatesOf')} onClick={() => void copyText(`${lng.toFixed(6)}, ${lat.toFixed(6)}`).then(() => notice(t('tools.copied', { text: formatPosition(lng, lat) })))}>
          {formatPosition(lng, lat)}
        </button>
        <ScaleBar lat={view.camera?.lat ?? lat} zoom={view.camera?.zoom ?? null} />
      </div>
    </main>
  );
}

function lengthWords(metres: number, t: TFunction): string {
  const { key, value } = formatLength(metres);
  return t(key, { value });
}

/** Seats and names of the townships, from the items of areas. */
function useTownshipLabels(page: { readonly features: readonly { readonly properties: Readonly<Record<string, unknown>>; readonly geometry: unknown }[] } | undefined) {
  const [kept, setKept] = useState<{ page: unknown; labels: { code: string; name: string; nameEn: string | null; kindCode: string; seat: [number, number] }[] }>({ page: undefined, labels: [] });
  if (page !== undefined && kept.page !== page) {
    setKept({
      page,
      labels: page.features.map(({ properties, geometry }) => ({
        code: String(properties['code']),
        name: String(properties['name']),
        nameEn: typeof properties['nameEn'] === 'string' ? properties['nameEn'] : null,
        kindCode: String(properties['kindCode']),
        seat: [Number(properties['seatLng'] ?? middle(geometry)[0]), Number(properties['seatLat'] ?? middle(geometry)[1])],
      })),
    });
  }
  return kept.labels;
}

function middle(geometry: unknown): [number, number] {
  const numbers: [number, number][] = [];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') numbers.push([value[0], value[1] as number]);
    else for (const part of value) walk(part);
  };
  walk((geometry as { coordinates?: unknown } | null)?.coordinates);
  const [xs, ys] = [numbers.map(([x]) => x), numbers.map(([, y]) => y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
