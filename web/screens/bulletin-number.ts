// How is the number of a bulletin said?
import { useTranslation } from 'react-i18next';

/** Gives the words of a number (`2026-12`); null is a draft. */
export function useBulletinNumber(): (number: string | null) => string {
  const { t } = useTranslation();
  return (number) => {
    const [year = '', issue = ''] = number?.split('-') ?? [];
    return number === null ? t('bulletins.draft') : t('bulletins.number', { year, issue });
  };
}
