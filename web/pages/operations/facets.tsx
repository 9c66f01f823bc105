// What the reports are of, word by word, each with its number under all the other filters; a press filters by it.
import { allWords } from '../../../geodata/analysis/board/board_counts.ts';
import { BOARD_WORDS, type BoardWord } from '../../../geodata/schema/incident_columns.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import type { BoardEngine } from './board_engine.ts';
import { useVersion } from './use_board.ts';

export const FACETS = ['type', 'verification', 'source', 'placePrecision'] as const satisfies readonly BoardWord[];
export const WORDING: Readonly<Record<BoardWord, string>> = {
  type: 'incident',
  verification: 'boardState',
  source: 'boardSource',
  placePrecision: 'boardPlace',
  period: 'boardPeriod',
};

export function Facets({ engine }: { engine: BoardEngine }) {
  useVersion(engine);
  return (
    <section className="board-facets" aria-label={t('board.facets')}>
      {FACETS.map((facet) => (
        <Facet key={facet} engine={engine} facet={facet} />
      ))}
    </section>
  );
}

function Facet({ engine, facet }: { engine: BoardEngine; facet: (typeof FACETS)[number] }) {
  const counts = engine.counts.byWord[facet];
  const allowed = engine.counts.allowed(facet);
  const most = Math.max(1, ...counts);
  const words = BOARD_WORDS[facet].map((name, index) => ({ name, index, count: counts[index] ?? 0 }));
  const isFiltered = allowed !== allWords(facet);
  return (
    <fieldset className="board-facet">
      <legend>{t(`board.facet.${facet}`)}</legend>
      <ul>
        {words
          .filter(({ count, index }) => count > 0 || (isFiltered && (allowed >> index) % 2 === 1))
          .map(({ name, index, count }) => {
            const isOn = (allowed >> index) % 2 === 1;
            return (
              <li key={name}>
                <button
                  type="button"
                  className={isOn ? 'board-word' : 'board-word board-word-off'}
                  aria-pressed={isFiltered && isOn}
                  onClick={() => engine.setWords(facet, pressed({ allowed, index, all: allWords(facet) }))}
                >
                  <span className="board-word-name">{word(WORDING[facet], name)}</span>
                  <span className="board-word-count">{wholeNumber(count)}</span>
                  <span className="board-word-bar" aria-hidden="true">
                    <span style={{ inlineSize: `${(count / most) * 100}%` }} />
                  </span>
                </button>
              </li>
            );
          })}
      </ul>
    </fieldset>
  );
}

/** The first press keeps that word alone; further ones add and take away; none left means all. */
export function pressed({ allowed, index, all }: { allowed: number; index: number; all: number }): number {
  if (allowed === all) return 1 << index;
  const next = allowed ^ (1 << index);
  return next === 0 ? all : next;
}
