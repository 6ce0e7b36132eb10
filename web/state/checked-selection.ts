// Does every code of the filter exist? The address is read by its form alone; the schema, which arrives later, takes out what means nothing.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type SelectionField, SelectionError, selectionToParameters } from '../../data/contract/selection-address.ts';
import { type Selection, selectionFromParameters } from '../../data/contract/selection.ts';
import { useNotice } from './notice.tsx';
import { useView } from './use-view.ts';
import { withoutFields } from './view.ts';

/** Gives the fields of a selection that the schema refuses, e.g. for a code that does not exist; none for a good one. */
export function refusedFields(selection: Selection): SelectionField[] {
  try {
    selectionFromParameters(selectionToParameters(selection));
    return [];
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    return [...new Set(error.issues.map((issue) => issue.parameter as SelectionField))];
  }
}

/** Takes refused fields out of the address and says which. */
export function useCheckedSelection(): void {
  const { t } = useTranslation();
  const { view, drift } = useView();
  const notice = useNotice();
  const refused = refusedFields(view.selection).join();
  useEffect(() => {
    if (refused === '') return;
    drift({ selection: withoutFields(view.selection, refused.split(',') as SelectionField[]) });
    notice(t('filters.unread', { names: refused }));
  }, [refused]);
}
