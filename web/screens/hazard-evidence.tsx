// Which pictures show the hazard when it was found, after it was put right, and at the re-check? With what is odd about each, in words.
import { useTranslation } from 'react-i18next';
import { type Evidence, type EvidenceFinding, EvidenceStage } from '../../data/contract/evidence.ts';
import { pictureAddress } from '../api/hazards.ts';
import { formatCount, formatInstant, formatLength } from '../locales/format.ts';
import { Answer, type Asked, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';

export function HazardEvidence({ evidence, allowed }: { evidence: Asked<{ evidence: readonly Evidence[] }>; allowed: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <section className="card-part" aria-labelledby="evidence-title">
      <h2 id="evidence-title">{t('hazard.evidence')}</h2>
      {!allowed ? (
        <p className="quiet small">{t('hazard.evidenceClosed')}</p>
      ) : (
        <Answer asked={evidence} shape={<Bones rows={2} height={96} />} empty={{ when: (data) => data.evidence.length === 0, words: <p>{t('hazard.noEvidence')}</p> }}>
          {(data) => (
            <div className="stages">
              {EvidenceStage.options.map((stage) => {
                const pictures = data.evidence.map((picture, place) => ({ picture, number: place + 1 })).filter(({ picture }) => picture.stage === stage);
                return (
                  <section key={stage} className="stage-part" aria-label={names.code('evidence-stages', stage)}>
                    <h3 className="small">
                      {names.code('evidence-stages', stage)} <span className="quiet figure">{pictures.length}</span>
                    </h3>
                    {pictures.length === 0 ? (
                      <p className="quiet small">{t('hazard.noPicture')}</p>
                    ) : (
                      <ul className="gallery">
                        {pictures.map(({ picture, number }) => (
                          <Picture key={picture.id} picture={picture} number={number} />
                        ))}
                      </ul>
                    )}
                  </section>
                );
              })}
            </div>
          )}
        </Answer>
      )}
    </section>
  );
}

function Picture({ picture, number }: { picture: Evidence; number: number }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <li className="picture">
      <a href={pictureAddress(picture.id, 'full')} target="_blank" rel="noreferrer">
        <img src={pictureAddress(picture.id, 'thumb')} alt={t('hazard.pictureAlt', { number, name: picture.uploaderName })} loading="lazy" />
        <span className="picture-number figure">{number}</span>
      </a>
      <span className="small figure">{picture.takenAt === null ? names.code('evidence-findings', 'no-time') : formatInstant(picture.takenAt)}</span>
      <bdi className="small quiet">{picture.uploaderName}</bdi>
      {picture.findings.length > 0 && (
        <ul className="remarks small">
          {picture.findings.map((finding) => (
            <li key={finding.code}>
              <Icon name="alert" size={12} /> {names.code('evidence-findings', finding.code)}
              <FindingWords finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What was measured for a remark. */
function FindingWords({ finding: { code, value, hazardCode } }: { finding: EvidenceFinding }) {
  const { t } = useTranslation();
  if (code === 'reused' && hazardCode !== null) return <> {t('hazard.remark.reused', { code: hazardCode })}</>;
  if (value === null || code === 'reused' || code === 'unchanged') return null;
  if (code === 'far-from-site' || code === 'vague-place') {
    const { key, value: length } = formatLength(value);
    return <> {t(code === 'vague-place' ? 'hazard.remark.vague' : 'hazard.remark.far', { length: t(key, { value: length }) })}</>;
  }
  const hours = Math.round(Math.abs(value) / 60);
  return <> {hours >= 48 ? t('words.day', { count: Math.round(hours / 24) }) : hours >= 1 ? t('words.hour', { count: hours }) : t('words.minute', { count: Number(formatCount(Math.round(Math.abs(value)))) })}</>;
}
