// Who answers for which sector where, since when and by which source? The table that gives every hazard its department.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Responsibility } from '../../data/contract/responsibilities.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { responsibilitiesQuery } from '../api/administration.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { useNames } from '../state/names.tsx';

export function ResponsibilitiesTab() {
  const { t } = useTranslation();
  const names = useNames();
  const asked = useQuery(responsibilitiesQuery());
  const [sought, setSought] = useState('');
  const [onlyNow, setOnlyNow] = useState(true);
  const today = dateOfDay(dayOfInstant(useNow(60_000)));
  const holds = (row: Responsibility): boolean => row.validFrom <= today && (row.validTo === null || row.validTo >= today);
  const wordsOf = (row: Responsibility): string => `${names.code('sectors', row.sectorCode)} ${names.code('departments', row.departmentCode)} ${row.areaCode === null ? '' : names.area(row.areaCode)}`;
  const isShown = (row: Responsibility): boolean => (!onlyNow || holds(row)) && wordsOf(row).toLowerCase().includes(sought.trim().toLowerCase());
  return (
    <section aria-label={t('admin.tab.responsibilities')}>
      <div className="page-tools">
        <input type="search" className="input page-search" placeholder={t('admin.responsibilities.find')} aria-label={t('admin.responsibilities.find')} value={sought} onChange={(event) => setSought(event.target.value)} />
        <label className="page-check">
          <input type="checkbox" checked={onlyNow} onChange={(event) => setOnlyNow(event.target.checked)} />
          {t('admin.responsibilities.onlyNow')}
        </label>
      </div>
      <Answer asked={asked} shape={<Bones rows={8} height={28} />} empty={{ when: (data) => !data.responsibilities.some(isShown), words: t('admin.responsibilities.none') }}>
        {(data) => {
          const shown = data.responsibilities.filter(isShown);
          return (
            <div className="table-scroll" tabIndex={0}>
              <table className="plain-table office-table">
                <caption className="quiet small">{t('admin.responsibilities.counted', { count: formatCount(shown.length), day: today })}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('admin.grant.sectors')}</th>
                    <th scope="col">{t('admin.responsibilities.place')}</th>
                    <th scope="col">{t('admin.responsibilities.department')}</th>
                    <th scope="col">{t('admin.responsibilities.role')}</th>
                    <th scope="col">{t('admin.responsibilities.validity')}</th>
                    <th scope="col">{t('admin.rules.source')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row, place) => {
                    const isFirst = shown[place - 1]?.sectorCode !== row.sectorCode;
                    return (
                      <tr key={`${row.sectorCode} ${row.areaCode ?? ''} ${row.departmentCode} ${row.validFrom}`}>
                        <th scope="row">{isFirst ? names.code('sectors', row.sectorCode) : <span className="visually-hidden">{names.code('sectors', row.sectorCode)}</span>}</th>
                        <td>{row.areaCode === null ? t('admin.responsibilities.city') : names.area(row.areaCode)}</td>
                        <td>{names.code('departments', row.departmentCode)}</td>
                        <td>{row.role === 'lead' ? <strong>{t('admin.responsibilities.lead')}</strong> : t('admin.responsibilities.joint')}</td>
                        <td className="figure">
                          {t('help.inForce', { from: row.validFrom })} {row.validTo !== null && t('help.until', { to: row.validTo })}
                        </td>
                        <td className="quiet">{row.source}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          );
        }}
      </Answer>
    </section>
  );
}
