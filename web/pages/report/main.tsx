// Entry of /report.
import '../care/care.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../../i18n/care/care_messages.ts';
import { CareShell } from '../care/care_shell.tsx';
import { ReportPage } from './report_page.tsx';

const root = document.getElementById('root');
startLanguage('report', navigator.languages).finally(() => {
  if (root !== null)
    createRoot(root).render(
      <CareShell>
        <ReportPage />
      </CareShell>,
    );
});
