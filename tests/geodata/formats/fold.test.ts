// Folding and finding names: letters that people type for letters that a list has, in four scripts' worth of habits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, textSearch } from '../../../geodata/formats/fold.ts';

describe('folding', () => {
  it.each([
    ['Élève d’accès à Ñandú', 'eleve dacces a nandu'],
    ['GASHUA  (Yobe)', 'gashua yobe'],
    ['Ɓiu, Ƙofar Ɗan Ƴola', 'biu kofar dan yola'],
    ["N'Djaména", 'ndjamena'],
    ['Straße, œuvre, ŁÓDŹ, İzmir, ISPARTA', 'strasse oeuvre lodz izmir isparta'],
    ['ﬁrst', 'first'],
    ['مُسْتَشْفَى', 'مستشفي'],
    ['إدارة الأمن', 'اداره الامن'],
    ['آمنة', 'امنه'],
    ['عـــيـــادة', 'عياده'],
    ['مسؤول', 'مسوول'],
    ['شيء', 'شي'],
    ['کلینیک', 'كلينيك'],
    ['٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹', '0123456789 0123456789'],
    ['ﻻ', 'لا'],
    ['‏ماي\u200cدوغوري‏', 'مايدوغوري'],
    ['', ''],
    ['—…', ''],
  ])('makes %j %j', (text, folded) => expect(fold(text)).toBe(folded));

  it('folds forms of one word into one', () => {
    for (const [one, other] of [
      ['مستشفى', 'مستشفي'],
      ['عيادة', 'عياده'],
      ['أمان', 'امان'],
      ['Borsari', 'BORSARI'],
      ['e\u0301', '\u00e9'],
      ['Potiskum ٢', 'potiskum 2'],
    ] as const)
      expect(fold(one)).toBe(fold(other));
  });

  it('changes nothing more the second time, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('finding', () => {
  const TOWNS = [
    'Maiduguri',
    'Maiha',
    'Gashua',
    'Gujba',
    'Potiskum',
    'Damaturu',
    'Damboa',
    'Yola',
    'Jimeta-Yola',
    'Mubi',
  ];
  const towns = textSearch(TOWNS.map((text) => ({ text })));
  const found = (query: string, most = 5): string[] => towns.find(query, most).map((at) => TOWNS[at] as string);

  it('has the whole name first, then what begins so, then what has it within', () => {
    expect(found('yola')).toEqual(['Yola', 'Jimeta-Yola']);
    expect(found('dam')).toEqual(['Damboa', 'Damaturu']);
    expect(found('gash')[0]).toBe('Gashua');
    expect(found('tisk')).toEqual(['Potiskum']);
  });

  it.each([
    ['Maidugri', 'Maiduguri'],
    ['maidguuri', 'Maiduguri'],
    ['Maidougouri', 'Maiduguri'],
    ['Damatoru', 'Damaturu'],
    ['Potsikum', 'Potiskum'],
    ['gshua', 'Gashua'],
    ['mudi', 'Mubi'],
  ])('forgives %s', (typed, meant) => expect(found(typed)[0]).toBe(meant));

  it('forgives no letter of three, and one letter of seven at most', () => {
    expect(found('xub')).toEqual([]);
    expect(found('potxxum')).toEqual([]);
  });

  it('needs every word of what was typed', () => {
    expect(found('jimeta yola')).toEqual(['Jimeta-Yola']);
    expect(found('jimeta potiskum')).toEqual([]);
  });

  it('puts the heavier of two equals first, then the shorter, then the earlier', () => {
    const search = textSearch([
      { text: 'Kukawa B' },
      { text: 'Kukawa A', weight: 5 },
      { text: 'Kukawa' },
      { text: 'Kuka' },
    ]);
    expect(search.find('kuka', 9)).toEqual([3, 1, 2, 0]);
    expect(search.find('kukawa', 9)).toEqual([2, 1, 0]);
  });

  it('finds Arabic names by other forms of their letters', () => {
    const names = textSearch([{ text: 'عيادة الأمان، ميدوغوري' }, { text: 'مستشفى السلام' }]);
    expect(names.find('عياده الامان', 5)).toEqual([0]);
    expect(names.find('مستشفي', 5)).toEqual([1]);
    expect(names.find('ميدغوري', 5)).toEqual([0]);
  });

  it('has nothing for nothing, and takes any text without harm', () => {
    expect(found('')).toEqual([]);
    expect(found('?!')).toEqual([]);
    expect(found('damaturu', 0)).toEqual([]);
    expect(found('a '.repeat(100_000)).length).toBeLessThanOrEqual(5);
    expect(found('d'.repeat(100_000))).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        for (const at of towns.find(query, 3)) expect(TOWNS[at]).toBeDefined();
      }),
    );
  });

  it('finds every name by itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { maxLength: 20 }),
        (texts) => {
          const search = textSearch(texts.map((text) => ({ text })));
          texts.forEach((text) => {
            if (fold(text) === '' || fold(text).split(' ').length > 6) return;
            const first = search.find(text, 1)[0] as number;
            expect(fold(texts[first] as string)).toBe(fold(text));
          });
        },
      ),
    );
  });
});
