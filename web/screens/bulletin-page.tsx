// What does one bulletin say, and what may be done with it? The sheet, with publishing, downloads and printing over it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { bulletinQuery, bulletinsKey, bulletinsQuery, discardBulletin, fetchBulletinFile, publishBulletin } from '../api/bulletins.ts';
import { may, sessionQuery } from '../api/session.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { save } from '../parts/save.ts';
import { useNotice } from '../state/notice.tsx';
import { useBulletinNumber } from './bulletin-number.ts';
import { BulletinSheet } from './bulletin-sheet.tsx';
import { BulletinWizard } from './bulletin-wizard.tsx';

const formats = ['docx', 'xlsx'] as const;

export function BulletinPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const numberOf = useBulletinNumber();
  const reasonOf = useReason();
  const tell = useNotice();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const bulletin = useQuery(bulletinQuery(id, language));
  const mayMake = may(useQuery(sessionQuery()).data, 'bulletin');
  const published = useQuery({ ...bulletinsQuery(), enabled: mayMake }).data?.bulletins.filter(({ number }) => number !== null) ?? [];
  const [asking, setAsking] = useState<'publish' | 'discard' | 'correct' | null>(null);
  const fresh = (): Promise<void> => client.invalidateQueries({ queryKey: [bulletinsKey] });
  const publishing = useMutation({
    mutationFn: () => publishBulletin(Number(id)),
    onSuccess: async (summary) => {
      setAsking(null);
      tell(t('bulletins.published', { number: numberOf(summary.number) }));
      await fresh();
    },
  });
  const discarding = useMutation({
    mutationFn: () => discardBulletin(Number(id)),
    onSuccess: async () => {
      navigate('/bulletins');
      await fresh();
    },
  });
  const loading = useMutation({ mutationFn: (format: 'docx' | 'xlsx') => fetchBulletinFile(Number(id), format, language), onSuccess: ({ blob, name }) => save(blob, name), onError: (error) => tell(reasonOf(error)) });
  const summary = bulletin.data?.summary;
  return (
    <div className="page-body bulletin-body">
      <div className="page-tools bulletin-tools">
        <Link className="button" href="/bulletins">
          <Icon name="left" />
          {t('bulletins.back')}
        </Link>
        <span className="page-tools-words" />
        {summary !== undefined && (
          <>
            {formats.map((format) => (
              <button key={format} type="button" className="button" disabled={loading.isPending} aria-busy={loading.isPending && loading.variables === format} onClick={() => loading.mutate(format)}>
                <Icon name="download" />
                {t(loading.isPending && loading.variables === format ? 'bulletins.making' : 'bulletins.download', { format: format.toUpperCase() })}
              </button>
            ))}
            <button type="button" className="button" onClick={() => print()}>
              <Icon name="sheet" />
              {t('bulletins.print')}
            </button>
            {mayMake && summary.number === null && (
              <>
                <button type="button" className="button" onClick={() => setAsking('discard')}>
                  {t('bulletins.discard')}
                </button>
                <button type="button" className="button button-main" onClick={() => setAsking('publish')}>
                  {t('bulletins.publish')}
                </button>
              </>
            )}
            {mayMake && summary.number !== null && (
              <button type="button" className="button" onClick={() => setAsking('correct')}>
                {t('bulletins.correct')}
              </button>
            )}
          </>
        )}
      </div>
      <Answer asked={bulletin} shape={<Bones rows={12} height={28} />}>
        {(data) => <BulletinSheet page={data} />}
      </Answer>
      {asking === 'publish' && (
        <Dialog title={t('bulletins.publishTitle')} onClose={() => setAsking(null)}>
          <p>{t('bulletins.publishWhat')}</p>
          {publishing.error !== null && <FormNote kind="refused">{reasonOf(publishing.error)}</FormNote>}
          <div className="form-buttons">
            <button type="button" className="button button-main" disabled={publishing.isPending} onClick={() => publishing.mutate()}>
              {t('bulletins.publishDo')}
            </button>
          </div>
        </Dialog>
      )}
      {asking === 'discard' && (
        <Dialog title={t('bulletins.discard')} onClose={() => setAsking(null)}>
          <p>{t('bulletins.discardWhat')}</p>
          {discarding.error !== null && <FormNote kind="refused">{reasonOf(discarding.error)}</FormNote>}
          <div className="form-buttons">
            <button type="button" className="button button-main" disabled={discarding.isPending} onClick={() => discarding.mutate()}>
              {t('bulletins.discardDo')}
            </button>
          </div>
        </Dialog>
      )}
      {asking === 'correct' && <BulletinWizard published={published} corrects={Number(id)} onClose={() => setAsking(null)} />}
    </div>
  );
}
