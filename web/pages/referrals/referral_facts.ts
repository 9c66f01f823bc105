// What the page says of referrals, as plain functions: where one goes, what may be answered, which are shown.
import { fold, type TextSearch, textSearch } from '../../../geodata/formats/fold.ts';
import type { Gateway } from '../../../geodata/schema/gateway.ts';
import type { Referral } from '../../../geodata/schema/referral.ts';
import { CODE_LENGTH, CODE_LETTERS, REFERRAL_MOVES, REVIEW_AFTER } from '../../../geodata/schema/referral_words.ts';
import type { OpeningHours } from '../../../geodata/schema/service.ts';
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import type { ServiceFeature } from '../../api.ts';

/** A place or a contact that somebody can be sent to. */
export interface Goal {
  readonly id: string;
  readonly isContact: boolean;
  readonly name: string;
  readonly kind: ServiceKind;
  /** P-code of its area; null = none. */
  readonly areaPcode: string | null;
  readonly phone: string;
  readonly hours: OpeningHours | string | null;
  readonly closed: boolean;
  readonly protected: boolean;
}

/** Closed places come last: they are found when looked for, and not offered before others. */
export function goalsOf(services: readonly ServiceFeature[], gateways: readonly Gateway[]): Goal[] {
  const places = services.map(
    ({ properties: service }): Goal => ({
      id: service.id,
      isContact: false,
      name: service.name,
      kind: service.kind,
      areaPcode: service.areaPcode,
      phone: service.phone,
      hours: service.openingHours,
      closed: service.status === 'closed',
      protected: service.protected,
    }),
  );
  const contacts = gateways.map(
    ({ id, name, kind, areaPcode, phone, hours }): Goal => ({
      ...{ id, isContact: true, name, kind, areaPcode, phone, hours },
      ...{ closed: false, protected: false },
    }),
  );
  return [...places, ...contacts].sort(
    (a, b) => Number(a.closed) - Number(b.closed) || (fold(a.name) < fold(b.name) ? -1 : 1),
  );
}

/** Finds by name, misspelled or not; without a name all, in their order. `kind` null = any. */
export function goalFinder(goals: readonly Goal[], kind: ServiceKind | null): (name: string) => Goal[] {
  const shown = goals.filter((goal) => kind === null || goal.kind === kind);
  let search: TextSearch | null = null;
  return (name) => {
    if (fold(name) === '') return shown;
    search ??= textSearch(shown.map((goal) => ({ text: goal.name, weight: goal.closed ? 0 : 1 })));
    return search.find(name, shown.length).flatMap((index) => shown[index] ?? []);
  };
}

export const goalOf = ({ serviceId, gatewayId }: Referral, goals: ReadonlyMap<string, Goal>): Goal | null =>
  goals.get(serviceId ?? gatewayId ?? '') ?? null;

const DAY_MS = 86_400_000;

/** Service → how often nobody could help there within the days that open a review. `today`: full date. */
export function latelyInVain(referrals: readonly Referral[], today: string): ReadonlyMap<string, number> {
  const after = new Date(Date.parse(today) - REVIEW_AFTER.days * DAY_MS).toISOString().slice(0, 10);
  const found = new Map<string, number>();
  for (const { state, serviceId, answeredOn } of referrals) {
    if (state !== 'unavailable' || serviceId === null || answeredOn === null || answeredOn <= after) continue;
    found.set(serviceId, (found.get(serviceId) ?? 0) + 1);
  }
  return found;
}

export const hasEnded = ({ state }: Referral): boolean => REFERRAL_MOVES[state].length === 0;

/** "K7PM 2QXA": in two halves, as it is read out. */
export const codeText = (code: string): string => `${code.slice(0, CODE_LENGTH / 2)} ${code.slice(CODE_LENGTH / 2)}`;

/** What somebody typed, as codes are written: no gaps, and no sign that no code has. */
export const codeTyped = (text: string): string =>
  [...text.toUpperCase()].filter((letter) => CODE_LETTERS.includes(letter)).join('');

export const SHOWN = ['open', 'sent', 'ended', 'all'] as const;
export type Shown = (typeof SHOWN)[number];

/** With a code those that have it, whatever else is chosen. */
export function shownReferrals(referrals: readonly Referral[], shown: Shown, typed: string): Referral[] {
  const code = codeTyped(typed);
  if (code !== '') return referrals.filter((referral) => referral.code.startsWith(code));
  if (shown === 'all') return [...referrals];
  if (shown === 'sent') return referrals.filter(({ state }) => state === 'sent');
  return referrals.filter((referral) => hasEnded(referral) === (shown === 'ended'));
}
