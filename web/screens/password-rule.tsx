// Is a new password good enough, and were both the same? Told while it is typed, by the rule that the server will apply.
import { useTranslation } from 'react-i18next';
import { passwordFault } from '../../data/contract/access.ts';
import { Field } from '../parts/form.tsx';

/** Gives what is wrong with a new password in the reader's language; null when it is good. */
function usePasswordFault(): (password: string, userName: string) => string | null {
  const { i18n } = useTranslation();
  return (password, userName) => passwordFault(password, userName)?.[i18n.language === 'en' ? 'en' : 'zh'] ?? null;
}

/** Two fields for a new password. Nothing is called wrong before something was typed. */
export function NewPassword({ userName, password, again, onPassword, onAgain }: { userName: string; password: string; again: string; onPassword(text: string): void; onAgain(text: string): void }) {
  const { t } = useTranslation();
  const faultOf = usePasswordFault();
  const fault = password === '' ? null : faultOf(password, userName);
  return (
    <>
      <Field label={t('signIn.newPassword')} type="password" autoComplete="new-password" required maxLength={200} value={password} onChange={(event) => onPassword(event.target.value)} hint={password === '' ? t('signIn.rule') : t('signIn.good')} fault={fault} />
      <Field label={t('signIn.again')} type="password" autoComplete="new-password" required maxLength={200} value={again} onChange={(event) => onAgain(event.target.value)} fault={again !== '' && again !== password ? t('signIn.differs') : null} />
    </>
  );
}
