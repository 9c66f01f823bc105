// /steward: releases, looking as another role, the audit trail, accounts to confirm, contacts, entries to check, rules of
// care, roads to publish, settings. The section stands in the fragment.
import './steward.css';
import { type ComponentType, useEffect, useState } from 'react';
import type { Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { may } from '../../state/queries.ts';
import { OfficePage } from '../office/office_page.tsx';
import { ApprovalsSection } from './approvals_section.tsx';
import { AuditSection } from './audit_section.tsx';
import { CareRulesSection } from './care_rules_section.tsx';
import { EntryReviewsSection } from './entry_reviews_section.tsx';
import { GatewaysSection } from './gateways_section.tsx';
import { ReleasesSection } from './releases_section.tsx';
import { RoadPublicationSection } from './road_publication_section.tsx';
import { SettingsSection } from './settings_section.tsx';
import { ViewSection } from './view_section.tsx';

const SECTIONS = {
  releases: ReleasesSection,
  view: ViewSection,
  audit: AuditSection,
  accounts: ApprovalsSection,
  gateways: GatewaysSection,
  entries: EntryReviewsSection,
  rules: CareRulesSection,
  roads: RoadPublicationSection,
  settings: SettingsSection,
} as const satisfies Record<string, ComponentType<{ session: Session }>>;
type SectionId = keyof typeof SECTIONS;
const IDS = Object.keys(SECTIONS) as readonly SectionId[];

const wanted = (): SectionId => IDS.find((id) => `#${id}` === location.hash) ?? 'releases';

export function StewardPage() {
  return (
    <OfficePage
      title={t('steward.title')}
      allowed={(session) => may(session, 'release_draft')}
      refused={{ title: t('steward.notYours'), hint: t('steward.notYoursHint') }}
    >
      {(session) => <Sections session={session} />}
    </OfficePage>
  );
}

function Sections({ session }: { session: Session }) {
  const [id, setId] = useState(wanted);
  useEffect(() => {
    const listen = () => setId(wanted());
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  const Section = SECTIONS[id];
  return (
    <div>
      <nav className="tabs office-tabs" aria-label={t('steward.sections')}>
        {IDS.map((other) => (
          <a key={other} className="tab" href={`#${other}`} aria-current={other === id ? 'page' : undefined}>
            {t(`steward.${other}`)}
          </a>
        ))}
      </nav>
      <Section session={session} />
    </div>
  );
}
