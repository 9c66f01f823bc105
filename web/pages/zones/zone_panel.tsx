// One zone: its status and what may come next, how full it is, who was asked, its checklist, training and surroundings.
import { useLayoutEffect, useRef, useState } from 'react';
import type { Session } from '../../api.ts';
import { changeZone } from '../../api_zones.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Chip } from '../../ui/facts.tsx';
import { FormError } from '../../ui/field.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { Checklist } from './checklist.tsx';
import { claimText } from './claim_text.ts';
import { Consulted } from './consulted.tsx';
import { Fullness } from './fullness.tsx';
import { Nearby } from './nearby_section.tsx';
import { OccupancyDialog } from './occupancy_dialog.tsx';
import { Training } from './training.tsx';
import { useRefreshZones } from './use_zone_use.ts';
import { NEXT_STATUSES, type ZoneRow, type ZoneStatus } from './zone_facts.ts';
import { STATUS_TONES } from './zone_list.tsx';

interface Props {
  readonly session: Session;
  readonly row: ZoneRow;
  readonly onClose: () => void;
}

export function ZonePanel({ session, row, onClose }: Props) {
  const { zone, use } = row;
  const { name, kind, status, invented } = zone.properties;
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus({ preventScroll: true }), []);
  const [counting, setCounting] = useState(false);
  const mayChange = session.permissions.zone?.includes('change') === true;
  return (
    <article className="office-card zone-panel">
      <header className="zone-head">
        <button type="button" className="link zone-back" onClick={onClose}>
          {t('zones.back')}
        </button>
        <h2 ref={title} tabIndex={-1}>
          {name}
        </h2>
        <p className="chips">
          <span>{word('zoneKind', kind)}</span>
          <Chip tone={STATUS_TONES[status]}>{word('status', status)}</Chip>
          {invented && <Chip tone="striped">{t('zones.invented')}</Chip>}
        </p>
      </header>
      {status === 'suspended' && use.downgradedOn !== null && (
        <p className="zone-reason">
          <strong>
            {t('zones.suspendedFor', {
              date: dateText(use.downgradedOn),
              claims: use.downgradedFor.map(claimText).join(', '),
            })}
          </strong>{' '}
          {t('zones.suspendedNext')}
        </p>
      )}
      <div className="zone-people">
        <Fullness zone={zone.properties} />
        <span className="quiet">
          {use.occupancyOn === null ? t('zones.notCounted') : t('zones.counted', { date: dateText(use.occupancyOn) })}
        </span>
        {mayChange && (
          <button type="button" className="link" onClick={() => setCounting(true)}>
            {t('zones.occupancyEdit')}
          </button>
        )}
      </div>
      {mayChange && <Moves session={session} row={row} />}
      <Consulted session={session} area={zone.properties.areaPcode} />
      <Checklist session={session} row={row} />
      <Training session={session} use={use} />
      <Nearby session={session} zone={zone} />
      {counting && <OccupancyDialog session={session} zone={zone} onClose={() => setCounting(false)} />}
    </article>
  );
}

/** Steps that take a zone off the public map are asked about once more. */
const ASKED: ReadonlySet<ZoneStatus> = new Set(['suspended', 'closed']);

function Moves({ session, row: { zone } }: { session: Session; row: ZoneRow }) {
  const refresh = useRefreshZones(session);
  const { busy, problem, run } = useAction();
  const { ask, dialog } = useQuestion();
  const move = (status: ZoneStatus) => async () => {
    try {
      await changeZone(zone, { status });
    } finally {
      await refresh();
    }
  };
  const start = (status: ZoneStatus) => {
    if (status !== 'suspended' && status !== 'closed') return void run(move(status));
    ask({
      title: t(`zones.askTitle.${status}`, { name: zone.properties.name }),
      text: t(`zones.askText.${status}`),
      confirm: t(`zones.move.${status}`),
      work: move(status),
    });
  };
  return (
    <div className="zone-moves">
      <div className="form-foot">
        {NEXT_STATUSES[zone.properties.status].map((status, index) => (
          <button
            key={status}
            type="button"
            className={index === 0 && !ASKED.has(status) ? 'button' : 'button button-quiet'}
            disabled={busy}
            onClick={() => start(status)}
          >
            {t(`zones.move.${status}`)}
          </button>
        ))}
      </div>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      {dialog}
    </div>
  );
}
