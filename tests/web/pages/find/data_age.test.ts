// The age of the list in words.
import { expect, it } from 'vitest';
import { localeOf } from '../../../../web/i18n/care/care_messages.ts';
import { agoText } from '../../../../web/pages/find/data_age.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it('says how long ago the list was fetched, rounded down, with Latin digits', () => {
  const en = (milliseconds: number) => agoText(milliseconds, localeOf('en'));
  expect([10_000, 5.9 * MINUTE, 2.9 * HOUR, 47 * HOUR, 49 * HOUR].map(en)).toEqual([
    'now',
    '5 minutes ago',
    '2 hours ago',
    '47 hours ago',
    '2 days ago',
  ]);
  expect(agoText(49 * HOUR, localeOf('fr'))).toBe('il y a 2 jours');
  expect(agoText(12 * HOUR, localeOf('ar'))).toContain('12');
});

it('never lies in the future when the clock was set back', () => {
  expect(agoText(-5 * HOUR, localeOf('en'))).toBe('now');
});
