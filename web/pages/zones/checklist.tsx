// What a zone must show and what else it shows: state, until when, by whom, and the form for newer evidence.
import { useState } from 'react';
import type { ClaimRow, ClaimState } from '../../../geodata/schema/zone_checklist.ts';
import { ZONE_CLAIMS, type ZoneClaim } from '../../../geodata/schema/zone_words.ts';
import type { Session } from '../../api.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { CheckDialog } from './check_dialog.tsx';
import { claimText } from './claim_text.ts';
import type { ZoneRow } from './zone_facts.ts';

const MARKS: Readonly<Record<ClaimState, string>> = { fresh: '✓', soon: '!', lapsed: '×', missing: '–' };
const TONES: Readonly<Record<ClaimState, 'good' | 'quiet' | 'warning' | 'striped'>> = {
  fresh: 'good',
  soon: 'striped',
  lapsed: 'warning',
  missing: 'quiet',
};

export function Checklist({ session, row }: { session: Session; row: ZoneRow }) {
  const [editing, setEditing] = useState<ZoneClaim | null>(null);
  const mayChange = session.permissions.zone_use?.includes('change') === true;
  const others = ZONE_CLAIMS.filter((claim) => row.claims.every((known) => known.claim !== claim));
  return (
    <section className="zone-part">
      <h3>{t('zones.checklist')}</h3>
      <ul className="claims">
        {row.claims.map((claim) => (
          <li key={claim.claim} className="claim">
            <span className={`claim-mark claim-${claim.state}`} aria-hidden="true">
              {MARKS[claim.state]}
            </span>
            <div>
              <p className="claim-head">
                <strong>{claimText(claim.claim)}</strong>
                {claim.required && <span className="quiet">{t('zones.required')}</span>}
                <Chip tone={TONES[claim.state]}>{stateText(claim)}</Chip>
              </p>
              {claim.observedOn !== null && (
                <p className="quiet">
                  {t('zones.seen', {
                    evidence: claim.evidence,
                    source: claim.source,
                    date: dateText(claim.observedOn),
                  })}
                </p>
              )}
            </div>
            {mayChange && (
              <button type="button" className="link" onClick={() => setEditing(claim.claim)}>
                {t(claim.state === 'missing' ? 'zones.show' : 'zones.renew')}
                <span className="visually-hidden">: {claimText(claim.claim)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && others.length > 0 && (
        <button type="button" className="link zone-more" onClick={() => setEditing(others[0] as ZoneClaim)}>
          {t('zones.other')}
        </button>
      )}
      {editing !== null && (
        <CheckDialog
          session={session}
          use={row.use}
          claim={editing}
          choices={others.includes(editing) ? others : null}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

function stateText({ state, expiresOn }: ClaimRow): string {
  if (state === 'fresh' && expiresOn === null) return t('zones.state.freshOpen');
  return t(`zones.state.${state}`, { date: expiresOn === null ? '' : dateText(expiresOn) });
}
