// The zones, what needs a hand first: status, how full, and what lapses next.
import type { ClaimRow } from '../../../geodata/schema/zone_checklist.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { claimText } from './claim_text.ts';
import { Fullness } from './fullness.tsx';
import type { ZoneRow, ZoneStatus } from './zone_facts.ts';

interface Props {
  readonly rows: readonly ZoneRow[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

export const STATUS_TONES: Readonly<Record<ZoneStatus, 'good' | 'quiet' | 'warning' | 'striped'>> = {
  draft: 'quiet',
  proposed: 'striped',
  open: 'good',
  suspended: 'warning',
  closed: 'quiet',
};

export function ZoneList({ rows, selected, onSelect }: Props) {
  return (
    <ul className="zone-rows" aria-label={t('zones.list')}>
      {rows.map((row) => {
        const { id, properties } = row.zone;
        return (
          <li key={id}>
            <button
              type="button"
              className="zone-row"
              aria-current={id === selected ? 'true' : undefined}
              onClick={() => onSelect(id)}
            >
              <span className="zone-row-head">
                <strong>{properties.name}</strong>
                <Chip tone={STATUS_TONES[properties.status]}>{word('status', properties.status)}</Chip>
              </span>
              <span className="quiet">{word('zoneKind', properties.kind)}</span>
              <Fullness zone={properties} />
              <Ahead row={row} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Ahead({ row: { open, next, zone } }: { row: ZoneRow }) {
  if (zone.properties.status === 'closed') return null;
  return (
    <span className="zone-row-ahead">
      {open.length > 0 && <Chip tone="warning">{t('zones.openPoints', { count: open.length })}</Chip>}
      {next !== null ? <Lapse row={next} /> : open.length === 0 && <span className="quiet">{t('zones.allShown')}</span>}
    </span>
  );
}

function Lapse({ row: { claim, state, expiresOn } }: { row: ClaimRow }) {
  const key = state === 'lapsed' ? 'zones.hasLapsed' : 'zones.nextLapse';
  return <span className="quiet">{t(key, { claim: claimText(claim), date: dateText(expiresOn ?? '') })}</span>;
}
