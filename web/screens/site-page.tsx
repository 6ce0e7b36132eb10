// How is one site changed, moved, retired and brought back? Its form over what the server holds, what others did meanwhile, its history.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayRole, type RoleId } from '../../data/contract/access.ts';
import { contactNames, siteFaults, type SiteValues } from '../../data/contract/site-edits.ts';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { dataKey } from '../api/queries.ts';
import { editSite, retireSite, type SiteHistory, siteHistoryQuery, type SiteOutcome, undoSite } from '../api/site-edits.ts';
import { Answer, Bones, Empty } from '../parts/answer.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { addressWith } from '../state/appearance.ts';
import { useNames } from '../state/names.tsx';
import { useNotice } from '../state/notice.tsx';
import { newRequestKey } from '../state/outbox.ts';
import { SiteConflict } from './site-conflict.tsx';
import { standingValue, useSiteDraft } from './site-draft.ts';
import { SiteFieldsForm } from './site-fields.tsx';
import { SiteTimeline } from './site-history.tsx';
import { kindOf, SitePlace } from './site-place.tsx';
import { RetireDialog } from './site-retire.tsx';
import { type SiteRefusal, useSiteRefusal, useSiteWords } from './site-words.ts';
import type { MapPart } from './sites-map-lazy.tsx';

interface SitePageProps {
  readonly layer: SiteLayer;
  readonly id: number;
  readonly role: RoleId | null;
  onMap(part: MapPart): void;
}

export function SitePage(props: SitePageProps) {
  const { t } = useTranslation();
  const asked = useQuery(siteHistoryQuery(props.layer.id, props.id));
  const missing = asked.data === undefined && (asked.error as { status?: number } | null)?.status === 404;
  if (missing) return <Empty>{t('sites.missing')}</Empty>;
  return (
    <Answer asked={asked} shape={<Bones rows={10} height={32} />}>
      {(data) => <Standing {...props} data={data} />}
    </Answer>
  );
}

function Standing({ layer, id, role, data, onMap }: SitePageProps & { data: SiteHistory }) {
  const { t } = useTranslation();
  const names = useNames();
  const tell = useNotice();
  const client = useQueryClient();
  const words = useSiteWords(layer);
  const refusalOf = useSiteRefusal(layer);
  const [busy, setBusy] = useState(false);
  const draft = useSiteDraft(data, busy);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<SiteRefusal | null>(null);
  const [retiring, setRetiring] = useState(false);
  const [drawing, setDrawing] = useState(false);
  const { base, values, placed, changed } = draft;
  const scope = base.retiredOn !== null ? 'nothing' : base.may;
  const stored = base.site.geometry;
  const kind = kindOf(stored.type);
  const dirty = changed.size > 0;
  const { place } = draft;
  const mode = scope !== 'edit' ? 'choose' : kind === 'point' ? (stored.type === 'Point' ? 'move' : 'choose') : drawing ? kind : 'choose';
  useEffect(() => onMap({ subject: `${layer.id} ${id}`, stored, placed, mode, dirty, place }), [layer.id, id, stored, placed, mode, dirty, onMap]);

  const name = String(base.site.properties['name']);
  const faults: Record<string, string> = { ...refused?.fields };
  for (const fault of siteFaults(layer, values)) faults[fault.name] = words.fault(fault);
  const shownValues: SiteValues = { ...(base.site.properties as SiteValues), areaCode: standingValue(base, 'areaCode') as string | null, ...values };

  /** Does one thing to the site; `words` say what came of it, with the way back where there is one. */
  const act = async (work: () => Promise<SiteOutcome>, done: (outcome: SiteOutcome) => string, offersUndo = true): Promise<void> => {
    setBusy(true);
    setRefused(null);
    try {
      const outcome = await work();
      await client.fetchQuery({ ...siteHistoryQuery(layer.id, id), staleTime: 0 });
      draft.clear();
      setReason('');
      setRetiring(false);
      setDrawing(false);
      tell(outcome.changed.length === 0 && offersUndo ? t('sites.unchanged') : done(outcome), !offersUndo || outcome.changed.length === 0 ? undefined : { words: t('sites.undo'), run: () => void takeBack(outcome.version) });
    } catch (error) {
      setRefused(refusalOf(error as Error));
      // Somebody was first, or it is gone: the newest standing comes, what was typed stays.
      await client.invalidateQueries({ queryKey: siteHistoryQuery(layer.id, id).queryKey });
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: [dataKey] });
    }
  };
  const takeBack = (expectedVersion: number): Promise<void> => act(() => undoSite(layer.id, id, { reason: '', expectedVersion, requestKey: newRequestKey() }), () => t(base.retiredOn === null ? 'sites.undone' : 'sites.broughtBack'), false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy || !dirty || siteFaults(layer, values).length > 0 || draft.news.length > 0) return;
    const wish = { values, ...(placed === null ? {} : { geometry: placed }), reason: reason.trim(), expectedVersion: base.version, requestKey: newRequestKey() };
    void act(() => editSite(layer.id, id, wish), (outcome) => t('sites.saved', { names: outcome.changed.filter((one) => one !== 'areaByRule').map(words.title).join(t('words.and')) }));
  };
  // Who keeps the contacts alone takes back only what touched nothing else.
  const undone = base.undo === null ? undefined : base.events.find(({ sequence }) => sequence === base.undo?.sequence);
  const mayUndo = base.undo !== null && (base.may === 'edit' || (base.may === 'contacts' && undone?.kind === 'edited' && Object.keys(undone.after).every((one) => contactNames.has(one))));
  const undoWords = base.undo === null ? '' : base.retiredOn !== null ? t('sites.bringBack') : t('sites.undoLast', { kind: t(`sites.kind.${base.undo.kind as 'edited'}`) });
  return (
    <div className="site">
      <form className="site-form" noValidate aria-label={name} onSubmit={submit}>
        <header className="site-head">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <a className="link-button small" href={addressWith(`/?object=${layer.id}/${id}`)}>
            {t('sites.showMap')}
          </a>
        </header>
        {base.retiredOn !== null && <FormNote kind="refused">{t('sites.retired', { day: base.retiredOn })}</FormNote>}
        {base.retiredOn === null && base.may !== 'edit' && <p className="quiet small">{t(base.may === 'contacts' ? 'sites.contactsOnly' : 'sites.readOnly')} {base.may === 'nothing' && t('sites.whoMay')}</p>}
        {base.held.length > 0 && base.may !== 'nothing' && <p className="quiet small">{t('sites.held', { names: base.held.map(words.title).join(t('words.and')) })}</p>}
        <SiteConflict draft={draft} data={data} words={words} />
        <SitePlace layer={layer} stored={stored} placed={placed} disabled={scope !== 'edit' || (kind === 'point' && stored.type !== 'Point')} kind={kind} drawing={drawing} fault={refused?.fields['geometry'] ?? null} onKind={() => undefined} onDrawing={setDrawing} onPlace={place} />
        <SiteFieldsForm layer={layer} values={shownValues} changed={changed} isNew={false} scope={scope} workedArea={base.areaByRule && placed === null ? ((base.site.properties['areaCode'] as string | null) ?? null) : null} restricted={role !== null && mayRole(role, 'restricted')} faults={faults} words={words} onChange={draft.set} />
        {dirty && <Field label={t('sites.reason')} value={reason} maxLength={500} hint={t('sites.optional')} onChange={(event) => setReason(event.target.value)} />}
        {(scope !== 'nothing' || mayUndo) && (
          <footer className="site-buttons">
            {refused !== null && !retiring && (refused.rest !== null || Object.keys(refused.fields).length > 0) && <FormNote kind="refused">{t('sites.refused', { detail: refused.rest ?? Object.keys(refused.fields).map(words.title).join(t('words.and')) })}</FormNote>}
            {scope !== 'nothing' && (
              <button type="submit" className="button button-main" disabled={busy || !dirty || siteFaults(layer, values).length > 0 || draft.news.length > 0}>
                {t(busy ? 'sites.saving' : 'sites.save')}
              </button>
            )}
            {dirty && (
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => {
                  draft.clear();
                  setRefused(null);
                  setDrawing(false);
                }}
              >
                {t('sites.discard')}
              </button>
            )}
            {!dirty && mayUndo && (
              <button type="button" className={base.retiredOn === null ? 'button' : 'button button-main'} disabled={busy} onClick={() => void takeBack(base.version)}>
                <Icon name="undo" />
                {undoWords}
              </button>
            )}
            {!dirty && scope === 'edit' && (
              <button type="button" className="button site-retire" disabled={busy} onClick={() => setRetiring(true)}>
                {t('sites.retire')}
              </button>
            )}
            {dirty && <span className="quiet small">{t('sites.dirty', { count: changed.size })}</span>}
          </footer>
        )}
        {base.obstacle !== null && base.may !== 'nothing' && <p className="quiet small">{names.pick(base.obstacle.zh, base.obstacle.en)}</p>}
      </form>
      <section className="site-life" aria-labelledby="site-life-title">
        <h3 id="site-life-title">{t('sites.history')}</h3>
        <SiteTimeline events={data.events} words={words} />
      </section>
      {retiring && (
        <RetireDialog layer={layer.id} id={id} name={name} busy={busy} refused={refused === null ? null : (refused.rest ?? Object.values(refused.fields).join('; '))} onClose={() => setRetiring(false)} onRetire={(why, openHazards) => void act(() => retireSite(layer.id, id, { reason: why, openHazards, expectedVersion: base.version, requestKey: newRequestKey() }), () => t('sites.retiredNow'))} />
      )}
    </div>
  );
}
