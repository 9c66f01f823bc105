// Many tests at once: p-values adjusted so that, of all places called unusual, the expected share called so by chance stays
// within the level. It knows no statistic.

/**
 * How sure may one be of each of many findings, given that so many were looked for?
 *
 * Method: step-up of Benjamini & Hochberg (1995, doi:10.1111/j.2517-6161.1995.tb02031.x): over the m p-values there are,
 * ascending, adjusted p of rank r = min over ranks q ≥ r of min(1, m·p(q)/q). Equal p-values get equal answers.
 * Inputs: p-values, NaN = not tested. Output: adjusted p-values beside them, NaN kept; never below p.
 * Cost: O(m log m). Checked against R's p.adjust.
 *
 * Assumption that can harm: holds for independent tests and for such as rise together (Benjamini & Yekutieli 2001); it says
 * nothing of places that were looked at first and tested afterwards.
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  const tested = p.filter((value) => !Number.isNaN(value)).sort();
  const m = tested.length;
  const adjusted = new Float64Array(p.length).fill(Number.NaN);
  // From the largest down: the least of m·p/rank so far.
  let least = 1;
  const byRank = new Float64Array(m);
  for (let rank = m; rank >= 1; rank--) {
    least = Math.min(least, (m * (tested[rank - 1] as number)) / rank);
    byRank[rank - 1] = least;
  }
  for (let i = 0; i < p.length; i++) {
    const value = p[i] as number;
    if (!Number.isNaN(value)) adjusted[i] = Math.max(value, byRank[lastRank(tested, value)] as number);
  }
  return adjusted;
}

/** Position of the last entry ≤ value; the value is in the list. */
function lastRank(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
