// Numbers and dates as people read them: with unit, and never more certain than they are.
import { describe, expect, it } from 'vitest';
import * as format from '../../../web/i18n/format.ts';
import { t } from '../../../web/i18n/messages.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('formats', () => {
  it('write sums beside a floor as "at least", and without one as they are', () => {
    expect(format.countText(3, 3)).toBe('at least 3');
    expect(format.countText(1234, 3)).toBe('at least 1,234');
    expect(format.countText(1234, 1)).toBe('1,234');
    expect(format.countText(0, 1)).toBe('0');
    expect(t('count.notShown', { floor: 3 })).toBe('not shown: no week of one type had 3 or more reports');
  });

  it('write lengths in meters below a kilometer and in kilometers above', () => {
    expect(format.lengthText(999)).toBe('999 m');
    expect(format.lengthText(1000)).toBe('1 km');
  });

  it('write a chosen distance as it is computed, not rounded', () => {
    const written = [1050, 1950, 5000, 5250, 12_540, 12_541, 999.6].map(format.lengthText);
    expect(written).toEqual(['1.05 km', '1.95 km', '5 km', '5.25 km', '12.54 km', '12.541 km', '999.6 m']);
  });

  it('write a measured length to the tenth of a kilometer', () => {
    expect([640.4, 999.7, 12_543.7].map(format.measuredLengthText)).toEqual(['640 m', '1 km', '12.5 km']);
  });

  it('write a share that is not zero as more than zero', () => {
    expect(format.percent(0.0004)).toBe('< 0.1 %');
    expect(format.percent(0)).toBe('0 %');
    expect(format.percent(0.6287)).toBe('62.9 %');
  });

  it('write a share that is not all as less than all', () => {
    expect(format.percent(0.9996)).toBe('> 99.9 %');
    expect(format.percent(0.99999999)).toBe('> 99.9 %');
    expect(format.percent(0.999)).toBe('99.9 %');
    expect(format.percent(1)).toBe('100 %');
    expect(format.percent(1.25)).toBe('125 %');
  });

  it('write a period as exactly as it is known', () => {
    expect(['2026-11-01', '2026-11', '2026'].map(format.periodText)).toEqual(['1 Nov 2026', 'November 2026', '2026']);
  });

  it('write dates day first and months by name', () => {
    expect(format.dateText('2026-06-12')).toBe('12 Jun 2026');
    expect(format.monthText('2026-10')).toBe('October 2026');
  });

  it('write ages in days, months and years', () => {
    expect(format.ageText('2026-11-22T01:00:00Z', NOW)).toBe('today');
    expect(format.ageText('2026-11-21', NOW)).toBe('yesterday');
    expect(format.ageText('2026-10-23', NOW)).toBe('30 days ago');
    expect(format.ageText('2026-05-22', NOW)).toBe('6 months ago');
    expect(format.ageText('2023-11-22', NOW)).toBe('3 years ago');
  });

  it('name languages, those of the region too', () => {
    expect(['ha', 'kr', 'en', 'shu'].map(format.languageName)).toEqual(['Hausa', 'Kanuri', 'English', 'Shuwa Arabic']);
  });

  it('choose the plural by the number', () => {
    expect(t('layer.zones.count', { count: 1 })).toBe('1 zone');
    expect(t('layer.zones.count', { count: 0 })).toBe('0 zones');
    expect(t('layer.incidents.count', { count: 1204, cells: 1 })).toBe('1,204 reports in 1 cell');
  });
});
