// How is a site entered? A place on the map first, then what is known of it; refusals stand at their fields.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayRole, type RoleId } from '../../data/contract/access.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import { completeSite, siteFaults, type SiteValue, type SiteValues } from '../../data/contract/site-edits.ts';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { dataKey } from '../api/queries.ts';
import { createSite, undoSite } from '../api/site-edits.ts';
import { FormNote } from '../parts/form.tsx';
import { useNotice } from '../state/notice.tsx';
import { newRequestKey } from '../state/outbox.ts';
import { SiteFieldsForm } from './site-fields.tsx';
import { type DrawnKind, kindOf, SitePlace } from './site-place.tsx';
import { type SiteRefusal, useSiteRefusal, useSiteWords } from './site-words.ts';
import type { MapPart } from './sites-map-lazy.tsx';

/** The form of a new site of a layer. `onMade` is given its id once it is entered. */
export function NewSite({ layer, role, onMap, onMade, onLeave }: { layer: SiteLayer; role: RoleId; onMap(part: MapPart): void; onMade(id: number): void; onLeave(): void }) {
  const { t } = useTranslation();
  const tell = useNotice();
  const client = useQueryClient();
  const words = useSiteWords(layer);
  const refusalOf = useSiteRefusal(layer);
  const [kind, setKind] = useState<DrawnKind>(kindOf(layer.geometryTypes[0] ?? 'Point'));
  const [values, setValues] = useState<SiteValues>({});
  const [placed, setPlaced] = useState<Geometry | null>(null);
  const [drawing, setDrawing] = useState(kind !== 'point');
  const [requestKey, setRequestKey] = useState(newRequestKey);
  // Another wish than the one that was refused, or whose answer was lost.
  const place = useCallback((geometry: Geometry | null): void => {
    setPlaced(geometry);
    setRequestKey(newRequestKey());
  }, []);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<SiteRefusal | null>(null);
  const [busy, setBusy] = useState(false);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as SiteValues;
  const dirty = placed !== null || Object.keys(given).length > 0;
  useEffect(() => onMap({ subject: 'new', stored: null, placed, mode: kind === 'point' ? 'place' : drawing ? kind : 'choose', dirty, place }), [placed, kind, drawing, dirty, place, onMap]);

  const own = siteFaults(layer, given);
  // What is missing is told once somebody tried; what is wrong at once. The number may be left to the server.
  const missing = tried ? completeSite(layer, { ...given, code: given['code'] ?? '-' }).faults.filter(({ name }) => given[name] === undefined) : [];
  const faults: Record<string, string> = { ...refused?.fields };
  for (const fault of own) faults[fault.name] = words.fault(fault);
  for (const { name } of missing) faults[name] = t('sites.needed');
  const noPlace = tried && placed === null ? t(kind === 'point' ? 'sites.needPlace' : 'sites.needShape') : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (busy || placed === null || own.length > 0 || completeSite(layer, { ...given, code: given['code'] ?? '-' }).faults.length > 0) return;
    setBusy(true);
    setRefused(null);
    try {
      const made = await createSite(layer.id, { values: given, geometry: placed, reason: '', requestKey });
      await client.invalidateQueries({ queryKey: [dataKey] });
      tell(t('sites.created', { code: made.code }), {
        words: t('sites.undo'),
        run: () => void undoSite(layer.id, made.id, { reason: '', expectedVersion: made.version, requestKey: newRequestKey() }).then(
          () => tell(t('sites.undone')),
          (error: Error) => tell(t('sites.refused', { detail: refusalOf(error).rest ?? Object.values(refusalOf(error).fields).join('; ') })),
        ).then(() => client.invalidateQueries({ queryKey: [dataKey] })),
      });
      onMap({ subject: 'made', stored: placed, placed: null, mode: 'choose', dirty: false, place: () => undefined });
      onMade(made.id);
    } catch (error) {
      setRefused(refusalOf(error as Error));
      setBusy(false);
    }
  };
  const change = (name: string, value: SiteValue): void => {
    setValues({ ...values, [name]: value });
    setRequestKey(newRequestKey());
    if (refused !== null) setRefused({ ...refused, fields: Object.fromEntries(Object.entries(refused.fields).filter(([known]) => known !== name)) });
  };
  return (
    <form className="site-form" noValidate aria-label={t('sites.add')} onSubmit={(event) => void submit(event)}>
      <h2>{t('sites.add')}</h2>
      <SitePlace
        layer={layer}
        stored={null}
        placed={placed}
        disabled={false}
        kind={kind}
        drawing={drawing}
        fault={refused?.fields['geometry'] ?? noPlace}
        onKind={(next) => {
          setKind(next);
          place(null);
          setDrawing(next !== 'point');
        }}
        onDrawing={setDrawing}
        onPlace={place}
      />
      <SiteFieldsForm layer={layer} values={values} changed={new Set()} isNew scope="edit" workedArea={null} restricted={mayRole(role, 'restricted')} faults={faults} words={words} onChange={change} />
      <footer className="site-buttons">
        {refused !== null && (refused.rest !== null || Object.keys(refused.fields).length > 0) && <FormNote kind="refused">{t('sites.refused', { detail: refused.rest ?? Object.keys(refused.fields).map(words.title).join(t('words.and')) })}</FormNote>}
        <button type="submit" className="button button-main" disabled={busy}>
          {t(busy ? 'sites.saving' : 'sites.create')}
        </button>
        <button type="button" className="button" onClick={onLeave}>
          {t('words.cancel')}
        </button>
      </footer>
    </form>
  );
}
