// Which filters are in force, and how does one take them off? Chips over the map.
import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon.tsx';
import { useCheckedSelection } from '../state/checked-selection.ts';
import { useFilterChips } from '../state/filter-words.ts';
import { useView } from '../state/use-view.ts';
import { withoutFields } from '../state/view.ts';

/** The chips of the filters in force; nothing while there are none. Also says when parts of a link could not be read. */
export function ChipsPanel() {
  const { t } = useTranslation();
  useCheckedSelection();
  const { view, unread, change } = useView();
  const chips = useFilterChips(view.selection);
  if (chips.length === 0 && unread.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label={t('filters.chips')}>
      {unread.length > 0 && (
        <p className="chip chip-warn" role="alert">
          {t('filters.unread', { names: unread.join(t('words.and')) })}
        </p>
      )}
      {chips.map((chip) => (
        <button
          key={chip.fields.join()}
          type="button"
          className="chip"
          aria-label={t('filters.clearOne', { name: `${chip.name} ${chip.words}`.trim() })}
          onClick={() => change({ selection: withoutFields(view.selection, chip.fields) })}
        >
          {chip.name !== '' && <span className="quiet">{chip.name}</span>} {chip.words}
          <Icon name="close" size={12} />
        </button>
      ))}
      {chips.length > 1 && (
        <button type="button" className="chip chip-clear" onClick={() => change({ selection: {} })}>
          {t('filters.clearAll')}
        </button>
      )}
    </div>
  );
}
