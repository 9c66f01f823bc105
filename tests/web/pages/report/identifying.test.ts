// What would tell who somebody is, in four languages; and what must not be taken for it.
import { describe, expect, it } from 'vitest';
import { findIdentifying } from '../../../../web/pages/report/identifying.ts';

const kinds = (text: string) => findIdentifying(text).map(({ kind }) => kind);

describe('a number', () => {
  it.each([
    'Call me on 0803 555 0147',
    'Call me on +234 (803) 555-0147.',
    'call 08035550147',
    'mon numéro est le 06.12.34.56.78',
    'mi teléfono es 300-555-0147',
    'رقمي ٠٧٧٠١٢٣٤٥٦٧',
    'شماره من ۰۹۱۲۱۲۳۴۵۶۷',
    'NIN 12345678901',
    'at 12 34 5678',
    'passport A 1234567',
    'cédula 1.032.456.789-1',
  ])('is found in %j', (text) => {
    expect(kinds(text)).toEqual(['number']);
  });

  it.each([
    'It was on 2026-07-20, at about 10:30.',
    'le 20/07/2026 vers 22 h',
    '2026-07-20 22:15 and 20/07/2026 22 h',
    'ON 2026-07-20',
    'el 20.07.2026 pagué 1.500.000 pesos',
    'they asked 250 000 for it',
    'between 2019 and 2026, 3 times, 12 people, 400 meters',
    'House 14, room 3, on the 5th',
    'في ٢٠٢٦/٠٧/٢٠ الساعة ١٠',
  ])('is not found in %j', (text) => {
    expect(kinds(text)).toEqual([]);
  });
});

describe('an e-mail address', () => {
  it.each(['write to amina.k@example.org', 'josé+x@correo.example', 'بريدي amina@example.org.'])(
    'is found in %j',
    (text) => {
      expect(kinds(text)).toEqual(['email']);
    },
  );

  it('is not every at sign', () => {
    expect(kinds('meet @ the market, @someone')).toEqual([]);
  });
});

describe('a date of birth', () => {
  it.each([
    'I was born on 3 May 2004',
    'date of birth: 03/05/2004',
    'DOB 2004-05-03',
    'born May 3rd, 2004',
    'je suis née le 3 mai 2004',
    'date de naissance : 03.05.2004',
    'nací el 3 de mayo de 2004',
    'fecha de nacimiento 03-05-2004',
    'ولدت في ٣ مايو ٢٠٠٤',
    'تاريخ الميلاد 2004/05/03',
    'من مواليد 3 أيار 2004',
  ])('is found in %j', (text) => {
    expect(kinds(text)).toEqual(['birth']);
  });

  it.each([
    'My child was born there.',
    'She is 16 years old.',
    'On 3 May 2026 they came.',
    'après la naissance de son enfant',
    'la obra nació de un acuerdo',
    'الأولاد ذهبوا في 3 مايو 2026',
  ])('is not found in %j', (text) => {
    expect(kinds(text)).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['Hello, my name is Amina Bello.', 'my name is Amina'],
    ['Her name was Ruth', 'Her name was Ruth'],
    ['a man who is called Musa', 'is called Musa'],
    ['Bonjour, je m’appelle Awa', 'je m’appelle Awa'],
    ["elle s'appelle Marie-Claire", "elle s'appelle Marie-Claire"],
    ['son nom est Diallo', 'son nom est Diallo'],
    ['Me llamo Lucía.', 'Me llamo Lucía'],
    ['el hombre se llama Pedro', 'se llama Pedro'],
    ['مرحبا، اسمي أمينة', 'اسمي أمينة'],
    ['واسمه موسى', 'واسمه موسى'],
  ])('is found in %j', (text, excerpt) => {
    expect(findIdentifying(text)).toEqual([{ kind: 'name', excerpt }]);
  });

  it.each([
    'I do not know the name of the man.',
    'They named no reason.',
    'Je ne connais pas son nom.',
    'No sé cómo se llaman.',
    'لا أعرف الاسم',
    'باسم الجميع',
  ])('is not found in %j', (text) => {
    expect(kinds(text)).toEqual([]);
  });
});

describe('a report', () => {
  it('is told all that is in it, each once and as it was typed', () => {
    const text =
      'My name is Ali, born 01/02/1990. Call 0803 555 0147 or ٠٨٠٣ ٥٥٥ ٠١٤٧, a@b.example. Again 0803 555 0147.';
    expect(findIdentifying(text)).toEqual([
      { kind: 'email', excerpt: 'a@b.example' },
      { kind: 'number', excerpt: '0803 555 0147' },
      { kind: 'number', excerpt: '٠٨٠٣ ٥٥٥ ٠١٤٧' },
      { kind: 'birth', excerpt: 'born 01/02/1990' },
      { kind: 'name', excerpt: 'My name is Ali' },
    ]);
  });

  it('without any of it passes, however long, in no time', () => {
    const text = 'Three men with a pick-up came to the water point in the evening and took 40 goats. '.repeat(96);
    const start = performance.now();
    expect(findIdentifying(text)).toEqual([]);
    expect(findIdentifying(`${'1 '.repeat(4_000)}`).length).toBeLessThan(400);
    expect(findIdentifying('born '.repeat(1_600))).toEqual([]);
    expect(findIdentifying('@'.repeat(8_000))).toEqual([]);
    expect(findIdentifying('a'.repeat(8_000))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});
