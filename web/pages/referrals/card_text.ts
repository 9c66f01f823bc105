// The text that goes with somebody: where to, and the code. No word of why, and no kind of care: who finds it learns neither.
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { openingLines } from '../explore/opening_hours.ts';
import { codeText, type Goal } from './referral_facts.ts';

/** One fact a line. `goal` null = its place is not named. */
export function cardText({ code, madeOn }: { code: string; madeOn: string }, goal: Goal | null): string {
  const hours = goal === null ? [] : hoursOf(goal);
  return [
    t('card.line.code', { code: codeText(code) }),
    ...(goal === null ? [] : [t('card.line.place', { name: goal.name })]),
    ...(goal === null || goal.phone === '' ? [] : [t('card.line.phone', { phone: goal.phone })]),
    ...(hours.length === 0 ? [] : [t('card.line.hours', { hours: hours.join('; ') })]),
    ...(goal !== null && hours.length === 0 && goal.phone !== '' ? [t('card.line.call')] : []),
    t('card.line.show'),
    t('card.line.date', { date: dateText(madeOn) }),
  ].join('\n');
}

function hoursOf({ hours }: Goal): string[] {
  if (hours === null || hours === '') return [];
  return typeof hours === 'string' ? [hours] : openingLines(hours);
}
