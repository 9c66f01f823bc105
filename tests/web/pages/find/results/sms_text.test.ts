// The text of a card: three messages at most, nothing that tells what it is about, and still readable right to left.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWide, smsParts } from '../../../../../web/pages/find/results/gsm_text.ts';
import { nameTells, smsLink, smsText } from '../../../../../web/pages/find/results/sms_text.ts';

const stop = {
  name: 'General Hospital, Maiduguri',
  when: 'Mon–Fri 08:00–17:00',
  phone: '+234800000000',
  bring: 'Any card with your picture',
  lat: 11.85,
  lon: 13.1571,
};
const english = { heading: 'Appointment', bring: 'Bring', rightToLeft: false };
const arabic = { heading: 'موعد', bring: 'أحضر معك', rightToLeft: true };

describe('the text of a card', () => {
  it('says where, when and whom to call', () => {
    expect(smsText({ stops: [stop], ...english })).toBe(
      'Appointment\nGeneral Hospital, Maiduguri\nMon-Fri 08:00-17:00\n+234800000000\nBring: Any card with your picture\n11.8500,13.1571',
    );
  });

  it('numbers the stops of a trip', () => {
    const text = smsText({ stops: [stop, { ...stop, name: 'Legal clinic' }], ...english });
    expect(text.match(/^\d\. .*$/gm)).toEqual(['1. General Hospital, Maiduguri', '2. Legal clinic']);
  });

  it('keeps the position where the name is left out', () => {
    const text = smsText({ stops: [{ ...stop, name: '' }], ...english });
    expect(text).not.toContain('Hospital');
    expect(text).toContain('11.8500,13.1571');
  });

  it('gives up what to bring first, then the hours, then the position, and never the phone', () => {
    const long = (length: number) => ({ ...stop, bring: 'b'.repeat(length), when: 'w'.repeat(length) });
    const middle = smsText({ stops: [long(220)], ...english });
    expect(middle).not.toContain('Bring');
    expect(middle).toContain('www');
    const most = smsText({ stops: [long(500)], ...english });
    expect(most).not.toContain('www');
    expect(most).toContain('11.8500,13.1571');
    const five = smsText({ stops: Array.from({ length: 5 }, () => ({ ...stop, name: 'n'.repeat(70) })), ...english });
    expect(five).not.toContain('11.8500');
    expect(five.match(/\+234800000000/g)?.length).toBe(5);
  });

  it('never takes more than three messages, in any letters', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 300 });
    const anyStop = fc
      .record({ name: words, when: words, phone: words, bring: words })
      .map((some) => ({ ...stop, ...some }));
    fc.assert(
      fc.property(fc.array(anyStop, { minLength: 1, maxLength: 6 }), fc.boolean(), (stops, isArabic) => {
        const text = smsText({ stops, ...(isArabic ? arabic : english) });
        expect(smsParts(text)).toBeLessThanOrEqual(3);
        expect(text).not.toMatch(/[\u2066-\u2069]/);
      }),
    );
  });

  it('costs the places of plain letters in French and Spanish', () => {
    const text = smsText({ stops: [{ ...stop, name: 'Hôpital œcuménique — Ñandú' }], ...english });
    expect(isWide(text)).toBe(false);
    expect(text).toContain('Hopital oecuménique - Ñandu');
  });

  it('keeps numbers in their order within Arabic', () => {
    const text = smsText({ stops: [{ ...stop, name: 'مستشفى' }], ...arabic });
    expect(text).toContain('\u200e+234800000000');
    expect(text).toContain('\u200e11.8500,13.1571');
  });

  it('opens the phone’s messages with that text and no number', () => {
    expect(smsLink('a b\nç&')).toBe('sms:?&body=a%20b%0A%C3%A7%26');
  });
});

describe('a name that tells what a place is for', () => {
  it.each([
    'Sexual Assault Referral Centre',
    'Centre d’aide aux Survivantes',
    'Maison des femmes',
    'Centro de atención a víctimas de violación',
    'مركز المرأة',
    'دعم النّاجيات',
    'GBV One-Stop Centre',
  ])('is noticed in %s', (name) => {
    expect(nameTells(name)).toBe(true);
  });

  it.each([
    'General Hospital, Maiduguri',
    'Hôpital de district',
    'مستشفى عام',
    'Grapevine Clinic',
    'Hospital de Sexta',
  ])('is not seen in %s', (name) => {
    expect(nameTells(name)).toBe(false);
  });
});
