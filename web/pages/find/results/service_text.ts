// What an entry of the directory says, in the reader's language where somebody wrote it so, else as it was written. It
// knows no screen.
import type { PackService } from '../../../../geodata/schema/pack.ts';

export interface EntryText {
  readonly text: string;
  /** Language of the text where it is not the reader's: '' where the directory does not say which it is. */
  readonly lang: string | undefined;
}

/** The name, who may come or what to bring; a translation of the same language counts whatever its country. */
export function entryText(
  service: Pick<PackService, 'name' | 'eligibility' | 'documents' | 'translations'>,
  field: 'name' | 'eligibility' | 'documents',
  language: string,
): EntryText {
  for (const [tag, text] of Object.entries(service.translations)) {
    const translated = text[field];
    if (tag.split('-')[0] === language && translated !== undefined && translated !== '') {
      return { text: translated, lang: undefined };
    }
  }
  return { text: service[field], lang: '' };
}

/** "Hausa" for "ha" in English; languages of the region that phones often have no name for keep their own. */
const OWN_NAMES: Readonly<Record<string, string>> = { kr: 'Kanuri', ff: 'Fulfulde', shu: 'Shuwa', bwr: 'Bura' };
export function languageName(tag: string, language: string): string {
  const base = tag.split('-')[0] ?? tag;
  const own = OWN_NAMES[base] ?? tag;
  try {
    const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag);
    return name ?? own;
  } catch {
    return own;
  }
}

/** What a phone dials of a number as people write it; null where it holds none. Of two numbers in a line the first. */
export function dialed(phone: string): string | null {
  const latin = phone.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) as number) & 15));
  const first = latin.split(/[/,;]|\p{L}+/u).find((part) => /\d{2}/.test(part));
  if (first === undefined) return null;
  // "+234 (0)80": the zero is for calls from within the country.
  const whole = first.includes('+') ? first.slice(first.indexOf('+')).replace(/\(0\)/, '') : first;
  return whole.replace(/[^\d+*#]/g, '').replace(/(?!^)\+.*/, '');
}
