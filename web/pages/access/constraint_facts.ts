// What the page says of constraints, as plain functions: which are shown and in which order, what one does, and until when.
import type { ConstraintKind, ConstraintStand } from '../../../geodata/schema/constraint_words.ts';
import type { Constraint } from '../../api_constraints.ts';
import { timeText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';

export const SHOWN = ['open', 'holds', 'planned', 'ended'] as const;
export type Shown = (typeof SHOWN)[number];

const SOON_MS = 86_400_000;
/** In the order of the list. */
const ORDER: Readonly<Record<ConstraintStand, number>> = { holds: 0, out_of_hours: 1, planned: 2, ended: 3 };

/** `now`: milliseconds since 1970. */
export const endsSoon = ({ stands, endsAt }: Constraint, now: number): boolean =>
  stands !== 'ended' && endsAt !== null && Date.parse(endsAt) - now < SOON_MS;

/** What holds first, the greater threat first, then what ends first; of the ended the last first. */
export function shownConstraints(
  all: readonly Constraint[],
  { shown, kind }: { readonly shown: Shown; readonly kind: ConstraintKind | null },
): Constraint[] {
  const end = ({ endsAt }: Constraint) => (endsAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(endsAt));
  return all
    .filter((one) => kind === null || one.kind === kind)
    .filter(({ stands }) => (shown === 'open' ? stands !== 'ended' : stands === shown))
    .sort(
      (a, b) =>
        ORDER[a.stands] - ORDER[b.stands] ||
        (a.stands === 'ended' ? end(b) - end(a) : b.threat - a.threat || end(a) - end(b)) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** "11 hold now, 1 is planned." */
export function countsText(all: readonly Constraint[]): string {
  const said = (['holds', 'out_of_hours', 'planned'] as const).flatMap((stands) => {
    const count = all.filter((one) => one.stands === stands).length;
    return count === 0 ? [] : [t(`access.count.${stands}`, { count })];
  });
  return `${said.length === 0 ? t('access.count.none') : said.join(', ')}.`;
}

export function effectText({ effect, delayMinutes, slowFactor, geom }: Constraint): string {
  if (effect === 'delay') return t('effect.delay', { minutes: delayMinutes ?? 0 });
  if (effect === 'slow')
    return t(geom.type === 'Polygon' ? 'effect.slow' : 'effect.slowPoint', { factor: slowFactor ?? 1 });
  return t(`effect.${effect}`);
}

export function untilText(one: Constraint, now: number): string {
  const { stands, startsAt, endsAt } = one;
  if (stands === 'planned') return t('until.begins', { from: timeText(startsAt) });
  if (endsAt === null) return t('until.none', { since: timeText(startsAt) });
  if (stands === 'ended') return t('until.ended', { until: timeText(endsAt) });
  return t(endsSoon(one, now) ? 'until.soon' : 'until.ends', { until: timeText(endsAt) });
}

export const hoursText = ({ hours }: Constraint): string | null =>
  hours === null ? null : t('until.hours', { from: hours.from, until: hours.until, zone: hours.timeZone });
