// How is a site taken out of use? Its open hazards are named first, and a reason is given.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteSummaryQuery } from '../api/queries.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field, FormNote } from '../parts/form.tsx';

/** Hazards that are named one by one. */
const named = 5;

export function RetireDialog({ layer, id, name, busy, refused, onClose, onRetire }: { layer: string; id: number; name: string; busy: boolean; refused: string | null; onClose(): void; onRetire(reason: string, openHazards: number): void }) {
  const { t } = useTranslation();
  // While it is being retired it may be gone already: nothing is asked of it then.
  const asked = useQuery({ ...siteSummaryQuery(layer, id), enabled: !busy });
  const [reason, setReason] = useState('');
  return (
    <Dialog title={t('sites.retireTitle', { name })} onClose={onClose}>
      <Answer asked={asked} shape={<Bones rows={4} />}>
        {({ hazards }) => (
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() !== '') onRetire(reason.trim(), hazards.open);
            }}
          >
            <p>{t('sites.retireWhat')}</p>
            {hazards.open > 0 && (
              <>
                <p>
                  <strong>{t('sites.retireOpen', { count: formatCount(hazards.open) as never })}</strong>
                </p>
                <ul className="site-open small">
                  {hazards.items
                    .filter(({ properties }) => properties['open'] === true)
                    .slice(0, named)
                    .map((item) => (
                      <li key={item.id}>
                        <span className="quiet figure">{String(item.properties['code'])}</span> {String(item.properties['title'])}
                      </li>
                    ))}
                  {hazards.open > named && <li className="quiet">…</li>}
                </ul>
              </>
            )}
            <Field label={t('sites.retireReason')} required autoFocus value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
            {refused !== null && <FormNote kind="refused">{refused}</FormNote>}
            <div className="form-buttons">
              <button type="submit" className="button button-main" disabled={busy || reason.trim() === ''}>
                {t('sites.retireDo')}
              </button>
              <button type="button" className="button" onClick={onClose}>
                {t('words.cancel')}
              </button>
            </div>
          </form>
        )}
      </Answer>
    </Dialog>
  );
}
