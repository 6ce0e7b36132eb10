// Which layers are on, how many objects of each are in view, and what do their signs mean?
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import { type ThemeName, themes } from '../../styles/tokens.ts';
import { layerCountsQuery } from '../api/queries.ts';
import { clusterAges } from '../layers/cluster-ages.ts';
import { heatSteps } from '../layers/heat-steps.ts';
import { mapLayers } from '../layers/index.ts';
import type { LegendRow, MapLayer } from '../layers/layer.ts';
import { formatCount } from '../locales/format.ts';
import { Choice } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { LayerSymbol } from '../parts/symbol.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import { hazardViews } from '../state/view.ts';

/** The list of layers; the one nearest to the reader's question comes first. */
export function LayersPanel({ box, theme, dataVersion }: { box: Box | null; theme: ThemeName; dataVersion: number }) {
  const { t } = useTranslation();
  const { view } = useView();
  const counts = useQuery(layerCountsQuery(view.selection, box));
  return (
    <section className="rail-section" aria-label={t('layers.title')}>
      <header className="rail-head">
        <h2>{t('layers.title')}</h2>
        <span className="quiet small">{t('layers.inView')}</span>
      </header>
      {mapLayers.toReversed().map((layer) => (
        <LayerRow key={layer.id} layer={layer} theme={theme} dataVersion={dataVersion} count={counts.data?.value.layers.find((known) => known.collection === layer.collection)} />
      ))}
    </section>
  );
}

function LayerRow({ layer, theme, dataVersion, count }: { layer: MapLayer; theme: ThemeName; dataVersion: number; count: { inView: number; total: number } | undefined }) {
  const { t } = useTranslation();
  const { view, change } = useView();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const on = view.layers.includes(layer.id);
  const name = names.layer(layer.id);
  const colours = themes[theme];
  const legend = layer.legend({ theme: colours, language: names.language === 'en' ? 'en' : 'zh-CN', selection: view.selection, origin: '', dataVersion });
  const first = legend[0]?.mark;
  return (
    <>
      <div className="layer-row">
        <button
          type="button"
          role="switch"
          aria-checked={on}
          className="layer-switch"
          aria-label={t(on ? 'layers.switchOff' : 'layers.switchOn', { layer: name })}
          onClick={() => change({ layers: on ? view.layers.filter((id) => id !== layer.id) : [...view.layers, layer.id] })}
        >
          <span className="layer-symbol">{first !== undefined && <LegendMark mark={first} />}</span>
          <span className="layer-name">{name}</span>
        </button>
        <button type="button" className="layer-fold-button" aria-expanded={open} aria-label={t('layers.legendOf', { layer: name })} onClick={() => setOpen(!open)}>
          <span className="figure" title={count === undefined ? t('layers.counting') : t('layers.inViewOf', { inView: formatCount(count.inView), total: formatCount(count.total) })}>
            {count === undefined ? '…' : formatCount(count.inView)}
          </span>
          <Icon name="down" size={12} />
        </button>
      </div>
      {open && (
        <div className="layer-fold">
          {layer.id === 'hazards' && (
            <Choice label={t('layers.shownAs')} value={view.hazardView} options={hazardViews.map((value) => ({ value, text: t(`layers.${value}`) }))} onChange={(hazardView) => change({ hazardView })} />
          )}
          <Legend rows={legend} />
        </div>
      )}
      {layer.id === 'hazards' && on && <ClusterLegend theme={theme} />}
      {layer.id === 'hazards' && on && view.hazardView !== 'points' && <HeatLegend theme={theme} weight={view.hazardView === 'heat-major' ? 'major' : view.hazardView === 'heat-weighted' ? 'weighted' : 'count'} />}
    </>
  );
}

function Legend({ rows }: { rows: readonly LegendRow[] }) {
  const names = useNames();
  return (
    <ul className="legend">
      {rows.map((row) => (
        <li key={row.key} className="legend-entry">
          <span className="legend-symbol">
            <LegendMark mark={row.mark} />
          </span>
          {names.pick(row.zh, row.en)}
        </li>
      ))}
    </ul>
  );
}

function LegendMark({ mark }: { mark: LegendRow['mark'] }) {
  switch (mark.kind) {
    case 'symbol':
      return <LayerSymbol symbol={mark.symbol} colour={mark.colour} notch={mark.notch} />;
    case 'line':
      return (
        <svg width={20} height={8} aria-hidden="true">
          <line x1={1} x2={19} y1={4} y2={4} stroke={mark.colour} strokeWidth={mark.width} strokeDasharray={mark.dash?.map((part) => part * mark.width).join(' ')} />
        </svg>
      );
    case 'area':
      return (
        <svg width={18} height={14} aria-hidden="true">
          <rect x={1} y={1} width={16} height={12} fill={mark.fill} stroke={mark.line} />
        </svg>
      );
    case 'cell':
      return (
        <svg width={18} height={18} aria-hidden="true">
          <circle cx={9} cy={9} r={7} fill={mark.colour} opacity={0.5} />
        </svg>
      );
  }
}

/** A badge as on the map, and what its ring says. */
function ClusterLegend({ theme }: { theme: ThemeName }) {
  const { t } = useTranslation();
  const ages = clusterAges(themes[theme]);
  const third = (2 * Math.PI * 7) / 3;
  return (
    <div className="layer-fold cluster-legend">
      <svg width={22} height={22} viewBox="-11 -11 22 22" aria-hidden="true">
        {ages.map((age, place) => (
          <circle key={age.days} r={7} fill="none" stroke={age.colour} strokeWidth={3} strokeDasharray={`${third} ${2 * third}`} transform={`rotate(${place * 120 - 90})`} />
        ))}
      </svg>
      <span className="small">
        {t('layers.clusterRing')}
        <span className="cluster-ages figure">
          {ages.map((age) => (
            <span key={age.days}>
              <span className="cluster-age" style={{ background: age.colour }} />
              {age.days}
            </span>
          ))}
        </span>
      </span>
    </div>
  );
}

/** Fixed steps in hazards per km²: the same colours mean the same at every zoom. */
function HeatLegend({ theme, weight }: { theme: ThemeName; weight: keyof typeof heatSteps }) {
  const { t } = useTranslation();
  const steps = heatSteps[weight];
  return (
    <div className="layer-fold">
      <span className="legend-title small">
        {t(weight === 'major' ? 'layers.heat-major' : weight === 'weighted' ? 'layers.heat-weighted' : 'layers.heat')} · {t('layers.perKm2')}
      </span>
      <div className="legend-ramp" style={{ background: `linear-gradient(to right, ${themes[theme].heat.slice(1).join(', ')})` }} />
      <div className="legend-ramp-labels small figure">
        {steps.map((step) => (
          <span key={step}>{step}</span>
        ))}
      </div>
    </div>
  );
}
