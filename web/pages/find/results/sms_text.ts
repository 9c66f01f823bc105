// The text of a card for a message and for a code that another phone scans: where, when, whom to call, nothing about
// anybody, in at most three messages. What does not fit is left out, the least needed first. It is handed its words.
import { plainLetters, smsParts } from './gsm_text.ts';

export const MOST_PARTS = 3;

export interface SmsStop {
  /** '' = it is not to be said. */
  readonly name: string;
  readonly when: string;
  /** Digits as a phone dials them, '' = none. */
  readonly phone: string;
  readonly bring: string;
  readonly lat: number;
  readonly lon: number;
}

/** The order in which lines are given up. */
const GIVEN_UP = ['bring', 'when', 'position'] as const;

/** Isolates of right-to-left text cost places and show as boxes on old phones. */
const withoutMarks = (text: string): string =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

export function smsText(of: {
  readonly stops: readonly SmsStop[];
  /** "Appointment", "Bring". */
  readonly heading: string;
  readonly bring: string;
  readonly rightToLeft: boolean;
}): string {
  for (let given = 0; given <= GIVEN_UP.length; given++) {
    const text = composed(of, new Set(GIVEN_UP.slice(0, given)));
    if (smsParts(text) <= MOST_PARTS) return text;
  }
  let letters = [...composed(of, new Set(GIVEN_UP))];
  while (smsParts(letters.join('')) > MOST_PARTS) letters = letters.slice(0, -1);
  return letters.join('').trimEnd();
}

function composed(
  { stops, heading, bring, rightToLeft }: Parameters<typeof smsText>[0],
  without: ReadonlySet<(typeof GIVEN_UP)[number]>,
): string {
  // In right-to-left text a plus sign would jump behind its number; a comma without a space keeps two numbers one.
  const ltr = (text: string): string => (rightToLeft ? `\u200e${text}` : text);
  const lines = stops.flatMap((stop, i) => {
    const name = withoutMarks(stop.name);
    const hasPosition = name === '' || !without.has('position');
    const what = [
      name,
      without.has('when') ? '' : withoutMarks(stop.when),
      stop.phone === '' ? '' : ltr(stop.phone),
      stop.bring === '' || without.has('bring') ? '' : `${bring}: ${withoutMarks(stop.bring)}`,
      hasPosition ? ltr(`${stop.lat.toFixed(4)},${stop.lon.toFixed(4)}`) : '',
    ].filter((line) => line !== '');
    return stops.length === 1 ? what : [`${i + 1}. ${what[0]}`, ...what.slice(1)];
  });
  return plainLetters([heading, ...lines].join('\n'));
}

/** Opens the phone's own messages with the text and no number. */
export const smsLink = (text: string): string => `sms:?&body=${encodeURIComponent(text)}`;

/** Words in a name that tell what a place is for, in the four languages, without their marks. */
const TELLING =
  /\b(rape|raped|sexual|sexuell\w*|sexuelle|sexuales?|gbv|sgbv|vbg|vawg|hiv|vih|aids|sida|viol|viols|violees?|violacion\w*|violad[ao]s?|violence|violences|violencia\w*|abuse\w*|abuso\w*|assault|agression\w*|agresion\w*|survivors?|survivantes?|sobrevivientes?|victims?|victimes?|victimas?|sarc|abortion|avortement|aborto|women|femmes?|mujer|mujeres|safe space|espace sur|espacio seguro|ecoute)\b/u;
const TELLING_ARABIC = /اغتصاب|جنسي|عنف|تحرش|اعتداء|ناجي|ضحايا|ضحيه|ايدز|نساء|المراه|امراه|اجهاض|مساحه امنه/u;

/** Whether the name of a place says more than that it is a place. */
export function nameTells(name: string): boolean {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const arabic = plain
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ـ/g, '');
  return TELLING.test(plain) || TELLING_ARABIC.test(arabic);
}
