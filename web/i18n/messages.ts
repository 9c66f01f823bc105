// Looks a message up and fills it in. Numbers are grouped, plurals chosen by the rules of the language.
import { EN } from './en.ts';
import type { EN_ACCESS } from './en_access.ts';
import type { EN_ACCOUNT } from './en_account.ts';
import type { EN_ALERTS } from './en_alerts.ts';
import type { EN_BOARD } from './en_board.ts';
import type { EN_DRAW } from './en_draw.ts';
import type { EN_DUTY } from './en_duty.ts';
import type { EN_HOTSPOTS } from './en_hotspots.ts';
import type { EN_INBOX } from './en_inbox.ts';
import type { EN_LIVE } from './en_live.ts';
import type { EN_PATROLS } from './en_patrols.ts';
import type { EN_REFERRALS } from './en_referrals.ts';
import type { EN_STEWARD } from './en_steward.ts';
import type { EN_WARNING } from './en_warning.ts';
import type { EN_ZONES } from './en_zones.ts';

/** Wording of pages that few people open comes with those pages: they call `addWording` before they say anything. */
export type MessageKey =
  | keyof typeof EN
  | keyof typeof EN_ACCESS
  | keyof typeof EN_ACCOUNT
  | keyof typeof EN_ALERTS
  | keyof typeof EN_BOARD
  | keyof typeof EN_DRAW
  | keyof typeof EN_DUTY
  | keyof typeof EN_HOTSPOTS
  | keyof typeof EN_INBOX
  | keyof typeof EN_LIVE
  | keyof typeof EN_PATROLS
  | keyof typeof EN_REFERRALS
  | keyof typeof EN_STEWARD
  | keyof typeof EN_WARNING
  | keyof typeof EN_ZONES;
type Wording = Readonly<Partial<Record<MessageKey, string>>>;
export type Values = Readonly<Record<string, string | number>>;

/** A message that pure code hands on to be worded later. */
export interface Message {
  readonly key: MessageKey;
  readonly values?: Values;
}

let wording: Wording = EN;
export function addWording(more: Wording): void {
  wording = { ...wording, ...more };
}

const locale = 'en';
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(locale);

/** `{name}` is filled in; `{count|one row|# rows}` chooses by the plural of count, # being the number. */
export function t(key: MessageKey, values: Values = {}): string {
  return (wording[key] ?? key).replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (_, name: string, one?: string, other?: string) => {
      const value = values[name] ?? '';
      const text = typeof value === 'number' ? numbers.format(value) : value;
      if (one === undefined || other === undefined) return text;
      const form = typeof value === 'number' && plurals.select(value) === 'one' ? one : other;
      return form.replaceAll('#', text);
    },
  );
}

export const say = (message: Message): string => t(message.key, message.values);

/** The wording of a word of the schema: `word('kind', 'safe_space')` → "Safe space". */
export function word<P extends string, W extends string>(prefix: P, value: W): string {
  const key = `${prefix}.${value}`;
  return wording[key as MessageKey] ?? value.replaceAll('_', ' ');
}
