// P-codes as they come in files → as they are: upper case, no spaces, the zeros that spreadsheets eat put back.
// Codes nest by prefix: NG → NG008 → NG008001. Knows no list of areas.

export interface PcodeForm {
  /** Digits that a code of this level has; null where it is not known. */
  readonly digits: number | null;
  /** Code of the area above, when the file names it. */
  readonly parent: string | null;
}

const SHAPE = /^([A-Z]{2,3})(\d{1,12})$/;

/** The code without spaces, in upper case; null where letters and digits are not what a P-code has. */
export function cleanPcode(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s\u00A0_-]/g, '');
  return SHAPE.test(code) ? code : null;
}

/**
 * The code with missing zeros put back, when letters and digits and the form allow only one reading; else as cleaned.
 * `NG8001` under `NG008` is `NG008001`; `NG00801` under `NG008` is `NG008001`; `8001` under `NG008` as well.
 */
export function repairPcode(text: string, form: PcodeForm): string | null {
  const bare = text.toUpperCase().replaceAll(/[\s\u00A0_-]/g, '');
  const parent = form.parent === null ? null : SHAPE.exec(form.parent);
  const withLetters = /^\d{1,12}$/.test(bare) && parent !== null ? `${parent[1]}${bare}` : bare;
  const shape = SHAPE.exec(withLetters);
  if (shape === null) return null;
  const letters = shape[1] ?? '';
  const digits = shape[2] ?? '';
  if (form.digits === null || digits.length >= form.digits || parent === null || parent[1] !== letters)
    return withLetters;
  const above = parent[2] ?? '';
  const own = form.digits - above.length;
  if (own <= 0) return withLetters;
  const readings = new Set<string>();
  // Zeros missing in the part of the area itself.
  if (digits.startsWith(above)) readings.add(above + digits.slice(above.length).padStart(own, '0'));
  // Zeros missing in the part of the area above.
  const stripped = above.replace(/^0+/, '');
  if (stripped !== above && digits.startsWith(stripped) && digits.length === stripped.length + own) {
    readings.add(above + digits.slice(stripped.length));
  }
  const [only] = readings;
  return readings.size === 1 && only !== undefined ? letters + only : withLetters;
}

/** The number of digits that most codes have; null for none. */
export function usualDigits(codes: Iterable<string>): number | null {
  const counts = new Map<number, number>();
  for (const code of codes) {
    const digits = SHAPE.exec(code)?.[2]?.length;
    if (digits !== undefined) counts.set(digits, (counts.get(digits) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [digits, count] of counts) {
    const most = best === null ? 0 : (counts.get(best) ?? 0);
    if (count > most || (count === most && best !== null && digits > best)) best = digits;
  }
  return best;
}
