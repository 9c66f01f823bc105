// Codes of focal points: digits from the system's random source with two that check them. Knows no focal point.
import { randomInt } from 'node:crypto';
import { WATCH_CODE_DIGITS } from '../../geodata/schema/indicator_words.ts';

/** Ten digits are enough because nobody can try one out: the server answers alike to all of them (routes/community_observations.ts). */
const DRAWN = WATCH_CODE_DIGITS - 2;

/** ISO 7064, mod 97-10: the whole is 1 modulo 97. */
export function newWatchCode(): string {
  const drawn = randomInt(10 ** DRAWN);
  const check = 98 - ((drawn * 100) % 97);
  return String(drawn * 100 + check).padStart(WATCH_CODE_DIGITS, '0');
}

/** What is hashed like the locator of a report, and is none: a locator is 43 letters. */
export const watchLocator = (code: string): string => `focal point ${code}`;
