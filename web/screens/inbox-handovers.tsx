// What work came to me from somebody else, and where did mine go? Told until it is seen, or for some days.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Inbox } from '../../data/contract/inbox.ts';
import { inboxQuery, seeHandover } from '../api/inbox.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNotice } from '../state/notice.tsx';

export function InboxHandovers({ inbox }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const tell = useNotice();
  const reasonOf = useReason();
  const client = useQueryClient();
  const [sending, setSending] = useState<number | null>(null);
  const see = async (id: number): Promise<void> => {
    setSending(id);
    try {
      await seeHandover(id);
      tell(t('inbox.seenDone'));
      await client.invalidateQueries({ queryKey: inboxQuery().queryKey, exact: true });
    } catch (error) {
      tell(reasonOf(error as Error));
    } finally {
      setSending(null);
    }
  };
  if (inbox.handovers.length + inbox.given.length === 0) return null;
  return (
    <ul className="inbox-told">
      {inbox.handovers.map((row) => (
        <li key={`to ${row.id}`} className="inbox-handed inbox-handed-new">
          <Icon name="inbox" />
          <p>
            <strong>{t('inbox.handedTo', { from: row.fromName, count: formatCount(row.hazards) })}</strong>
            <span className="quiet small">{t('inbox.handedBy', { by: row.byName, at: formatInstant(row.at), reason: row.reason })}</span>
          </p>
          <span className="inbox-handed-acts">
            <Link className="button" href="/inbox/mine">
              {t('inbox.handedMine')}
            </Link>
            <button type="button" className="button button-main" disabled={sending === row.id} onClick={() => void see(row.id)}>
              <Icon name="check" />
              {t('inbox.seen')}
            </button>
          </span>
        </li>
      ))}
      {inbox.given.map((row) => (
        <li key={`from ${row.id}`} className="inbox-handed">
          <Icon name="out" />
          <p>
            {t('inbox.handedFrom', { to: row.toName, count: formatCount(row.hazards) })}
            <span className="quiet small">{t('inbox.handedBy', { by: row.byName, at: formatInstant(row.at), reason: row.reason })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
