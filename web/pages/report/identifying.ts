// Finds in a text what would tell who somebody is: numbers of phones and papers, e-mail, dates of birth, names that are given
// as such, in four languages. For a warning on the device, never to send or to refuse. Knows no screen.
import { latinDigits } from '../../sealed/latin_digits.ts';

export const IDENTIFYING_KINDS = ['email', 'number', 'birth', 'name'] as const;
export type IdentifyingKind = (typeof IDENTIFYING_KINDS)[number];
export interface Identifying {
  readonly kind: IdentifyingKind;
  /** As it stands in the text. */
  readonly excerpt: string;
}

const EMAIL = /[^\s@<>(),;:]+@[^\s@<>(),;:]+\.\p{L}{2,}/gu;

/** Digits with what people put between them, a few letters of a series before them. */
const NUMBER = /(?:\+\s?)?(?:\p{Lu}{1,3}[\s-]?)?\(?\d(?:[\s().\-/]{0,2}\d){5,24}/gu;
/** Fewer digits tell nobody: a year, an amount. */
const LEAST_DIGITS = 7;
/** A date, an hour may follow it. */
const DATE = /(?<!\d)(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.\s]\d{1,2}[-/.\s](?:19|20)\d\d)(?!\d)/;
/** 1.500.000 or 1 500 000: an amount. */
const AMOUNT = /^\d{1,3}(?:[ .]\d{3})+$/;

const MONTHS = [
  'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec',
  'janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|déc',
  'ene|abr|ago|dic',
  'يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر',
  'كانون|شباط|آذار|اذار|نيسان|أيار|ايار|حزيران|تموز|آب|أيلول|ايلول|تشرين|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت',
].join('|');
const ANY_DATE = `(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.\\s]\\d{1,2}[-/.\\s]\\d{2,4}|\\d{1,2}(?:st|nd|rd|th|er)?\\s+(?:of\\s+|de\\s+)?(?:${MONTHS})\\p{L}*\\.?(?:\\s+de)?,?\\s+\\d{4}|(?:${MONTHS})\\p{L}*\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4})`;
const BORN = [
  'born|birth|birthday|dob',
  'née?s?|naissance|naquit',
  'naci[óo]|nac[íi]|nacid[oa]s?|nacimiento|cumpleaños',
  '(?:و|ف)?(?:ولد|ولدت|ولدتُ|مولود|مولودة|مواليد|الميلاد|ميلاد|ميلادي|ميلادها|ميلاده)',
].join('|');
const BIRTH = new RegExp(`(?<!\\p{L})(?:${BORN})(?!\\p{L})[^\\n]{0,40}?${ANY_DATE}`, 'giu');

const CALLED = [
  "(?:my|her|his|their) names? (?:is|was|are)|(?:i am|i[’']m|she is|he is|is|was) (?:called|named)",
  "je m[’']appelle|(?:mon|son) (?:nom|prénom) (?:est|était)|(?:il|elle) s[’']appel(?:le|ait)|(?:se )?nommée?|surnommée?",
  'me llamo|(?:mi|su) (?:nombre|apellido) (?:es|era)|se llama(?:ba)?',
  '(?:و|ف)?(?:اسمي|إسمي|أسمي|اسمه|اسمها|إسمه|إسمها|أدعى|ادعى|يدعى|تدعى)(?: هو| هي)?',
].join('|');
/** The word after it too, so that the person sees what is meant. */
const NAME = new RegExp(`(?<!\\p{L})(?:${CALLED}):?\\s+\\p{L}+(?:[-’']\\p{L}+)*`, 'giu');

/** Each once, in the order of IDENTIFYING_KINDS. */
export function findIdentifying(text: string): Identifying[] {
  const plain = latinDigits(text);
  const spans: Readonly<Record<IdentifyingKind, readonly [start: number, length: number][]>> = {
    email: spansOf(plain, EMAIL),
    number: spansOf(plain, NUMBER, isNumberOfSomebody),
    birth: spansOf(plain, BIRTH),
    name: spansOf(plain, NAME),
  };
  const seen = new Set<string>();
  return IDENTIFYING_KINDS.flatMap((kind) =>
    spans[kind].flatMap(([start, length]) => {
      const excerpt = text.slice(start, start + length).trim();
      if (seen.has(excerpt)) return [];
      seen.add(excerpt);
      return [{ kind, excerpt }];
    }),
  );
}

function spansOf(text: string, pattern: RegExp, counts: (found: string) => boolean = () => true) {
  return [...text.matchAll(pattern)]
    .filter(([found]) => counts(found))
    .map(({ index, 0: found }) => [index, found.length] as [number, number]);
}

function isNumberOfSomebody(found: string): boolean {
  const number = found.replace(DATE, '').trim();
  return !AMOUNT.test(number) && number.replace(/\D/g, '').length >= LEAST_DIGITS;
}
