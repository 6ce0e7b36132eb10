// Which figures does an incident have, what is wrong with those that were typed, and how are they entered? The same for the first entry and for a correction.
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../locales/format.ts';
import { Field } from '../parts/form.tsx';
import { useNames } from '../state/names.tsx';

/** As typed: times as `YYYY-MM-DDTHH:mm` of the city, '' = not given. */
export interface IncidentFigures {
  readonly title: string;
  readonly occurredAt: string;
  readonly knownAt: string;
  readonly sectorCode: string;
  readonly deaths: string;
  readonly seriousInjuries: string;
  readonly injuries: string;
  readonly lossYuan: string;
  readonly account: string;
}

/** What is wrong, by field: the key of its words under `incidents.entry`. */
export type IncidentFaults = Partial<Record<keyof IncidentFigures, 'titleNeeded' | 'whenNeeded' | 'whenFuture' | 'knownFault' | 'countFault' | 'injuriesFault'>>;

/** Gives an instant (ISO with zone) as it is typed, in the city's time; '' for none. */
export function typedInstant(iso: string | null): string {
  return iso === null ? '' : formatInstant(iso).replace(' ', 'T');
}
export const typedNow = (): string => typedInstant(new Date().toISOString());

/** Gives the instant of what was typed; null for none. The city keeps one time all year. */
export function instantOf(typed: string): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? `${typed}:00+08:00` : null;
}

const countOf = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : 0);

/** Gives what was typed as it is sent; to be asked only when nothing is wrong. */
export function figuresOf(figures: IncidentFigures): { title: string; occurredAt: string; knownAt: string | null; sectorCode: string | null; deaths: number; seriousInjuries: number; injuries: number; lossYuan: number | null; account: string } {
  const loss = figures.lossYuan.trim();
  return {
    title: figures.title.trim(),
    occurredAt: instantOf(figures.occurredAt) ?? '',
    knownAt: instantOf(figures.knownAt),
    sectorCode: figures.sectorCode === '' ? null : figures.sectorCode,
    deaths: countOf(figures.deaths),
    seriousInjuries: countOf(figures.seriousInjuries),
    injuries: countOf(figures.injuries),
    lossYuan: loss === '' || !Number.isFinite(Number(loss)) ? null : Number(loss),
    account: figures.account.trim(),
  };
}

/** Minutes a clock may run ahead, as the server allows it. */
const aheadMinutes = 10;

/** Gives what is wrong with what was typed. `now` in milliseconds. */
export function faultsOf(figures: IncidentFigures, now: number): IncidentFaults {
  const faults: IncidentFaults = {};
  if (figures.title.trim() === '') faults.title = 'titleNeeded';
  const occurred = instantOf(figures.occurredAt);
  const latest = now + aheadMinutes * 60_000;
  if (occurred === null) faults.occurredAt = 'whenNeeded';
  else if (Date.parse(occurred) > latest) faults.occurredAt = 'whenFuture';
  const known = instantOf(figures.knownAt);
  if (known !== null && occurred !== null && (Date.parse(known) < Date.parse(occurred) || Date.parse(known) > latest)) faults.knownAt = 'knownFault';
  for (const name of ['deaths', 'seriousInjuries', 'injuries'] as const) if (!/^\d{1,6}$/.test(figures[name].trim())) faults[name] = 'countFault';
  if (faults.injuries === undefined && countOf(figures.seriousInjuries) > countOf(figures.injuries)) faults.injuries = 'injuriesFault';
  const loss = figures.lossYuan.trim();
  if (loss !== '' && !(Number(loss) >= 0 && Number(loss) <= 1e12)) faults.lossYuan = 'countFault';
  return faults;
}

interface FieldsProps {
  readonly figures: IncidentFigures;
  readonly faults: IncidentFaults;
  onChange(more: Partial<IncidentFigures>): void;
}

/** Deaths, serious injuries, all injured. More serious ones than injured lift the number of injured: both are said at once. */
export function IncidentNumbers({ figures, faults, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const fault = (name: keyof IncidentFigures): string | null => (faults[name] === undefined ? null : t(`incidents.entry.${faults[name]}`));
  return (
    <div className="incident-numbers">
      <Field label={t('incidents.entry.deaths')} type="number" min={0} step={1} inputMode="numeric" value={figures.deaths} fault={fault('deaths')} onFocus={(event) => event.target.select()} onChange={(event) => onChange({ deaths: event.target.value })} />
      <Field
        label={t('incidents.entry.serious')}
        type="number"
        min={0}
        step={1}
        inputMode="numeric"
        value={figures.seriousInjuries}
        fault={fault('seriousInjuries')}
        onFocus={(event) => event.target.select()}
        onChange={({ target }) => onChange({ seriousInjuries: target.value, ...(Number(target.value) > Number(figures.injuries) ? { injuries: target.value } : {}) })}
      />
      <Field label={t('incidents.entry.injuries')} type="number" min={0} step={1} inputMode="numeric" value={figures.injuries} fault={fault('injuries')} onFocus={(event) => event.target.select()} onChange={(event) => onChange({ injuries: event.target.value })} />
    </div>
  );
}

/** What can wait: sector, loss, when it was known, the course. */
export function IncidentMore({ figures, faults, noSector, onChange }: FieldsProps & { readonly noSector: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const fault = (name: keyof IncidentFigures): string | null => (faults[name] === undefined ? null : t(`incidents.entry.${faults[name]}`));
  return (
    <>
      <div className="field">
        <label htmlFor="incident-sector">{t('incidents.entry.sector')}</label>
        <select id="incident-sector" className="input" value={figures.sectorCode} onChange={(event) => onChange({ sectorCode: event.target.value })}>
          <option value="">{noSector}</option>
          {(names.list('sectors')?.entries ?? []).map((entry) => (
            <option key={entry.code} value={entry.code}>
              {names.pick(entry.zh, entry.en)}
            </option>
          ))}
        </select>
      </div>
      <Field label={t('incidents.entry.known')} type="datetime-local" value={figures.knownAt} hint={t('incidents.entry.knownHint')} fault={fault('knownAt')} onChange={(event) => onChange({ knownAt: event.target.value.slice(0, 16) })} />
      <Field label={t('incidents.entry.loss')} type="number" min={0} step="any" inputMode="decimal" value={figures.lossYuan} hint={t('incidents.entry.lossHint')} fault={fault('lossYuan')} onChange={(event) => onChange({ lossYuan: event.target.value })} />
      <div className="field">
        <label htmlFor="incident-account">{t('incidents.entry.account')}</label>
        <textarea id="incident-account" className="input" rows={3} maxLength={4000} value={figures.account} onChange={(event) => onChange({ account: event.target.value })} />
      </div>
    </>
  );
}
