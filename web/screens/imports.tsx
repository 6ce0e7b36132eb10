// How does a file come in, and what came in before? The page of imports: where a file begins, and each file on its way.
import { useTranslation } from 'react-i18next';
import { useRoute } from 'wouter';
import { ImportBatches } from './import-batches.tsx';
import { ImportClinic } from './import-clinic.tsx';
import { ImportSessions } from './import-sessions.tsx';
import { ImportSteps } from './import-steps.tsx';
import { ImportUpload } from './import-upload.tsx';
import '../../styles/imports.css';

/** The page. A default export, because a lazily loaded page is asked for as one. */
export default function Imports() {
  const [open, route] = useRoute('/imports/:id/:step?');
  return open ? <ImportClinic key={route.id} id={route.id} step={route.step} /> : <ImportStart />;
}

function ImportStart() {
  const { t } = useTranslation();
  return (
    <div className="page-body imports">
      <header className="page-head">
        <h1>{t('imports.title')}</h1>
      </header>
      <p className="quiet page-tools-words">{t('imports.what')}</p>
      <ImportSteps id={null} current="file" open={[]} />
      <ImportUpload />
      <ImportSessions />
      <ImportBatches />
    </div>
  );
}
