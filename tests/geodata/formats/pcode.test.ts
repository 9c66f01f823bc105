// P-codes as people write them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPcode, repairPcode, usualDigits } from '../../../geodata/formats/pcode.ts';

const form = { digits: 6, parent: 'NG008' };

describe('repairPcode', () => {
  it.each([
    ['NG008001', 'NG008001'],
    [' ng008001 ', 'NG008001'],
    ['NG 008 001', 'NG008001'],
    ['NG8001', 'NG008001'],
    ['NG00801', 'NG008001'],
    ['NG0081', 'NG008001'],
    ['8001', 'NG008001'],
    ['008001', 'NG008001'],
  ])('reads %j under NG008 as %s', (text, code) => {
    expect(repairPcode(text, form)).toBe(code);
  });

  it('leaves a code alone that allows no reading, and refuses what is no code', () => {
    expect(repairPcode('NG0361', form)).toBe('NG0361');
    expect(['Bama', 'N1', 'NGAA001', ''].map((text) => repairPcode(text, form))).toEqual([null, null, null, null]);
  });

  it('does not guess without knowing the area above or the usual length', () => {
    expect(repairPcode('NG8001', { digits: 6, parent: null })).toBe('NG8001');
    expect(repairPcode('NG8001', { digits: null, parent: 'NG008' })).toBe('NG8001');
    expect(repairPcode('8001', { digits: 6, parent: null })).toBeNull();
  });

  it('puts back whatever zeros a spreadsheet ate, of any district of any state', () => {
    const numbers = fc.tuple(fc.integer({ min: 1, max: 36 }), fc.integer({ min: 1, max: 99 }));
    fc.assert(
      fc.property(numbers, ([state, district]) => {
        const parent = `NG${String(state).padStart(3, '0')}`;
        const code = `${parent}${String(district).padStart(3, '0')}`;
        const eaten = String(Number(code.slice(2)));
        expect(repairPcode(eaten, { digits: 6, parent })).toBe(code);
        expect(repairPcode(`NG${eaten}`, { digits: 6, parent })).toBe(code);
        expect(repairPcode(code, { digits: 6, parent })).toBe(code);
      }),
    );
  });
});

describe('usualDigits', () => {
  it('is the most frequent length, the longer one of a tie, null of nothing', () => {
    expect(usualDigits(['NG008001', 'NG008002', 'NG8003'])).toBe(6);
    expect(usualDigits(['NG008', 'NG008001'])).toBe(6);
    expect(usualDigits(['x', ''])).toBeNull();
  });
});

describe('cleanPcode', () => {
  it('takes case, spaces, dashes and underscores away', () => {
    expect(['ng-008_001', 'NG008 001', 'SY02', 'nga001'].map(cleanPcode)).toEqual([
      'NG008001',
      'NG008001',
      'SY02',
      'NGA001',
    ]);
  });
});
