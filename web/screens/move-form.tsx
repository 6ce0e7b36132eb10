// What must be said to make this move? A form that is read off the table of moves; the server's answer is the truth.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HazardStep } from '../../data/contract/hazard-page.ts';
import { missingField, isNeeded, type Missing } from '../../data/contract/closing-guards.ts';
import type { HazardLife } from '../../data/contract/closing-life.ts';
import { readValues } from '../../data/contract/closing-plan.ts';
import { type GuardId, type Move, type MoveFieldId, moveFields } from '../../data/contract/closing.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { closingRule } from '../../data/vocabulary/closing-rules.ts';
import { type HazardPage, hazardPageQuery, hazardStepsQuery } from '../api/hazards.ts';
import { formatInstant } from '../locales/format.ts';
import { FormNote } from '../parts/form.tsx';
import { useDevicePlace } from '../state/device-place.ts';
import { useNames } from '../state/names.tsx';
import { type Letter, newRequestKey } from '../state/outbox.ts';
import { useStepWords } from './hazard-timeline.tsx';
import { type Entered, MoveField } from './move-field.tsx';
import { useOutbox } from './outbox-provider.tsx';
import { type FormPhoto, formPhotosOf, keptPhotosOf, PhotoField } from './photo-field.tsx';

export type MoveResult = { readonly kind: 'kept' } | { readonly kind: 'sent'; readonly statusCode: string | null };

/** At which field is a guard told that speaks of what was entered? */
const fieldOfGuard: Partial<Record<GuardId, MoveFieldId>> = {
  'photo-given': 'evidence',
  'photo-on-site': 'evidence',
  'clause-in-force': 'clauseId',
  'downgrade-founded': 'expertRecord',
  'deadline-ahead': 'dueOn',
  'later-deadline': 'newDueOn',
  'listed-longest': 'newDueOn',
  'other-hazard': 'intoHazard',
  'other-department': 'toDepartmentCode',
  'never-down': 'chaseStep',
};

/** As much of the life as the table asks for what must be given. */
function lifeOf({ item: { properties }, flags }: HazardPage): HazardLife {
  return { levelCode: String(properties['levelCode']), sourceCode: String(properties['sourceCode']), flags } as unknown as HazardLife;
}

/** What is known already and would only be typed again. */
function knownValues(move: Move, page: HazardPage): Entered {
  if (move.id !== 'assign' && move.id !== 'edit') return {};
  const { properties } = page.item;
  const today = dayOfInstant(Date.now());
  const known: Entered = { ...properties, interimControl: page.interimControl, fundsYuan: page.fundsYuan, contingencyPlan: page.contingencyPlan, expertRecord: page.expertRecord };
  const usual = closingRule(properties['levelCode'] === 'LV-M' ? 'due-major' : 'due-general', dateOfDay(today)).value;
  return { ...Object.fromEntries(Object.entries(known).filter(([name, value]) => name in move.fields && value !== null)), ...(move.id === 'assign' && (known.dueOn ?? null) === null ? { dueOn: dateOfDay(today + usual) } : {}) };
}

export function MoveForm({ move, page, steps, mended, initial, onCancel, onDone }: { move: Move; page: HazardPage; steps: readonly HazardStep[]; mended: Letter | null; initial: Entered; onCancel(): void; onDone(result: MoveResult): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const client = useQueryClient();
  const outbox = useOutbox();
  const { id } = page.item;
  const before = mended?.wish.kind === 'move' ? (mended.wish.values as Entered) : null;
  const [known] = useState<Entered>(() => knownValues(move, page));
  const [values, setValues] = useState<Entered>(() => before ?? { ...known, ...initial });
  const [photos, setPhotos] = useState<readonly FormPhoto[]>(() => formPhotosOf(mended?.photos ?? []));
  const [missing, setMissing] = useState<readonly Missing[]>(mended?.refusal?.missing ?? []);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [preparing, setPreparing] = useState(false);
  const [seen, setSeen] = useState(page.sequence);
  const key = useRef(mended?.requestKey ?? newRequestKey());
  const form = useRef<HTMLFormElement>(null);
  const fields = Object.keys(move.fields) as MoveFieldId[];
  const device = useDevicePlace(fields.includes('evidence'));
  const stale = page.sequence > seen;
  const now = page.moves.find((one) => one.id === move.id);
  const life = lifeOf(page);

  const faultOf = (field: MoveFieldId): string | null => {
    const faults = missing.filter(({ kind, id: what }) => (kind === 'field' && what === field) || (kind === 'guard' && fieldOfGuard[what as GuardId] === field));
    return faults.length === 0 ? null : faults.map(({ zh, en }) => names.pick(zh, en)).join(names.pick('；', '; '));
  };
  const elsewhere = missing.filter(({ kind, id: what }) => !(kind === 'field' && fields.includes(what as MoveFieldId)) && !(kind === 'guard' && fields.includes(fieldOfGuard[what as GuardId] ?? ('' as MoveFieldId))));
  const tell = (list: readonly Missing[]): void => {
    setMissing(list);
    if (list.length > 0) requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .field-fault')?.scrollIntoView({ block: 'center' }));
  };

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || preparing) return;
    // What an edit leaves as it was is not said.
    const said = Object.fromEntries(Object.entries(values).filter(([name, value]) => name in move.fields && name !== 'evidence' && value !== null && value !== '' && (move.id !== 'edit' || value !== known[name as MoveFieldId])));
    const { values: read, faults } = readValues(move, said);
    const bare = fields.filter((field) => isNeeded(move, field, life, read) && (field === 'evidence' ? photos.length === 0 : read[field] === undefined) && !faults.some((fault) => fault.id === field));
    tell([...faults, ...bare.map((field): Missing => missingField(field))]);
    if (faults.length > 0 || bare.length > 0) return;
    setBusy(true);
    setRefused(null);
    const letter = { requestKey: key.current, title: String(page.item.properties['title']), wish: { kind: 'move' as const, hazardId: id, hazardCode: String(page.item.properties['code']), move: move.id, values: read, expectedSequence: seen }, photos: keptPhotosOf(photos) };
    const outcome = await outbox.post(letter, { keepRefused: mended !== null }).catch(() => null);
    setBusy(false);
    if (outcome === null) setRefused(t('outbox.notKept'));
    else if (outcome.kind === 'sent') onDone({ kind: 'sent', statusCode: outcome.receipt.statusCode });
    else if (outcome.kind !== 'refused') onDone({ kind: 'kept' });
    else {
      tell(outcome.refusal.missing);
      if (outcome.refusal.missing.length === 0) setRefused(outcome.refusal.detail);
      // Perhaps somebody else moved it: what was typed stays, the page is asked anew.
      void client.invalidateQueries({ queryKey: hazardPageQuery(id).queryKey });
      void client.invalidateQueries({ queryKey: hazardStepsQuery(id).queryKey });
    }
  };
  return (
    <form ref={form} className="form move-form" noValidate onSubmit={(event) => void send(event)}>
      {stale && <Stale step={steps.at(-1)} onSeen={() => setSeen(page.sequence)} />}
      {now === undefined ? <FormNote kind="refused">{t('hazard.moveGone')}</FormNote> : now.on ? null : <FormNote kind="refused">{now.missing.map(({ zh, en }) => names.pick(zh, en)).join(names.pick('；', '; '))}</FormNote>}
      {fields.map((field) => {
        const needed = isNeeded(move, field, life, values);
        // Asked only of hazards that carry the flag or came by that door.
        if (!needed && (move.fields[field] === 'suspended' || move.fields[field] === 'public')) return null;
        const { zh, en } = moveFields[field];
        return field === 'evidence' ? (
          <PhotoField key={field} photos={photos} onChange={setPhotos} onPreparing={setPreparing} device={device.kind === 'known' ? device.place : null} label={names.pick(zh, en)} needed={needed} fault={faultOf(field)} />
        ) : (
          <MoveField key={field} field={field} value={values[field] ?? null} entered={values} page={page} needed={needed} fault={faultOf(field)} onChange={(value) => setValues((all) => ({ ...all, [field]: value }))} />
        );
      })}
      {fields.length === 0 && <p className="quiet small">{t('hazard.noFields')}</p>}
      {elsewhere.length > 0 && (
        <FormNote kind="refused">
          {elsewhere.map(({ zh, en }) => names.pick(zh, en)).join(names.pick('；', '; '))}
        </FormNote>
      )}
      {refused !== null && !stale && <FormNote kind="refused">{refused}</FormNote>}
      <div className="form-buttons move-buttons">
        <button type="submit" className="button button-main" disabled={busy || preparing || stale || now === undefined}>
          {t(busy ? 'hazard.sending' : 'hazard.send', { move: names.pick(move.zh, move.en) })}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('words.cancel')}
        </button>
      </div>
    </form>
  );
}

/** Somebody else was first: who, what, when. What was typed stays. */
function Stale({ step, onSeen }: { step: HazardStep | undefined; onSeen(): void }) {
  const { t } = useTranslation();
  const { who, what } = useStepWords();
  return (
    <div className="form-note form-note-refused stale" role="alert">
      <span>
        {step === undefined ? t('hazard.movedSince') : t('hazard.movedBy', { who: who(step), at: formatInstant(step.at), what: what(step) })}{' '}
        <button type="button" className="button button-small" onClick={onSeen}>
          {t('hazard.goOn')}
        </button>
      </span>
    </div>
  );
}
