// The area whose reports are shown: a state or a district out of the list, for who does not point at the map.
import type { AreaFeature } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import type { BoardEngine } from './board_engine.ts';
import { useFilterVersion } from './use_board.ts';

interface Props {
  readonly engine: BoardEngine;
  readonly areas: readonly AreaFeature[];
}

export function AreaFilter({ engine, areas }: Props) {
  useFilterVersion(engine);
  const sorted = areas
    .filter(({ properties }) => properties.adminLevel > 0)
    .sort((a, b) => (a.properties.pcode < b.properties.pcode ? -1 : 1));
  return (
    <label className="board-area">
      <span className="visually-hidden">{t('board.area')}</span>
      <select
        value={engine.places.pcode}
        onChange={(event) => engine.setPlaces({ ...engine.places, pcode: event.currentTarget.value })}
      >
        <option value="">{t('board.allAreas')}</option>
        {sorted.map(({ properties: { pcode, name, adminLevel } }) => (
          <option key={pcode} value={pcode}>
            {`${'\u2003'.repeat(adminLevel - 1)}${name}`}
          </option>
        ))}
      </select>
    </label>
  );
}
