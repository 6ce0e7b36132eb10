// How is a grant said in words? The role, and what limits it.
import { useTranslation } from 'react-i18next';
import { type Grant, roleOf } from '../../data/contract/access.ts';
import { useNames } from '../state/names.tsx';

/** Names said before the rest is counted. */
const mostNamed = 3;

/** Gives the words of a grant: `镇街 · 汐川镇、青樟镇`. */
export function useGrantWords(): (grant: Grant) => string {
  const { t } = useTranslation();
  const names = useNames();
  const said = (words: readonly string[], count: (n: { count: number }) => string): string => (words.length <= mostNamed ? words.join(t('words.and')) : count({ count: words.length }));
  return ({ role, areaCodes, sectorCodes, siteIds }) => {
    const row = roleOf(role);
    return [
      names.pick(row.zh, row.en),
      ...(areaCodes === null ? [] : [said(areaCodes.map((code) => names.area(code)), (n) => t('session.areas', n))]),
      ...(sectorCodes === null ? [] : [said(sectorCodes.map((code) => names.code('sectors', code)), (n) => t('session.sectors', n))]),
      ...(siteIds === null ? [] : [t('session.sites', { count: siteIds.length })]),
    ].join(' · ');
  };
}
