// Entry of /report.
import '../care/care.css';
import './report.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../../i18n/care/care_messages.ts';
import { CareShell } from '../care/care_shell.tsx';
import { ReportPage } from './report_page.tsx';
import { wipeOnLeaving } from './wiping.ts';

wipeOnLeaving();
const root = document.getElementById('root');
startLanguage('report', navigator.languages).finally(() => {
  if (root !== null)
    createRoot(root).render(
      <CareShell>
        <ReportPage />
      </CareShell>,
    );
});
