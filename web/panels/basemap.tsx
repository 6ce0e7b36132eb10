// Which map lies under the data? The built-in one, or one that the operator added; not shown when there is no choice.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { basemapsQuery } from '../api/basemaps.ts';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';

export function BasemapPanel() {
  const { t } = useTranslation();
  const names = useNames();
  const { view, change } = useView();
  const { data: offered = [] } = useQuery(basemapsQuery());
  if (offered.length === 0) return null;
  const chosen = offered.some(({ id }) => id === view.base) ? view.base : null;
  return (
    <label className="basemap-choice">
      <span>{t('layers.basemap')}</span>
      <select className="input" value={chosen ?? ''} onChange={(event) => change({ base: event.target.value === '' ? null : event.target.value })}>
        <option value="">{t('layers.basemapBuiltIn')}</option>
        {offered.map(({ id, name, nameEn }) => (
          <option key={id} value={id}>
            {names.pick(name, nameEn ?? name)}
          </option>
        ))}
      </select>
    </label>
  );
}
