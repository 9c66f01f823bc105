// Numbers and dates as people read them: with unit, and never a number under the floor.
import { describe, expect, it } from 'vitest';
import * as format from '../../../web/i18n/format.ts';
import { t } from '../../../web/i18n/messages.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('formats', () => {
  it('write counts under the floor as words', () => {
    expect(format.countText(2, 3)).toBe('fewer than 3');
    expect(format.countText(0, 11)).toBe('fewer than 11');
    expect(format.countText(3, 3)).toBe('3');
    expect(format.countText(1234, 1)).toBe('1,234');
  });

  it('write lengths in meters below a kilometer and in kilometers above', () => {
    expect(format.lengthText(999)).toBe('999 m');
    expect(format.lengthText(1000)).toBe('1 km');
    expect(format.lengthText(12_540)).toBe('12.5 km');
  });

  it('write a share that is not zero as more than zero', () => {
    expect(format.percent(0.0004)).toBe('< 0.1 %');
    expect(format.percent(0)).toBe('0 %');
    expect(format.percent(0.6287)).toBe('62.9 %');
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
