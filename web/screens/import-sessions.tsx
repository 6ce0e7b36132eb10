// Which files of mine are on their way, and where do they stand?
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clinicKeptHours } from '../../data/contract/import-clinic.ts';
import { clinicSessionsQuery, isBusy } from '../api/import-clinic.ts';
import { formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { stepOfState } from '../state/import-plan.ts';
import '../../styles/admin.css';

export function ImportSessions() {
  const { t } = useTranslation();
  const names = useNames();
  const sessions = useQuery(clinicSessionsQuery());
  return (
    <section className="import-part" aria-labelledby="import-sessions">
      <h2 id="import-sessions">{t('imports.sessions.title')}</h2>
      <p className="quiet small">{t('imports.sessions.keep', { hours: clinicKeptHours })}</p>
      <Answer asked={sessions} shape={<Bones rows={3} height={32} />} empty={{ when: (data) => data.sessions.length === 0, words: <p>{t('imports.sessions.none')}</p> }}>
        {(data) => (
          <div className="table-scroll" tabIndex={0}>
            <table className="plain-table office-table import-cards">
              <caption className="visually-hidden">{t('imports.sessions.title')}</caption>
              <thead>
                <tr>
                  {(['file', 'layer', 'state', 'at'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`imports.sessions.${column}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="visually-hidden">{t('imports.sessions.goOn')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.sessions.map(({ id, layer, fileName, state, createdAt }) => (
                  <tr key={id}>
                    <th scope="row" className="import-name">
                      <Link href={`/imports/${id}/${stepOfState(state)}`}>{fileName}</Link>
                    </th>
                    <td data-label={t('imports.sessions.layer')}>{names.layer(layer)}</td>
                    <td data-label={t('imports.sessions.state')}>
                      <span className={state === 'unreadable' ? 'state-word state-word-warn' : state === 'committed' ? 'state-word' : 'state-word state-word-quiet'}>
                        {isBusy(state) && <Icon name="clock" size={12} />}
                        {state === 'committed' && <Icon name="check" size={12} />}
                        {state === 'unreadable' && <Icon name="alert" size={12} />}
                        {t(`imports.state.${state}`)}
                      </span>
                    </td>
                    <td className="figure" data-label={t('imports.sessions.at')}>
                      {formatInstant(createdAt)}
                    </td>
                    <td className="cell-acts">
                      <Link className="button button-small" href={`/imports/${id}/${stepOfState(state)}`} aria-label={`${t(state === 'committed' ? 'imports.sessions.look' : 'imports.sessions.goOn')} ${fileName}`}>
                        {t(state === 'committed' ? 'imports.sessions.look' : 'imports.sessions.goOn')}
                      </Link>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
    </section>
  );
}
