// How is a look at the ledger said to other parts of the API: to the archive of the list, and to the tiles of the map?
import { selectionToParameters } from '../../data/contract/selection-address.ts';
import type { LedgerLook } from './ledger-address.ts';

/** Gives the selection of a view where one says it; null where only the ledger knows it. */
function selectionOfView({ view }: LedgerLook): Readonly<Record<string, string>> | null {
  switch (view) {
    case 'all':
      return {};
    case 'overdue':
      return { overdue: 'true' };
    case 'due-7':
      return { dueWithinDays: '7' };
    case 'listed':
      return { open: 'true' };
    case 'major-unlisted':
      return { open: 'true', levelCode: 'LV-M' };
    default:
      return null;
  }
}

/** Gives the parameters of an export of what is looked at; null when an export cannot say it (words, handlers, views of one's own work), so that no file holds other rows than the table. */
export function exportOf(look: LedgerLook): Record<string, string> | null {
  const view = selectionOfView(look);
  if (view === null || look.words !== '' || look.handler !== null) return null;
  const selection = selectionToParameters(look.selection);
  // Two conditions on one field would need both; an export takes one.
  if (Object.keys(view).some((name) => selection[name] !== undefined && selection[name] !== view[name])) return null;
  const flags: string[] = [];
  if (look.view === 'listed') flags.push("flags LIKE '%FL-LISTED%'");
  if (look.view === 'major-unlisted') flags.push("(flags IS NULL OR NOT flags LIKE '%FL-LISTED%')");
  if (look.flags.length > 0) flags.push(`(${look.flags.map((flag) => `flags LIKE '%${flag.replaceAll('_', '\\_')}%'`).join(' OR ')})`);
  return { ...view, ...selection, ...(look.bbox === null ? {} : { bbox: look.bbox }), ...(flags.length === 0 ? {} : { filter: flags.join(' AND ') }) };
}

/** Gives the filter of the tiles that lie behind the rows: as near to the look as a selection can say it. */
export function tileQueryOf(look: LedgerLook): string {
  const view = look.view === 'mine' || look.view === 'my-review' ? { open: 'true' } : (selectionOfView(look) ?? {});
  return new URLSearchParams({ ...view, ...selectionToParameters(look.selection) }).toString();
}
