// /referrals: send somebody to a place under a code, give them a card, and see what the place answered.
import './referrals.css';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { Referral } from '../../api_referrals.ts';
import { EN_REFERRALS } from '../../i18n/en_referrals.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { may } from '../../state/queries.ts';
import { OfficePage } from '../office/office_page.tsx';
import { CardPanel } from './card_panel.tsx';
import { NewReferral } from './new_referral.tsx';
import { goalOf } from './referral_facts.ts';
import { ReferralList } from './referral_list.tsx';
import { useDirectory, useRefresh } from './use_referrals.ts';

addWording(EN_REFERRALS);

export function ReferralsPage() {
  return (
    <OfficePage
      title={t('referrals.title')}
      allowed={(session) => may(session, 'referral')}
      refused={{ title: t('referrals.notYours'), hint: t('referrals.notYoursHint') }}
    >
      {(session) => <Referrals session={session} />}
    </OfficePage>
  );
}

function Referrals({ session }: { session: Session }) {
  const directory = useDirectory(session);
  const refresh = useRefresh(session);
  /** What stands above the list: the form, or the card of a referral. */
  const [open, setOpen] = useState<'new' | Referral | null>(null);
  const mayMake = session.permissions.referral?.includes('create') === true;
  return (
    <section className="office-section">
      <div className="office-bar">
        <p className="office-intro">{t('referrals.intro')}</p>
        {mayMake && open === null && (
          <button type="button" className="button" onClick={() => setOpen('new')}>
            {t('referrals.new')}
          </button>
        )}
      </div>
      {open === 'new' && (
        <NewReferral
          directory={directory}
          onClose={() => setOpen(null)}
          onMade={async (referral) => {
            setOpen(referral);
            await refresh();
          }}
        />
      )}
      {open !== null && open !== 'new' && (
        <CardPanel
          key={open.id}
          referral={open}
          goal={goalOf(open, directory.byId)}
          onAgain={mayMake ? () => setOpen('new') : null}
          onClose={() => setOpen(null)}
        />
      )}
      <ReferralList session={session} directory={directory} onCard={setOpen} />
    </section>
  );
}
