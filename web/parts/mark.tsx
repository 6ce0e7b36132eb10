// Was this checked against the original wording? 已核 or 待核, beside every rule.
import { useTranslation } from 'react-i18next';
import type { VerificationMark } from '../../data/vocabulary/code-list.ts';
import { Icon } from './icon.tsx';

/** Gives whether a mark counts as verified: read in the primary text or said in the speech. Everything else is usable but never called law. */
export function isVerified(mark: VerificationMark): boolean {
  return mark === 'V' || mark === 'SEED';
}

/** Draws the mark; shape, word and tone say it, never tone alone. */
export function Mark({ mark }: { mark: VerificationMark }) {
  const { t } = useTranslation();
  const verified = isVerified(mark);
  return (
    <span className={verified ? 'mark mark-verified' : 'mark mark-unverified'} title={t(verified ? 'help.verifiedTitle' : 'help.unverifiedTitle')}>
      <Icon name={verified ? 'check' : 'clock'} size={12} />
      {t(verified ? 'help.verified' : 'help.unverified')}
    </span>
  );
}
