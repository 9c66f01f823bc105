// A directory as it travels: what comes back is what went in, the bytes are few, and broken bytes are said to be so.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packDirectory, unpackDirectory } from '../../../geodata/formats/directory_pack.ts';
import type { Directory, PackService } from '../../../geodata/schema/pack.ts';
import { Problem } from '../../../geodata/schema/problem.ts';
import { demoDirectory } from './pack_case.ts';

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
/** Order of services and of components tells nothing. */
const plain = ({ services, ...rest }: Directory) => ({
  ...rest,
  services: services
    .map((service) => ({
      ...service,
      components: [...service.components].sort(),
      outOfStock: [...service.outOfStock].sort(),
    }))
    .sort(byId),
});

const demo = demoDirectory(1);
const zipped = (directory: Directory): number => gzipSync(packDirectory(directory), { level: 9 }).length;

describe('a directory', () => {
  it('comes back as it went in', () => {
    const full: Directory = {
      ...demo,
      gateways: [
        {
          id: demo.services[0]?.id ?? '',
          areaPcode: 'NG901',
          kind: 'shelter',
          name: 'A',
          phone: '+1',
          languages: ['ha'],
          hours: '',
        },
      ],
      rules: { ...demo.rules, policeReportNote: { ar: 'لا يلزم' }, staleAfterDays: 90 },
    };
    expect(plain(unpackDirectory(packDirectory(full)))).toEqual(plain(full));
    expect(plain(unpackDirectory(JSON.parse(packDirectory(full))))).toEqual(plain(full));
  });

  it('comes back with all that can be unknown or empty, and with every word of every list', () => {
    const [first] = demo.services as [PackService];
    const bare: PackService = {
      ...first,
      ...{ openingHours: null, languages: [], eligibility: '', documents: '', femaleStaff: null, accessible: null },
      ...{
        capacity: null,
        phone: '',
        verifiedOn: null,
        translations: {},
        areaPcode: null,
        components: [],
        outOfStock: [],
      },
    };
    const odd: PackService = {
      ...bare,
      ...{ id: '00000000-0000-4000-8000-000000000001', underReview: true, femaleStaff: false, accessible: true },
      ...{ capacity: 0, verifiedOn: '1999-12-31', lon: -179.999999, lat: -89.5, areaPcode: 'X1', outOfStock: ['pep'] },
      translations: { 'zh-Hant': { documents: '身份證' }, ar: { name: 'ع\n"', eligibility: 'كل' } },
    };
    const directory = { ...demo, services: [bare, odd], places: [], areas: [], changedOn: null };
    expect(plain(unpackDirectory(packDirectory(directory)))).toEqual(plain(directory));
    const none = { ...directory, services: [] };
    expect(unpackDirectory(packDirectory(none))).toEqual(none);
  });

  it('keeps places to a tenth of a meter, and ids that are no UUIDs', () => {
    const [first] = demo.services as [PackService];
    const services = [{ ...first, id: 'clinic 7', lon: 13.12345678, lat: -0.00000049 }];
    const [back] = unpackDirectory(packDirectory({ ...demo, services })).services;
    expect(back).toMatchObject({ id: 'clinic 7', lon: 13.123457 });
    expect(Math.abs(back?.lat ?? 1)).toBe(0);
  });

  it('is the same bytes in any order of its services, and holds equal hours once', () => {
    expect(packDirectory({ ...demo, services: [...demo.services].reverse() })).toBe(packDirectory(demo));
    const hours = new Set(unpackDirectory(packDirectory(demo)).services.map(({ openingHours }) => openingHours));
    expect(hours.size).toBeLessThan(20);
  });

  it('drops what translations leave empty', () => {
    const [first] = demo.services as [PackService];
    const services = [{ ...first, translations: { fr: { name: '' }, ar: {} } }];
    expect(unpackDirectory(packDirectory({ ...demo, services })).services[0]?.translations).toEqual({});
  });

  it('is at most 35 kB zipped for the demo, and 1 MB for 2,000 services', () => {
    const large = demoDirectory(153);
    expect(large.services.length).toBeGreaterThan(1900);
    const whole = { ...large, services: [...large.services, ...demo.services].slice(0, 2000) };
    expect(whole.services.length).toBe(2000);
    const [small, most] = [zipped(demo), zipped(whole)];
    expect(small).toBeLessThanOrEqual(35_000);
    expect(most).toBeLessThanOrEqual(1_000_000);
  });
});

describe('what is no directory', () => {
  const codeOf = (packed: string | object): string => {
    try {
      unpackDirectory(packed);
      return 'taken';
    } catch (error) {
      return error instanceof Problem ? error.code : String(error);
    }
  };

  it.each(['', '{', 'null', '[]', '{}', '"x"', '7', '{"version":2}', '{"version":1}'])('is refused: %s', (text) =>
    expect(codeOf(text)).toBe('invalid_input'),
  );

  it('is refused with a column cut short, gone, or naming what is not there', () => {
    const packed = JSON.parse(packDirectory(demo)) as { services: Record<string, unknown> };
    for (const [name, column] of Object.entries(packed.services)) {
      const without = { ...packed, services: { ...packed.services, [name]: undefined } };
      expect(codeOf(without), name).toBe('invalid_input');
      const short =
        typeof column === 'string' || Array.isArray(column)
          ? column.slice(0, -1)
          : { ...(column as object), of: (column as { of: number[] }).of.slice(0, -1) };
      // An id less is a service less: what is left fits together, so long as no column is shorter than the ids.
      if (name === 'id') continue;
      expect(codeOf({ ...packed, services: { ...packed.services, [name]: short } }), name).toBe('invalid_input');
    }
    const hours = packed.services['openingHours'] as { values: unknown[]; of: number[] };
    for (const at of [-1, hours.values.length, 0.5, 'length', '__proto__', null]) {
      const wrong = { ...hours, of: [at, ...hours.of.slice(1)] };
      expect(codeOf({ ...packed, services: { ...packed.services, openingHours: wrong } })).toBe('invalid_input');
    }
  });

  it('never fails otherwise, whatever a byte was changed to', () => {
    const text = packDirectory({ ...demo, services: demo.services.slice(0, 20) });
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
        expect(['taken', 'invalid_input']).toContain(codeOf(text.slice(0, at) + put + text.slice(at + 1)));
      }),
      { numRuns: 2000 },
    );
  });
});
