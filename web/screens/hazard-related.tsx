// Which other hazards belong to this one, and which may be the same told again?
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Kinship, RelatedHazard } from '../../data/contract/hazard-page.ts';
import type { HazardPage } from '../api/hazards.ts';
import { formatInstant, formatLength, formatShare } from '../locales/format.ts';
import { useNames } from '../state/names.tsx';

const order: readonly Kinship[] = ['merged-into', 'parent', 'relapse-of', 'child', 'merged', 'relapse', 'near'];

export function HazardRelated({ page, canMerge, onMerge }: { page: HazardPage; canMerge: boolean; onMerge(other: RelatedHazard): void }) {
  const { t } = useTranslation();
  const names = useNames();
  if (page.related.length === 0) return null;
  return (
    <section className="card-part" aria-labelledby="related-title">
      <h2 id="related-title">{t('hazard.related')}</h2>
      {order
        .filter((kinship) => page.related.some((other) => other.kinship === kinship))
        .map((kinship) => (
          <section key={kinship} className="kin">
            <h3 className="small">{t(`hazard.kin.${kinship}`)}</h3>
            <ul>
              {page.related
                .filter((other) => other.kinship === kinship)
                .map((other) => {
                  const length = formatLength(other.distanceMetres);
                  return (
                    <li key={other.id} className="kin-row">
                      <Link href={`/hazards/${other.id}`}>
                        <bdi>{other.title}</bdi>
                      </Link>
                      <span className="small quiet figure">
                        {other.code} · {names.code('hazard-statuses', other.statusCode)} · {names.code('hazard-sources', other.sourceCode)} · {formatInstant(other.foundAt).slice(0, 10)}
                        {kinship === 'near' && ` · ${t('hazard.apart', { length: t(length.key, { value: length.value }) })}`}
                        {other.likeness !== null && ` · ${t('hazard.likeness', { share: formatShare(other.likeness, 1) })}`}
                      </span>
                      {kinship === 'near' && canMerge && (
                        <button type="button" className="button button-small no-print" onClick={() => onMerge(other)}>
                          {t('hazard.mergeInto')}
                        </button>
                      )}
                    </li>
                  );
                })}
            </ul>
          </section>
        ))}
    </section>
  );
}
