// Which earlier periods stand for "now" in Farrington's method, and in which part of the year each lies: the window about the
// same time of past years, and equal parts of the rest (Noufaily et al. 2013). It knows lengths and indices, no counts.

export interface BaselineShape {
  readonly periodsPerYear: number;
  readonly yearsBack: number;
  readonly halfWindow: number;
  /** Parts of the year including the window itself; 1 = the windows alone. */
  readonly seasons: number;
  /** Most recent periods that are left out. */
  readonly recentLeftOut: number;
}

/** Rows of the baseline relative to the tested period (negative, ascending) and the part of the year of each; 0 = the window. */
export interface BaselineRows {
  readonly offset: Int32Array;
  readonly season: Int32Array;
}

/** Periods before the tested one that the shape reaches back. */
export const reachBack = (shape: BaselineShape): number => shape.periodsPerYear * shape.yearsBack + shape.halfWindow;

/** The year is cut as R's surveillance does: after each window, parts of equal length, the first ones longer by one. */
export function baselineRows(shape: BaselineShape): BaselineRows {
  const { periodsPerYear, yearsBack, halfWindow, seasons, recentLeftOut } = shape;
  const reach = reachBack(shape);
  const seasonOf = new Int32Array(reach + 1).fill(-1);
  const between = periodsPerYear - 2 * halfWindow - 1;
  for (let year = yearsBack; year >= 1; year--) {
    const center = reach - year * periodsPerYear;
    seasonOf.fill(0, center - halfWindow, center + halfWindow + 1);
    let at = center + halfWindow + 1;
    for (let part = 1; part < seasons; part++) {
      const length = Math.floor(between / (seasons - 1)) + (part <= between % (seasons - 1) ? 1 : 0);
      seasonOf.fill(part, at, at + length);
      at += length;
    }
  }
  const rows: number[] = [];
  for (let i = 0; i < reach - recentLeftOut; i++) if (seasonOf[i] !== -1) rows.push(i);
  return {
    offset: Int32Array.from(rows, (row) => row - reach),
    season: Int32Array.from(rows, (row) => seasonOf[row] as number),
  };
}
