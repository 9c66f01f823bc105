// Entry of /watch. No worker is registered here and nothing is stored: a phone that is searched must not hold a page that only
// focal points open. Where the browser keeps a whole page to show it again on "back", it gets an empty one.
import '../care/care.css';
import './watch.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../../i18n/care/care_messages.ts';
import { CareShell } from '../care/care_shell.tsx';
import { WatchPage } from './watch_page.tsx';

addEventListener('pagehide', () => document.body.replaceChildren());
const root = document.getElementById('root');
startLanguage('watch', navigator.languages).finally(() => {
  if (root !== null)
    createRoot(root).render(
      <CareShell>
        <WatchPage />
      </CareShell>,
    );
});
