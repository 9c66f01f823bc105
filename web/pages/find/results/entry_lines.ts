// What the card of a place says at first sight, line by line with its sign: the way, whether it is open on arrival, whether
// it is in time, how old the entry is, what has run out. Pure; figures and codes come from the core.

import { isStale } from '../../../../geodata/analysis/reach/care_list_columns.ts';
import type { CareEntry } from '../../../../geodata/analysis/reach/care_list_entry.ts';
import type { PackService } from '../../../../geodata/schema/pack.ts';
import { type Language, t } from '../../../i18n/care/care_messages.ts';
import { dateText, distanceText, durationText, momentText, sameClock } from './place_time.ts';

/** A form beside the color, so that neither is needed to read the other. */
export type Sign = 'open' | 'closed' | 'unknown' | 'in-time' | 'perhaps' | 'after' | 'warning' | 'verified' | 'way';
export interface EntryLine {
  readonly sign: Sign;
  readonly text: string;
  readonly isWarning: boolean;
}

export interface LineContext {
  readonly language: Language;
  readonly now: number;
  /** Clock of this phone, where a place has none of its own. */
  readonly timeZone: string;
  readonly staleAfterDays: number;
}

const line = (sign: Sign, text: string, isWarning = false): EntryLine => ({ sign, text, isWarning });

export const zoneOf = (service: Pick<PackService, 'openingHours'>, timeZone: string): string =>
  service.openingHours?.timeZone ?? timeZone;

/** The clock of a place is said where it is another than that of this phone. */
export function placeMoment(ms: number, zone: string, { language, now, timeZone }: LineContext): string {
  const moment = momentText({ ms, timeZone: zone, now, language });
  return sameClock(zone, timeZone, ms) ? moment : `${moment} ${t('open.zone')}`;
}

export interface Way {
  readonly minutes: number;
  readonly minutesP10: number;
  readonly minutesP90: number;
  readonly meters: number;
  readonly mode: 'walk' | 'vehicle';
  readonly rough: boolean;
}

export function wayLine({ minutes, minutesP10, minutesP90, meters, mode, rough }: Way, language: Language): EntryLine {
  const band = t('way.band', { low: durationText(minutesP10, language), high: durationText(minutesP90, language) });
  const about = t(`way.${mode}`, { time: durationText(minutes, language) });
  const distance = t('way.distance', { distance: distanceText(meters, language) });
  return line('way', `${about} · ${band} (${t(rough ? 'way.guess' : 'way.estimate')}) · ${distance}`);
}

export function openLine(
  entry: Pick<CareEntry, 'openOnArrival' | 'waitMinutes' | 'nextOpening' | 'closesAt'>,
  service: Pick<PackService, 'openingHours'>,
  context: LineContext,
): EntryLine {
  const zone = zoneOf(service, context.timeZone);
  const { openOnArrival, nextOpening, closesAt, waitMinutes } = entry;
  if (openOnArrival === null) return line('unknown', t('open.unknown'), true);
  if (openOnArrival) {
    return closesAt === null
      ? line('open', t('open.yes'))
      : line('open', t('open.yesUntil', { time: placeMoment(closesAt, zone, context) }));
  }
  if (nextOpening === null) return line('closed', t('open.never'), true);
  return line(
    'closed',
    t('open.later', {
      time: placeMoment(nextOpening, zone, context),
      wait: durationText(waitMinutes ?? 0, context.language),
    }),
  );
}

export function verifiedLines(
  service: Pick<PackService, 'verifiedOn' | 'underReview' | 'status'>,
  { language, now, staleAfterDays }: LineContext,
): EntryLine[] {
  const { verifiedOn, underReview, status } = service;
  const lines: EntryLine[] = [];
  if (underReview) lines.push(line('warning', t('mark.review'), true));
  if (status === 'unknown') lines.push(line('warning', t('mark.status'), true));
  if (verifiedOn === null) lines.push(line('warning', t('mark.never'), true));
  else {
    const date = dateText(verifiedOn, language);
    lines.push(
      isStale(verifiedOn, now, staleAfterDays)
        ? line('warning', t('mark.stale', { date }), true)
        : line('verified', t('mark.verified', { date })),
    );
  }
  return lines;
}
