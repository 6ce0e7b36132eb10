// What lies in this area? A township picked from the list or a ring drawn on the map, with the count of every layer inside.
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../data/contract/selection.ts';
import { areaCountsQuery } from '../api/queries.ts';
import { Answer, Bones, Empty } from '../parts/answer.tsx';
import { Bars } from '../parts/bars.tsx';
import { formatCount, formatNumber } from '../locales/format.ts';
import { Stat } from '../parts/stat.tsx';
import { useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import type { PickedArea } from '../state/view.ts';
import { Panel, Section } from './panel.tsx';

/** The panel of area counts. */
export function AreaPanel() {
  const { t } = useTranslation();
  const names = useNames();
  const { view, change } = useView();
  const map = useMapActions();
  const { area } = view;
  const township = area?.kind === 'township' ? names.townships.find((one) => one.code === area.code) : undefined;
  return (
    <Panel finding={area === null ? t('area.pickTitle') : area.kind === 'township' ? names.area(area.code) : t('area.draw')}>
      <div className="area-tools">
        <Select
          className="area-select"
          aria-label={t('area.choose')}
          placeholder={t('area.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          value={area?.kind === 'township' ? area.code : null}
          options={names.townships.map((one) => ({ value: one.code, label: names.area(one.code) }))}
          onChange={(code: string | undefined) => {
            const picked = names.townships.find((one) => one.code === code);
            change({ area: code === undefined ? null : { kind: 'township', code } });
            if (picked?.box !== null && picked?.box !== undefined) map.showBox([...picked.box]);
          }}
        />
        {map.tool === 'draw' ? (
          <button type="button" className="button" onClick={() => map.stopTool()}>
            {t('area.cancel')}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => map.startDrawing()}>
            {t('area.draw')}
          </button>
        )}
        {area !== null && (
          <button type="button" className="button" onClick={() => change({ area: null })}>
            {t('area.clear')}
          </button>
        )}
        {township?.box !== null && township?.box !== undefined && (
          <button type="button" className="button" onClick={() => map.showBox([...(township.box ?? [0, 0, 0, 0])])}>
            {t('area.flyTo')}
          </button>
        )}
        {area?.kind === 'township' && (
          <button type="button" className="button" onClick={() => change({ selection: { ...view.selection, areaCode: [area.code] } })}>
            {t('area.useAsFilter')}
          </button>
        )}
      </div>
      {map.tool === 'draw' && <p className="hint">{t('area.drawing')}</p>}
      {area === null ? (
        <Empty>
          <p>{t('area.none')}</p>
          <p>{t('area.noneWhat')}</p>
        </Empty>
      ) : (
        <Inside area={area} />
      )}
    </Panel>
  );
}

function Inside({ area }: { area: PickedArea }) {
  const { t } = useTranslation();
  const names = useNames();
  const { view, change } = useView();
  const counts = useQuery(areaCountsQuery(view.selection, area.kind === 'township' ? { code: area.code } : { ring: area.ring }));
  const inList = (list: string, selection: Selection): void => change({ panel: 'list', list, selection: area.kind === 'township' ? { ...selection, areaCode: [area.code] } : selection });
  return (
    <Answer
      asked={counts}
      shape={<Bones rows={8} height={24} />}
      empty={{ when: (derived) => derived.value.layers.every((layer) => layer.count === 0) && derived.value.hazards.total === 0, words: <p>{t('area.nothing')}</p> }}
    >
      {({ value, ...basis }) => {
        const { hazards } = value;
        const figures = [
          { name: t('overview.open'), count: hazards.open, tone: 'plain', selection: { open: true } },
          { name: t('overview.majorOpen'), count: hazards.majorOpen, tone: hazards.majorOpen > 0 ? 'alarm' : 'plain', selection: { open: true, levelCode: ['LV-M'] } },
          { name: t('overview.overdue'), count: hazards.overdue, tone: hazards.overdue > 0 ? 'alarm' : 'plain', selection: { overdue: true } },
        ] as const;
        return (
          <>
            <Section
              finding={area.kind === 'township' ? t('area.findingTownship', { name: names.area(area.code), open: formatCount(hazards.open) }) : t('area.findingDrawn', { open: formatCount(hazards.open) })}
              basis={basis}
            >
              <p className="quiet figure">
                {t('area.size', { value: formatNumber(value.areaSquareKilometres, 1) })} ·{' '}
                {t('area.perSquareKilometre', { value: formatNumber(value.areaSquareKilometres > 0 ? hazards.open / value.areaSquareKilometres : 0, 2) })}
              </p>
              <div className="stats">
                {figures.map((figure) => (
                  <Stat
                    key={figure.name}
                    name={figure.name}
                    count={figure.count}
                    tone={figure.tone}
                    label={t('overview.showRows', { name: figure.name, count: formatCount(figure.count) })}
                    onOpen={() => inList('hazards', { ...view.selection, ...figure.selection } as Selection)}
                  />
                ))}
              </div>
            </Section>
            <Section finding={t('area.counts')}>
              <Bars
                caption={t('area.counts')}
                bars={value.layers
                  .filter((layer) => layer.count > 0)
                  .map((layer) => ({
                    key: layer.collection,
                    name: names.layer(layer.collection),
                    parts: [{ tone: 'plain', count: layer.count, name: names.layer(layer.collection) }],
                    label: `${names.layer(layer.collection)}: ${formatCount(layer.count)}`,
                  }))}
                onOpen={(collection) => inList(collection, view.selection)}
              />
            </Section>
          </>
        );
      }}
    </Answer>
  );
}
