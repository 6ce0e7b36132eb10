// How are pictures taken or chosen, and how far is each on its way? Camera first, scaled here, sent at once where there is a line.
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostEvidenceAtOnce } from '../../data/contract/evidence.ts';
import { RequestError } from '../api/client.ts';
import { sendPhoto } from '../api/hazards.ts';
import { Icon } from '../parts/icon.tsx';
import type { KeptPhoto } from '../state/outbox.ts';
import { type DevicePlace, preparePhoto } from '../state/photo.ts';
import { useOutbox } from './outbox-provider.tsx';
import '../../styles/photo.css';

/** A picture in a form. `share` 0..1 while it is under way; null when it is not. */
export interface FormPhoto extends KeptPhoto {
  readonly share: number | null;
  /** Why it did not get there: no line (it goes later), or the server's words. */
  readonly fault: 'line' | { readonly detail: string } | null;
}

/** Gives pictures of a letter to a form again. */
export const formPhotosOf = (photos: readonly KeptPhoto[]): FormPhoto[] => photos.map((photo) => ({ ...photo, share: null, fault: null }));
/** Gives what a letter keeps of the pictures of a form. */
export const keptPhotosOf = (photos: readonly FormPhoto[]): KeptPhoto[] => photos.map(({ requestKey, blob, takenAt, place, evidenceId }) => ({ requestKey, blob, takenAt, place, evidenceId }));

type Change = (change: (photos: readonly FormPhoto[]) => readonly FormPhoto[]) => void;

interface PhotoFieldProps {
  readonly photos: readonly FormPhoto[];
  readonly onChange: Change;
  /** Told when pictures begin and end being made smaller: a form that is sent meanwhile would leave them behind. */
  readonly onPreparing: (preparing: boolean) => void;
  readonly device: DevicePlace | null;
  readonly fault: string | null;
  readonly label: string;
  readonly needed: boolean;
}

export function PhotoField({ photos, onChange, onPreparing, device, fault, label, needed }: PhotoFieldProps) {
  const { t } = useTranslation();
  const { owner } = useOutbox();
  const id = useId();
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [busy, setBusy] = useState(0);
  const preparing = busy > 0;
  useEffect(() => onPreparing(preparing), [preparing, onPreparing]);
  const latest = useRef(device);
  latest.current = device;

  const send = async (photo: KeptPhoto): Promise<void> => {
    if (owner === null) return;
    const put = (change: Partial<FormPhoto>): void => onChange((all) => all.map((one) => (one.requestKey === photo.requestKey ? { ...one, ...change } : one)));
    put({ share: 0, fault: null });
    try {
      const { id: evidenceId } = await sendPhoto(photo, owner, (share) => put({ share }));
      put({ evidenceId, share: null });
    } catch (error) {
      const status = error instanceof RequestError ? error.status : 0;
      put({ share: null, fault: status >= 400 && status < 500 && status !== 429 ? { detail: (error as RequestError).problem?.detail ?? String(status) } : 'line' });
    }
  };
  const take = async (files: readonly File[]): Promise<void> => {
    setUnreadable(null);
    for (const file of files.slice(0, mostEvidenceAtOnce - photos.length)) {
      setBusy((count) => count + 1);
      try {
        const photo = await preparePhoto(file, latest.current);
        onChange((all) => [...all, { ...photo, share: null, fault: null }]);
        void send(photo);
      } catch {
        setUnreadable(t('photo.unreadable', { name: file.name }));
      } finally {
        setBusy((count) => count - 1);
      }
    }
  };
  const picked = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])];
    // Before the next paint already: a quick thumb is faster than an effect.
    if (files.length > 0 && photos.length < mostEvidenceAtOnce) onPreparing(true);
    input.value = '';
    void take(files);
  };
  return (
    <div className="photo-field" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-note`}>
      <span id={`${id}-label`} className="field-label">
        {label}
        {needed && <Needed />}
      </span>
      <ul className="photos">
        {photos.map((photo) => (
          <PhotoCard key={photo.requestKey} photo={photo} onRetry={() => void send(photo)} onRemove={() => onChange((all) => all.filter((one) => one.requestKey !== photo.requestKey))} />
        ))}
        {busy > 0 && <li className="photo photo-coming bone" aria-label={t('photo.scaling')} />}
        {photos.length < mostEvidenceAtOnce && (
          <li className="photo-ways">
            <label className="button button-main photo-way">
              <input type="file" accept="image/*" capture="environment" className="visually-hidden" onChange={(event) => picked(event.target)} />
              <Icon name="camera" size={20} />
              {t('photo.take')}
            </label>
            <label className="button photo-way">
              <input type="file" accept="image/jpeg,image/png,image/webp" multiple className="visually-hidden" onChange={(event) => picked(event.target)} />
              {t('photo.choose')}
            </label>
          </li>
        )}
      </ul>
      <p id={`${id}-note`} className={fault === null && unreadable === null ? 'field-note quiet small' : 'field-note field-fault small'} aria-live="polite">
        {fault ?? unreadable}
      </p>
    </div>
  );
}

/** The star of a field that must be filled. */
export function Needed() {
  const { t } = useTranslation();
  return (
    <span className="needed" title={t('hazard.needed')}>
      <span aria-hidden="true">*</span>
      <span className="visually-hidden">{t('hazard.needed')}</span>
    </span>
  );
}

function PhotoCard({ photo, onRetry, onRemove }: { photo: FormPhoto; onRetry(): void; onRemove(): void }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(photo.blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo.blob]);
  const { share, fault, evidenceId } = photo;
  return (
    <li className="photo">
      {address !== null && <img src={address} alt={t('photo.one')} />}
      <button type="button" className="photo-remove" aria-label={t('photo.remove')} title={t('photo.remove')} onClick={onRemove}>
        <Icon name="close" size={14} />
      </button>
      {share !== null && <progress className="photo-share" max={1} value={share} aria-label={t('photo.sending')} />}
      <span className="photo-state small" aria-live="polite">
        {share !== null ? (
          t('photo.share', { share: Math.round(share * 100) })
        ) : evidenceId !== null ? (
          <>
            <Icon name="check" size={12} /> {t(photo.place === null ? 'photo.sentNoPlace' : 'photo.sent')}
          </>
        ) : (
          <>
            {fault === null ? t('photo.waits') : fault === 'line' ? t('photo.later') : t('photo.refused', { detail: fault.detail })}
            <button type="button" className="link-button" onClick={onRetry}>
              {t('state.retry')}
            </button>
          </>
        )}
      </span>
    </li>
  );
}
