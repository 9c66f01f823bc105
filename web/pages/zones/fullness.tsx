// How many people are there against how many there is room for: as numbers, and as a bar.
import type { Zone } from '../../../geodata/schema/zone.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { isOverfull } from './zone_facts.ts';

export function Fullness({ zone }: { zone: Pick<Zone, 'occupancy' | 'capacity'> }) {
  const { occupancy, capacity } = zone;
  if (occupancy === null || capacity === null) return <span className="quiet">{t('zones.peopleUnknown')}</span>;
  const over = isOverfull(zone);
  return (
    <span className="fullness">
      <span className={over ? 'fullness-bar fullness-over' : 'fullness-bar'} aria-hidden="true">
        <span style={{ inlineSize: `${capacity === 0 ? 100 : Math.min(100, (occupancy / capacity) * 100)}%` }} />
      </span>
      <span className="fullness-text">
        {t('zones.people', { occupancy: wholeNumber(occupancy), capacity: wholeNumber(capacity) })}
      </span>
      {over && <span className="fullness-warning">{t('zones.over', { count: occupancy - capacity })}</span>}
    </span>
  );
}
