// Is what is shown still true? The honest band over the desk and the office: the link is down, or the server limps.
import { useTranslation } from 'react-i18next';
import { ageParts, formatInstant } from '../locales/format.ts';
import { useNow } from '../parts/clock.ts';
import type { LinkState } from '../state/link.ts';

/** Draws nothing while all is well; a loss is told after 3 s. */
export function LinkBand({ link }: { link: LinkState }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  if (link.lostSince !== null && now - link.lostSince > 3000) {
    const { key, count } = ageParts(now - link.lostSince);
    return (
      <div className="band alarm-band" role="alert">
        {t('link.lost', { age: t(key, { count }), time: link.health?.dataAsOf == null ? t('words.unknown') : formatInstant(link.health.dataAsOf) })}
      </div>
    );
  }
  if (link.health?.status === 'degraded') {
    return (
      <div className="band alarm-band" role="status">
        {link.health.messages[0] === undefined ? t('link.degradedPlain') : t('link.degraded', { message: link.health.messages[0] })}
      </div>
    );
  }
  return null;
}
