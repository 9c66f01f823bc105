// What stands on a card, in every language: where, when and whom to call, and no word for what it is about.
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, setLanguage, t } from '../../../../../web/i18n/care/care_messages.ts';
import { wrapped } from '../../../../../web/pages/find/results/card_drawing.ts';
import { darkRuns } from '../../../../../web/pages/find/results/card_qr.tsx';
import { cardRows, cardStop, cardText, namesTell } from '../../../../../web/pages/find/results/card_stop.ts';
import { smsParts } from '../../../../../web/pages/find/results/gsm_text.ts';
import { nameTells } from '../../../../../web/pages/find/results/sms_text.ts';
import { clinic } from './list_case.ts';

const NOTHING = { when: [], callFirst: true };

describe.each(LANGUAGES)('a card in %s', (language) => {
  beforeAll(() => setLanguage(language));
  const service = clinic({
    documents: 'A card with your name',
    translations: { ar: { name: 'المستشفى العام', documents: 'بطاقة تحمل اسمك' } },
  });
  const stop = () => cardStop(service, language, NOTHING);

  it('fits three messages and tells nobody what it is about', () => {
    const text = cardText([stop(), stop(), stop()], true, language);
    expect(smsParts(text)).toBeLessThanOrEqual(3);
    expect(nameTells(text)).toBe(false);
    expect(text).not.toMatch(/PEP|HIV|VIH|medical|médic|طبي/i);
    expect(text).toContain('+2348000000000');
  });

  it('leaves the name out where somebody wants it so', () => {
    const name = stop().name;
    expect(cardText([stop()], true, language)).toContain(name);
    expect(cardText([stop()], false, language)).not.toContain(name);
    expect(cardRows(stop(), false).map(({ text }) => text)).not.toContain(name);
  });

  it('has rows for what is known alone', () => {
    const labels = cardRows(cardStop(clinic({ phone: '' }), language, NOTHING), true).map(({ label }) => label);
    expect(labels).toEqual(['sheet.place', 'sheet.hours', 'sheet.position']);
    expect(cardRows(stop(), true).map(({ text }) => text)).toContain(t('sheet.callFirst'));
  });

  it('holds its whole text in a code that a phone scans', () => {
    const { size, runs } = darkRuns(cardText([stop(), stop(), stop()], true, language));
    // Version 40 is 177 squares, and four more on each side.
    expect(size).toBeLessThanOrEqual(105);
    // The corner of the first finder pattern: seven dark squares, after the quiet border of four.
    expect(runs[0]).toEqual([4, 4, 7]);
    expect(runs.every(([x, y, wide]) => x >= 4 && y >= 4 && x + wide <= size - 4 && y < size - 4)).toBe(true);
  });
});

describe('a name that tells', () => {
  it('of one stop is noticed for the card', () => {
    const other = { ...cardStop(clinic(), 'en', NOTHING), name: 'Centre for survivors' };
    expect(namesTell([cardStop(clinic(), 'en', NOTHING)])).toBe(false);
    expect(namesTell([cardStop(clinic(), 'en', NOTHING), other])).toBe(true);
  });
});

describe('a line of a drawn card', () => {
  const widthOf = (text: string) => text.length;
  it('ends between words, and holds a word that is longer than itself', () => {
    expect(wrapped('one two three', 7, widthOf)).toEqual(['one two', 'three']);
    expect(wrapped('unbreakable it is', 6, widthOf)).toEqual(['unbreakable', 'it is']);
  });
});
