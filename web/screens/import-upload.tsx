// Which file, and into which layer? Dropped or chosen, sent with its progress, and refused in words before it is sent where the page can tell already.
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clinicKeptHours, clinicLimitBytes, clinicRecordLayers } from '../../data/contract/import-clinic.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import type { RequestError } from '../api/client.ts';
import { clinicSessionQuery, clinicSessionsQuery, sendImportFile } from '../api/import-clinic.ts';
import type { importsZh } from '../locales/imports.zh-cn.ts';
import { useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { formatBytes, useImportWords } from './import-words.ts';

type WrongKind = keyof typeof importsZh.file.wrong;
/** What people send by mistake, by the end of its name: told before it travels. */
const wrongEndings: Readonly<Record<string, WrongKind>> = { xls: 'xls', et: 'xls', xlsb: 'xlsb', ods: 'ods', pdf: 'pdf', doc: 'doc', docx: 'doc', gz: 'gz', tgz: 'gz', rar: 'rar', '7z': 'rar', shp: 'shp', jpg: 'image', jpeg: 'image', png: 'image', heic: 'image' };
const megabytes = clinicLimitBytes / 1e6;

/** What is said of the file when it was not taken. */
interface Refusal {
  readonly words: string;
  readonly detail: string;
}

export function ImportUpload() {
  const { t } = useTranslation();
  const names = useNames();
  const client = useQueryClient();
  const reasonOf = useReason();
  const words = useImportWords();
  const [, navigate] = useLocation();
  const [layer, setLayer] = useState('enterprises');
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ file: File; share: number } | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wasCancelled, setWasCancelled] = useState(false);
  const stop = useRef<AbortController | null>(null);
  const id = useId();
  // Whoever leaves the page does not want the file any more.
  useEffect(() => () => stop.current?.abort(), []);

  const faultOf = (file: File): Refusal | null => {
    const wrong = wrongEndings[/\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''];
    if (wrong !== undefined) return { words: t(`imports.file.wrong.${wrong}`), detail: file.name };
    if (file.size > clinicLimitBytes) return { words: t('imports.file.tooLarge', { name: file.name, size: formatBytes(file.size), megabytes }), detail: '' };
    return file.size === 0 ? { words: t('imports.file.empty', { name: file.name }), detail: '' } : null;
  };
  const take = async (file: File): Promise<void> => {
    setWasCancelled(false);
    const fault = faultOf(file);
    setRefusal(fault);
    if (fault !== null || stop.current !== null) return;
    const own = new AbortController();
    stop.current = own;
    setSending({ file, share: 0 });
    try {
      const { session } = await sendImportFile(layer, file, (share) => setSending({ file, share }), own.signal);
      client.setQueryData(clinicSessionQuery(session.id).queryKey, session);
      void client.invalidateQueries({ queryKey: clinicSessionsQuery().queryKey });
      navigate(`/imports/${session.id}/columns`);
    } catch (error) {
      const { status, problem } = error as RequestError;
      if (own.signal.aborted) setWasCancelled(true);
      else if (status === 0) setRefusal({ words: t('imports.file.lost'), detail: '' });
      else setRefusal(problem === null ? { words: reasonOf(error as Error), detail: '' } : words.fault(problem));
    } finally {
      stop.current = null;
      setSending(null);
    }
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file, another] = [...event.dataTransfer.files];
    if (another !== undefined) setRefusal({ words: t('imports.file.several'), detail: '' });
    else if (file !== undefined) void take(file);
  };
  return (
    <section className="card-part import-upload" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('imports.file.title')}</h2>
      <div className="field import-layer">
        <label htmlFor={`${id}-layer`}>{t('imports.file.layer')}</label>
        <select id={`${id}-layer`} className="input" value={layer} disabled={sending !== null} onChange={(event) => setLayer(event.target.value)}>
          <optgroup label={t('imports.file.sites')}>
            {siteLayers.map((one) => (
              <option key={one.id} value={one.id}>
                {names.layer(one.id)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t('imports.file.records')}>
            {clinicRecordLayers.map((one) => (
              <option key={one} value={one}>
                {names.layer(one)}
              </option>
            ))}
          </optgroup>
        </select>
      </div>
      {sending === null ? (
        <div
          className={over ? 'import-drop import-drop-over' : 'import-drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <Icon name="upload" size={24} />
          <p>
            {t('imports.file.drop')}{' '}
            <label className="button button-main import-choose">
              <input
                type="file"
                className="visually-hidden"
                aria-describedby={`${id}-limit`}
                onChange={({ target }) => {
                  const [file] = [...(target.files ?? [])];
                  target.value = '';
                  if (file !== undefined) void take(file);
                }}
              />
              {t('imports.file.choose')}
            </label>
          </p>
          <p id={`${id}-limit`} className="quiet small">
            {t('imports.file.formats')} {t('imports.file.limit', { megabytes, hours: clinicKeptHours })}
          </p>
        </div>
      ) : (
        <div className="import-progress" role="status">
          <p className="import-progress-words">{t('imports.file.sending', { name: sending.file.name })}</p>
          <progress max={1} value={sending.share} aria-label={t('imports.file.sending', { name: sending.file.name })} />
          <span className="figure quiet small">{sending.share >= 1 ? t('imports.file.arrived') : t('imports.file.share', { share: Math.floor(sending.share * 100), size: formatBytes(sending.file.size) })}</span>
          <button type="button" className="button button-small" onClick={() => stop.current?.abort()}>
            {t('imports.file.cancel')}
          </button>
        </div>
      )}
      {wasCancelled && <FormNote kind="done">{t('imports.file.cancelled')}</FormNote>}
      {refusal !== null && (
        <FormNote kind="refused">
          {refusal.words}
          {refusal.detail !== '' && <span className="quiet small import-detail">{refusal.detail}</span>}
        </FormNote>
      )}
    </section>
  );
}
