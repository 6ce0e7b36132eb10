// Which coordinate systems are possible, and what speaks for each? Ranked, with the evidence counted.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrsCandidate, CrsProposal } from '../../data/contract/import-clinic.ts';
import { formatCount } from '../locales/format.ts';
import { useImportWords } from './import-words.ts';

export function CrsTable({ crs: { candidates, proposed }, chosen, onChoose }: { crs: CrsProposal; chosen: CrsCandidate | null; onChoose(candidate: CrsCandidate): void }) {
  const { t } = useTranslation();
  const words = useImportWords();
  const group = useId();
  const part = (counted: number, whole: number): string => (whole === 0 ? t('imports.crs.dash') : t('imports.crs.of', { part: formatCount(counted), whole: formatCount(whole) }));
  // A column without evidence says nothing.
  const hasTownships = candidates.some(({ townshipNamed }) => townshipNamed > 0);
  const hasKnown = candidates.some(({ knownSites }) => knownSites > 0);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={t('imports.crs.title')}>
      <table className="plain-table office-table import-cards import-systems">
        <thead>
          <tr>
            <th scope="col">{t('imports.crs.system')}</th>
            <th scope="col" className="cell-number">
              {t('imports.crs.inCity')}
            </th>
            <th scope="col" className="cell-number">
              {t('imports.crs.onLand')}
            </th>
            {hasTownships && (
              <th scope="col" className="cell-number">
                {t('imports.crs.inTownship')}
              </th>
            )}
            {hasKnown && (
              <th scope="col" className="cell-number">
                {t('imports.crs.known')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {candidates.map((candidate) => {
            const { crs, swapped, label, points, inCity, landLooked, onLand, townshipNamed, inTownship, knownSites, medianMetres, declared, evidence } = candidate;
            const id = `${group}-${crs}-${String(swapped)}`;
            return (
              <tr key={id} className={candidate === chosen ? 'import-chosen' : undefined}>
                <th scope="row">
                  <label className="import-system" title={words.said(evidence)}>
                    <input type="radio" name={group} checked={candidate === chosen} onChange={() => onChoose(candidate)} />
                    <span>
                      {words.said(label)}
                      {proposed?.crs === crs && proposed.swapped === swapped && <span className="import-tag">{t('imports.crs.proposed')}</span>}
                      {declared && <span className="import-tag import-tag-quiet">{t('imports.crs.declared')}</span>}
                    </span>
                  </label>
                </th>
                <td className="figure cell-number" data-label={t('imports.crs.inCity')}>
                  {part(inCity, points)}
                </td>
                <td className="figure cell-number" data-label={t('imports.crs.onLand')}>
                  {part(onLand, landLooked)}
                </td>
                {hasTownships && (
                  <td className="figure cell-number" data-label={t('imports.crs.inTownship')}>
                    {part(inTownship, townshipNamed)}
                  </td>
                )}
                {hasKnown && (
                  <td className="figure cell-number" data-label={t('imports.crs.known')}>
                    {medianMetres === null ? t('imports.crs.dash') : t('imports.crs.metres', { metres: formatCount(medianMetres), count: formatCount(knownSites) })}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
