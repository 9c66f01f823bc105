// The legend of the board's map: class breaks as they are drawn, the size of a cell, and what a dotted outline means.
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { boardColors } from '../../map/board_picture.ts';
import type { Breaks } from '../../map/layers/class_breaks.ts';
import { paletteOf, type Theme } from '../../map/palette.ts';

/** Mean area of an H3 cell in km² (h3geo.org, table of cell statistics). */
const CELL_SQUARE_KM: Readonly<Record<number, string>> = { 5: '253', 6: '36', 7: '5.2', 8: '0.7' };

interface Props {
  readonly breaks: Breaks;
  readonly resolution: number;
  readonly theme: Theme;
}

export function BoardLegend({ breaks, resolution, theme }: Props) {
  if (breaks.length === 0) return null;
  const colors = boardColors(theme, breaks.length);
  return (
    <section className="board-legend" aria-label={t('board.legend')}>
      <h2>{t('board.legendUnit', { km: CELL_SQUARE_KM[resolution] ?? '' })}</h2>
      <ul>
        {breaks.map((low, index) => (
          <li key={low}>
            <span className="board-swatch" style={{ background: colors[index] }} aria-hidden="true" />
            {rangeText(low, breaks[index + 1])}
          </li>
        ))}
      </ul>
      <p>
        <span className="board-dotted" style={{ borderColor: paletteOf(theme).imprecise }} aria-hidden="true" />
        {t('board.legendArea')}
      </p>
      <p className="quiet">{t('board.legendNone')}</p>
    </section>
  );
}

function rangeText(low: number, next: number | undefined): string {
  if (next === undefined) return t('board.andMore', { low: wholeNumber(low) });
  return next - low <= 1 ? wholeNumber(low) : `${wholeNumber(low)}–${wholeNumber(next - 1)}`;
}
