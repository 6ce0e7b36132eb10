// How is a list taken away as a file? Formats, what the archive holds, progress, a way to stop.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats, type ExportFormatId } from '../../data/contract/exports.ts';
import { readArchive } from '../api/archives.ts';
import { type Query, RequestError } from '../api/client.ts';
import { formatCount } from '../locales/format.ts';
import { Floating } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { save } from '../parts/save.ts';
import { useNotice } from '../state/notice.tsx';

const bytesOfMegabyte = 1_000_000;

export interface DownloadProps {
  readonly collection: string;
  readonly filters: Query;
  /** Rows that pass; undefined while unknown. */
  readonly rows: number | undefined;
}

/** A button that opens the choice of formats. */
export function DownloadMenu(props: DownloadProps) {
  const { t } = useTranslation();
  return <Floating className="icon-button" label={t('download.title')} trigger={<Icon name="download" />} placement="below" width={264} content={(close) => <Formats {...props} onDone={close} />} />;
}

function Formats({ collection, filters, rows, onDone }: DownloadProps & { onDone(): void }) {
  const { t } = useTranslation();
  const tell = useNotice();
  const [running, setRunning] = useState<ExportFormatId | null>(null);
  const [received, setReceived] = useState<number | null>(null);
  const control = useRef<AbortController | null>(null);
  // Closing the box gives the archive up: nobody would see it arrive.
  useEffect(() => () => control.current?.abort(), []);
  const take = async (format: ExportFormatId): Promise<void> => {
    const own = new AbortController();
    control.current = own;
    setRunning(format);
    setReceived(null);
    try {
      const { blob, name } = await readArchive(collection, format, filters, own.signal, setReceived);
      save(blob, name);
      tell(t('download.done', { name }));
      control.current = null;
      onDone();
    } catch (error) {
      if (!own.signal.aborted) tell(t('download.failed', { reason: error instanceof RequestError && error.status === 0 ? t('download.unreachable') : error instanceof Error ? error.message : String(error) }));
    } finally {
      setRunning(null);
    }
  };
  return (
    <div className="download">
      <p className="download-what">{rows === undefined ? t('download.what') : t('download.whatRows', { count: formatCount(rows) })}</p>
      <ul className="download-formats">
        {exportFormats.map(({ id, name, mostRows }) => {
          const tooMany = rows !== undefined && rows > mostRows;
          return (
            <li key={id}>
              <button type="button" className="download-format" disabled={running !== null || tooMany} data-first={id === 'geojson' ? '' : undefined} onClick={() => void take(id)}>
                <span>{name}</span>
                <span className="quiet">{tooMany ? t('download.tooMany', { count: formatCount(mostRows) }) : t(`download.for.${id}`)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {running !== null && (
        <p className="download-progress" role="status">
          <span>{received === null ? t('download.making') : t('download.received', { size: (received / bytesOfMegabyte).toFixed(1) })}</span>
          <button type="button" className="button button-small" onClick={() => control.current?.abort()}>
            {t('words.cancel')}
          </button>
        </p>
      )}
    </div>
  );
}
