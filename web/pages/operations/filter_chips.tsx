// Every filter that is on, in words, each with the way to take it off.
import { allWords } from '../../../geodata/analysis/board/board_counts.ts';
import { BOARD_WORDS } from '../../../geodata/schema/incident_columns.ts';
import { t, word } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import type { BoardEngine } from './board_engine.ts';
import { FACETS, WORDING } from './facets.tsx';
import { useFilterVersion } from './use_board.ts';

interface Chip {
  readonly id: string;
  readonly text: string;
  readonly remove: () => void;
}

interface Props {
  readonly engine: BoardEngine;
  readonly areaName: (pcode: string) => string;
}

export function FilterChips({ engine, areaName }: Props) {
  useFilterVersion(engine);
  const chips = chipsOf(engine, areaName);
  if (chips.length === 0) return null;
  return (
    <ul className="board-chips" aria-label={t('board.chips')}>
      {chips.map(({ id, text, remove }) => (
        <li key={id}>
          <button type="button" className="board-chip" title={t('board.chipRemove', { filter: text })} onClick={remove}>
            <span>{text}</span>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="link" onClick={() => engine.clear()}>
          {t('board.clear')}
        </button>
      </li>
    </ul>
  );
}

function chipsOf(engine: BoardEngine, areaName: (pcode: string) => string): Chip[] {
  const chips: Chip[] = [];
  for (const facet of FACETS) {
    const allowed = engine.counts.allowed(facet);
    if (allowed === allWords(facet)) continue;
    const words = BOARD_WORDS[facet].filter((_, index) => (allowed >> index) % 2 === 1);
    const text =
      words.length <= 2
        ? words.map((name) => word(WORDING[facet], name)).join(', ')
        : t('board.words', { facet: t(`board.facet.${facet}`), count: words.length });
    chips.push({ id: facet, text, remove: () => engine.setWords(facet, 0) });
  }
  const { places } = engine;
  if (places.cells.length > 0) {
    const text = t('board.cellsChosen', { count: places.cells.length });
    chips.push({ id: 'cells', text, remove: () => engine.setPlaces({ ...places, cells: [] }) });
  }
  if (places.pcode !== '') {
    chips.push({ id: 'area', text: areaName(places.pcode), remove: () => engine.setPlaces({ ...places, pcode: '' }) });
  }
  if (places.box !== null) {
    chips.push({ id: 'box', text: t('board.inView'), remove: () => engine.setPlaces({ ...places, box: null }) });
  }
  return chips;
}
