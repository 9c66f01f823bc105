// Entry of /find.
import '../care/care.css';
import './find.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../../i18n/care/care_messages.ts';
import { CareShell } from '../care/care_shell.tsx';
import { FindPage, startFinding } from './find_page.tsx';

startFinding();
const root = document.getElementById('root');
startLanguage('find', navigator.languages).finally(() => {
  if (root !== null)
    createRoot(root).render(
      <CareShell>
        <FindPage />
      </CareShell>,
    );
});
