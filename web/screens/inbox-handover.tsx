// Who gives, who takes over, and what goes? Seen beforehand row by row, then done in one act, and both are told.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleId } from '../../data/contract/access.ts';
import { givenDays, type Handover, type HandedHazard, mostHandedOver, type Official } from '../../data/contract/inbox.ts';
import { handOver, officialsQuery } from '../api/inbox.ts';
import { dataKey } from '../api/queries.ts';
import { may, sessionQuery } from '../api/session.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useAppearance } from '../state/appearance.ts';
import { useNames } from '../state/names.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { newRequestKey } from '../state/outbox.ts';
import { useGrantWords } from './grant-words.ts';
import { KitProvider } from './kit-provider.tsx';

interface Done {
  readonly answer: Handover;
  readonly from: Official;
  readonly to: Official;
}

export default function HandoverTab() {
  const { t } = useTranslation();
  const { theme } = useAppearance();
  const officials = useQuery(officialsQuery());
  const [done, setDone] = useState<Done | null>(null);
  return (
    <KitProvider theme={theme}>
      <section aria-labelledby="handover-title">
        <header className="page-head">
          <h1 id="handover-title">{t('inbox.handover')}</h1>
        </header>
        <p className="quiet page-tools-words">{t('inbox.handoverWhat')}</p>
        {done !== null ? (
          <Outcome done={done} onAgain={() => setDone(null)} />
        ) : (
          <Answer asked={officials} shape={<Bones rows={4} height={40} />} empty={{ when: (data) => data.officials.every(({ open }) => open === 0), words: t('inbox.noneFrom') }}>
            {(data) => <HandoverForm officials={data.officials} onDone={setDone} />}
          </Answer>
        )}
      </section>
    </KitProvider>
  );
}

function HandoverForm({ officials, onDone }: { officials: readonly Official[]; onDone(done: Done): void }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const client = useQueryClient();
  const [fromId, setFrom] = useState<string | null>(null);
  const [toId, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState<Handover | null>(null);
  // One wish, however often a bad line repeats it; another one as soon as anything of it changes.
  const wish = useRef(newRequestKey());
  const from = officials.find(({ id }) => id === fromId);
  const to = officials.find(({ id }) => id === toId);
  const change = (set: () => void): void => {
    set();
    setSeen(null);
    wish.current = newRequestKey();
    sending.reset();
  };
  const sending = useMutation({
    mutationFn: (preview: boolean) => handOver({ fromUser: fromId ?? '', toUser: toId ?? '', reason: reason.trim(), preview, requestKey: wish.current }),
    onSuccess: async (answer, preview) => {
      if (preview) {
        setSeen(answer);
        return;
      }
      if (from !== undefined && to !== undefined) onDone({ answer, from, to });
      await client.invalidateQueries({ queryKey: [dataKey] });
    },
  });
  const ready = from !== undefined && to !== undefined && reason.trim() !== '';
  const goes = seen?.moved ?? 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) sending.mutate(true);
  };
  return (
    <>
      <form className="card-part handover" onSubmit={submit}>
        <div className="handover-fields">
          <Person label={t('inbox.from')} hint={t('inbox.chooseFrom')} chosen={from} officials={officials.filter(({ open }) => open > 0)} onChange={(id) => change(() => { setFrom(id); if (id === toId) setTo(null); })} />
          <span className="handover-arrow" aria-hidden="true">
            <Icon name="right" />
          </span>
          <Person label={t('inbox.to')} hint={t('inbox.chooseTo')} chosen={to} officials={officials.filter(({ id, disabled }) => !disabled && id !== fromId)} onChange={(id) => change(() => setTo(id))} />
        </div>
        <Field label={t('inbox.reason')} hint={t('inbox.reasonHint')} required maxLength={500} value={reason} onChange={(event) => change(() => setReason(event.target.value))} />
        {sending.error !== null && <FormNote kind="refused">{reasonOf(sending.error)}</FormNote>}
        <div className="form-buttons">
          <button type="submit" className={seen === null ? 'button button-main' : 'button'} disabled={!ready || sending.isPending}>
            {t(sending.isPending && sending.variables ? 'inbox.previewing' : 'inbox.preview')}
          </button>
          {seen !== null && goes > 0 && (
            <button type="button" className="button button-main" disabled={sending.isPending} onClick={() => sending.mutate(false)}>
              {sending.isPending && !sending.variables ? t('inbox.acting') : t('inbox.act', { count: formatCount(goes) })}
            </button>
          )}
        </div>
      </form>
      {seen !== null && to !== undefined && <Preview seen={seen} to={to} />}
    </>
  );
}

/** Found by name, role, township or trade: a city has hundreds of officials. */
function Person({ label, hint, chosen, officials, onChange }: { label: string; hint: string; chosen: Official | undefined; officials: readonly Official[]; onChange(id: string): void }) {
  const { t } = useTranslation();
  const grantWords = useGrantWords();
  const id = useId();
  const wordsOf = ({ name, role, areaCodes, sectorCodes, open, disabled }: Official): string =>
    [name, grantWords({ role: role as RoleId, areaCodes, sectorCodes, siteIds: null }), t('inbox.open', { count: formatCount(open) }), ...(disabled ? [t('inbox.closed')] : [])].join(' · ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select id={id} className="handover-person" showSearch optionFilterProp="label" value={chosen?.id} placeholder={hint} notFoundContent={t('inbox.nobody')} options={officials.map((person) => ({ value: person.id, label: wordsOf(person) }))} onChange={(value: string) => onChange(value)} />
    </div>
  );
}

function Preview({ seen, to }: { seen: Handover; to: Official }) {
  const { t } = useTranslation();
  const names = useNames();
  const whyOf = (row: HandedHazard): string => {
    const limits = [
      ...(to.areaCodes === null || to.areaCodes.includes(row.areaCode ?? '') ? [] : [t('inbox.noArea', { area: names.area(row.areaCode) })]),
      ...(to.sectorCodes === null || to.sectorCodes.includes(row.sectorCode) ? [] : [t('inbox.noSector', { sector: names.code('sectors', row.sectorCode) })]),
    ];
    return row.missing.flatMap(({ id, zh, en }) => (id === 'reach' && limits.length > 0 ? limits : [names.pick(zh, en)])).join(t('inbox.whyEnd'));
  };
  // What cannot go stands first: that is what the preview is for.
  const sorted = [...seen.hazards].sort((a, b) => Number(b.missing.length > 0) - Number(a.missing.length > 0));
  const finding = seen.hazards.length === 0 ? t('inbox.nothing') : seen.moved === 0 ? t('inbox.outcomeNone') : seen.left === 0 ? t('inbox.outcomeAll', { moved: formatCount(seen.moved) }) : t('inbox.outcomeSome', { moved: formatCount(seen.moved), left: formatCount(seen.left) });
  return (
    <section className="handover-preview" aria-label={t('inbox.outcome')}>
      <p role="status">
        <strong>{finding}</strong>
        {seen.moved + seen.left > seen.hazards.length && <span className="quiet"> {t('inbox.mostAtOnce', { most: mostHandedOver })}</span>}
      </p>
      {sorted.length > 0 && (
        <div className="table-scroll" tabIndex={0}>
          <table className="plain-table office-table">
            <caption className="visually-hidden">{t('inbox.outcome')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('inbox.hazard')}</th>
                <th scope="col">{t('inbox.status')}</th>
                <th scope="col">{t('inbox.due.rectify')}</th>
                <th scope="col">{t('inbox.fate')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <bdi>{row.title}</bdi>
                    <span className="cell-under quiet small">{[row.code, names.area(row.areaCode), names.code('sectors', row.sectorCode)].join(' · ')}</span>
                  </th>
                  <td>{names.code('hazard-statuses', row.statusCode)}</td>
                  <td className="figure">{row.dueOn ?? t('inbox.noDue')}</td>
                  <td className={row.missing.length > 0 ? 'handover-stays' : 'handover-goes'}>
                    <Icon name={row.missing.length > 0 ? 'alert' : 'check'} size={12} />
                    {row.missing.length > 0 ? t('inbox.stays', { why: whyOf(row) }) : t('inbox.goes')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Outcome({ done: { answer, from, to }, onAgain }: { done: Done; onAgain(): void }) {
  const { t } = useTranslation();
  const tell = useNotice();
  const readsAudit = may(useQuery(sessionQuery()).data, 'audit');
  const subject = `users/${from.id}`;
  const address = `/admin/audit?subject=${encodeURIComponent(subject)}`;
  const copy = async (): Promise<void> => tell(t((await copyText(`${location.origin}${address}`)) ? 'inbox.copied' : 'inbox.copyFailed'));
  return (
    <div className="card-part handover">
      <FormNote kind="done">
        <strong>{t('inbox.done', { count: formatCount(answer.moved), from: from.name, to: to.name })}</strong>
        {answer.left > 0 && <span className="cell-under">{t('inbox.doneLeft', { count: formatCount(answer.left), from: from.name })}</span>}
        <span className="cell-under">{t('inbox.doneTold', { from: from.name, to: to.name, days: givenDays })}</span>
        <span className="cell-under quiet small">{t('inbox.doneAudit', { subject })}</span>
      </FormNote>
      <div className="form-buttons">
        <button type="button" className="button button-main" onClick={onAgain}>
          {t('inbox.again')}
        </button>
        {readsAudit ? (
          <a className="button" href={address}>
            {t('inbox.auditLink')}
          </a>
        ) : (
          <button type="button" className="button" onClick={() => void copy()}>
            <Icon name="link" />
            {t('inbox.copyAudit')}
          </button>
        )}
      </div>
    </div>
  );
}
