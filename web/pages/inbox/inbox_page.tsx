// /inbox: reports in confidence, for stewards. The key is opened in this browser; what it opens stays in this browser.
import './inbox.css';
import { useEffect, useState } from 'react';
import type { Session } from '../../api.ts';
import { EN_INBOX } from '../../i18n/en_inbox.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { may } from '../../state/queries.ts';
import { Notice } from '../../ui/notice.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { KeySection } from './key_section.tsx';
import { setOpenKey } from './open_key.ts';
import { ReportList } from './report_list.tsx';
import { ReportView } from './report_view.tsx';

addWording(EN_INBOX);

export function InboxPage() {
  // A page that the browser keeps for "back" keeps no key.
  useEffect(() => {
    const close = () => setOpenKey(null);
    addEventListener('pagehide', close);
    return () => removeEventListener('pagehide', close);
  }, []);
  return (
    <OfficePage
      title={t('inbox.title')}
      allowed={(session) => may(session, 'report')}
      refused={{ title: t('inbox.notYours'), hint: t('inbox.notYoursHint') }}
    >
      {(session) => <Inbox session={session} />}
    </OfficePage>
  );
}

function Inbox({ session }: { readonly session: Session }) {
  const [reading, setReading] = useState<string | null>(null);
  if (globalThis.crypto?.subtle === undefined) {
    return (
      <Notice tone="warning" title={t('inbox.insecure')}>
        {t('inbox.insecureHint')}
      </Notice>
    );
  }
  return (
    <div>
      <KeySection />
      {reading === null ? (
        <ReportList onRead={setReading} />
      ) : (
        <ReportView session={session} key={reading} id={reading} onBack={() => setReading(null)} />
      )}
    </div>
  );
}
