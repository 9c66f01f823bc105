// Arabic-Indic and Persian digits as Latin ones, letter for letter, so that positions in the text stay.

/** The low four bits of these letters are their digit. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
