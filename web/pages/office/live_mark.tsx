// Says whether the page hears what changes, how much of it nobody has looked at, and lets one hold the page still or have
// alerts sound.
import './live_mark.css';
import { useState } from 'react';
import type { Thing } from '../../../geodata/schema/roles.ts';
import type { Session } from '../../api.ts';
import { EN_LIVE } from '../../i18n/en_live.ts';
import { addWording, type MessageKey, t, word } from '../../i18n/messages.ts';
import { liveStore, pauseLive, useLive, useUnread } from '../../state/live.ts';
import { chooseSound, hasSound } from '../../state/live_sound.ts';
import { may } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { Disclosure } from '../../ui/disclosure.tsx';

addWording(EN_LIVE);

/** What is worth counting, and where one looks at it. */
const NEWS: readonly (readonly [noun: Thing, path: string])[] = [
  ['alert', '/alerts'],
  ['incident', '/operations'],
  ['observation', '/warning'],
  ['consultation', '/warning'],
  ['task', '/alerts#tasks'],
  ['team', '/alerts#teams'],
  ['constraint', '/access'],
  ['patrol', '/patrols'],
  ['zone', '/zones'],
  ['reporting_point', '/hotspots'],
  ['referral', '/referrals'],
  ['report', '/inbox'],
  ['service', '/'],
  ['release', '/'],
];
const NOUNS = NEWS.map(([noun]) => noun);

interface Props {
  readonly session: Session;
  /** What the page around it shows in place. */
  readonly shows?: readonly Thing[];
}

export function LiveMark({ session, shows = [] }: Props) {
  const live = useLive(session, { shows });
  const unread = useUnread(NOUNS);
  if (!may(session, 'event')) return null;
  const state = live.paused && live.state !== 'off' ? 'paused' : live.state;
  const seen = t(`live.state.${state}`);
  const shown = unread > 99 ? '99+' : String(unread);
  // Begins with what is seen, so that who speaks to the page can say it.
  const label = unread > 0 ? t('live.labelUnread', { state: seen, shown }) : t('live.label', { state: seen });
  return (
    <Disclosure
      className="live"
      label={label}
      summary={
        <>
          <span className={`live-dot live-${state}`} aria-hidden="true" />
          <span className="live-word">{seen}</span>
          {unread > 0 && (
            <span className="live-count" aria-hidden="true">
              {shown}
            </span>
          )}
        </>
      }
    >
      <div className="live-body">
        <p role="status">{t(textOf(session, state))}</p>
        <Unread session={session} />
        <button
          type="button"
          className="button button-quiet"
          disabled={live.state === 'off'}
          onClick={() => pauseLive(!live.paused)}
        >
          {t(live.paused ? 'live.resume' : 'live.pause')}
        </button>
        {may(session, 'alert') && <SoundChoice />}
      </div>
    </Disclosure>
  );
}

function textOf(session: Session, state: 'live' | 'opening' | 'away' | 'off' | 'paused'): MessageKey {
  const isAtOnce = session.role === 'operations' || session.role === 'steward';
  return state === 'live' && !isAtOnce ? 'live.text.beat' : `live.text.${state}`;
}

function Unread({ session }: { session: Session }) {
  const unread = useStore(liveStore, (live) => live.unread);
  const rows = NEWS.filter(([noun]) => may(session, noun) && (unread[noun] ?? 0) > 0);
  if (rows.length === 0) return <p className="quiet">{t('live.nothing')}</p>;
  return (
    <div>
      <h3>{t('live.unread')}</h3>
      <ul className="live-list">
        {rows.map(([noun, path]) => (
          <li key={noun}>
            <a href={path}>{word('liveNoun', noun)}</a>
            <span>{unread[noun]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SoundChoice() {
  const [on, setOn] = useState(hasSound);
  return (
    <label className="live-sound">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          chooseSound(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
      {t('live.sound')}
    </label>
  );
}
