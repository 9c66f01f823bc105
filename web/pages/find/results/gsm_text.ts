// How long a text is as an SMS. The GSM alphabet fits 160 characters into one message, anything else only 70: letters that it
// lacks are therefore written without their marks where that is all that differs. It knows no services and no words.

/** GSM 03.38, the letters that cost one place. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension: an escape and the letter, two places that are never parted. */
const EXTENDED = new Set('^{}\\[~]|€\f');

/** Letters that decompose into nothing shorter, and marks of print. */
const PLAINER: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  ɗ: 'd',
  Ɗ: 'D',
  ɓ: 'b',
  Ɓ: 'B',
  ƙ: 'k',
  Ƙ: 'K',
  ƴ: 'y',
  Ƴ: 'Y',
  ŋ: 'n',
  Ŋ: 'N',
  ɛ: 'e',
  ɔ: 'o',
  ǝ: 'e',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '…': '...',
  '·': '-',
  '•': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
};

const inGsm = (letter: string): boolean => BASIC.has(letter) || EXTENDED.has(letter);

/** The same text in letters that cost one place, wherever a Latin letter only loses a mark; others stay as they are. */
export function plainLetters(text: string): string {
  let plain = '';
  for (const letter of text.normalize('NFC')) {
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
    if (inGsm(letter)) plain += letter;
    else if (PLAINER[letter] !== undefined) plain += PLAINER[letter];
    else plain += bare !== '' && [...bare].every(inGsm) ? bare : letter;
  }
  return plain;
}

/** Whether one letter that the GSM alphabet lacks makes the whole message dear. */
export const isWide = (text: string): boolean => [...text].some((letter) => !inGsm(letter));

/** Messages that the text takes: 160 or, joined, 153 each; with other letters 70 or 67 (3GPP TS 23.040). */
export function smsParts(text: string): number {
  if (text === '') return 0;
  const wide = isWide(text);
  const sizes = [...text].map((letter) => (wide ? letter.length : EXTENDED.has(letter) ? 2 : 1));
  const length = sizes.reduce((sum, size) => sum + size, 0);
  if (length <= (wide ? 70 : 160)) return 1;
  const room = wide ? 67 : 153;
  let parts = 1;
  let used = 0;
  // What takes two places is never cut in two: a part may end one place early.
  for (const size of sizes) {
    if (used + size > room) {
      parts++;
      used = 0;
    }
    used += size;
  }
  return parts;
}
