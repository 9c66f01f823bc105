// Length of a text as SMS: the GSM alphabet, its extension, and everything else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWide, plainLetters, smsParts } from '../../../../../web/pages/find/results/gsm_text.ts';

describe('the parts of an SMS', () => {
  it.each([
    [160, 1],
    [161, 2],
    [306, 2],
    [307, 3],
    [459, 3],
    [460, 4],
  ])('%i letters of the GSM alphabet are %i', (length, parts) => {
    expect(smsParts('a'.repeat(length))).toBe(parts);
  });

  it.each([
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
    [201, 3],
    [202, 4],
  ])('%i Arabic letters are %i', (length, parts) => {
    expect(smsParts('م'.repeat(length))).toBe(parts);
  });

  it('counts a letter of the extension as two places and never cuts it', () => {
    expect(smsParts('€'.repeat(80))).toBe(1);
    expect(smsParts('€'.repeat(81))).toBe(2);
    // 153 places hold 76 of them and leave one place empty.
    expect(smsParts('€'.repeat(152))).toBe(2);
    expect(smsParts('€'.repeat(153))).toBe(3);
  });

  it('takes no part for no text, and never fewer for a longer one', () => {
    expect(smsParts('')).toBe(0);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, two) => {
        expect(smsParts(one + two)).toBeGreaterThanOrEqual(smsParts(one));
      }),
    );
  });
});

describe('plain letters', () => {
  it('keep what the alphabet has and drop the marks of what it lacks', () => {
    expect(plainLetters('Hôpital général, à côté du marché')).toBe('Hopital général, à coté du marché');
    expect(plainLetters('Atención médica — mañana')).toBe('Atencion médica - mañana');
    expect(plainLetters('Ƙauyen Ɗan Baƙo')).toBe('Kauyen Dan Bako');
    expect(isWide(plainLetters('L’hôpital · œuvre sociale'))).toBe(false);
  });

  it('leave Arabic as it is', () => {
    expect(plainLetters('مستشفى')).toBe('مستشفى');
    expect(isWide('مستشفى')).toBe(true);
  });

  it('never take more parts than the text did, but for letters written as two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!/[œŒ…]/.test(text));
        expect(smsParts(plainLetters(text))).toBeLessThanOrEqual(smsParts(text.normalize('NFC')));
      }),
    );
  });
});
