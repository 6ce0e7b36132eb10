// How does a component read the view and change it? The address is the only store; the back button undoes.
import { parseAsString, throttle, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import type { Selection } from '../../data/contract/selection.ts';
import { addressKeys, type View, viewFromParameters, viewToParameters } from './view.ts';

const parsers = Object.fromEntries(addressKeys.map((key) => [key, parseAsString]));
/** Browsers refuse more than about 100 history changes in 30 s; a moving camera must stay below. */
const addressThrottle = throttle(300);

export interface ViewState {
  readonly view: View;
  /** Parameters of the address that could not be read and were left out. */
  readonly unread: readonly string[];
  /** Changes some parts of the view as a step that the back button undoes. */
  change(patch: Partial<View>): void;
  /** Changes without a step in the history: camera moves, brushing under way. */
  drift(patch: Partial<View>): void;
  /** Sets or, with undefined, clears some fields of the selection, as a step. */
  select(patch: Partial<Selection>): void;
}

/** Gives the view of the address and the ways to change it. */
export function useView(): ViewState {
  const [parameters, setParameters] = useQueryStates(parsers, { shallow: true, clearOnDefault: true, limitUrlUpdates: addressThrottle });
  const { view, unread } = useMemo(() => viewFromParameters(parameters), [parameters]);
  const write = useCallback(
    (patch: Partial<View>, history: 'push' | 'replace') => {
      void setParameters((before) => changedParameters(before, patch), { history });
    },
    [setParameters],
  );
  const change = useCallback((patch: Partial<View>) => write(patch, 'push'), [write]);
  const drift = useCallback((patch: Partial<View>) => write(patch, 'replace'), [write]);
  const select = useCallback(
    (patch: Partial<Selection>) => {
      void setParameters(
        (before) => {
          const current = viewFromParameters(before).view.selection;
          const merged = Object.fromEntries(Object.entries({ ...current, ...patch }).filter(([, value]) => value !== undefined));
          return changedParameters(before, { selection: merged });
        },
        { history: 'push' },
      );
    },
    [setParameters],
  );
  return { view, unread, change, drift, select };
}

/** Gives all parameters after a patch of the view. */
function changedParameters(before: Record<string, string | null>, patch: Partial<View>): Record<string, string | null> {
  return viewToParameters({ ...viewFromParameters(before).view, ...patch });
}
