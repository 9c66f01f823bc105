// Files that are wrong in every way met so far: each gives a clear error with its row and column, and changes nothing.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Noun } from '../../../geodata/schema/dataset.ts';
import { UPLOAD_LIMITS } from '../../../server/imports/file_bytes.ts';
import { importPath } from '../../../server/imports/import.ts';
import { inDatabase } from '../../support/database.ts';
import { counts } from './counts.ts';
import { collection, DISTRICTS, events, square, withFiles } from './temporary_files.ts';

interface Bad {
  readonly content: string | Uint8Array;
  /** code, row, column of the first error. */
  readonly error: readonly [string, number | null, string | null];
  readonly noun?: Noun;
  readonly says?: RegExp;
  readonly upload?: true;
}

const names = { ADM2_EN: 'Kaga', ADM2_PCODE: 'NG008017', ADM1_PCODE: 'NG008' };
const other = { ADM2_EN: 'Mafa', ADM2_PCODE: 'NG008021', ADM1_PCODE: 'NG008' };
const ring = (coordinates: unknown) => ({ type: 'Polygon', coordinates: [coordinates] });
const bowTie = ring([
  [12, 11],
  [13, 12],
  [13, 11],
  [12, 12],
  [12, 11],
]);
const million = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":${JSON.stringify(names)},"geometry":{"type":"Polygon","coordinates":[[${'[12.000001,11.000001],'.repeat(1_000_000)}[12.000001,11.000001]]]}}]}`;
const five = [{}, {}, {}, {}, {}];
const withBadRow = (index: number) => events(...five.map((one, at) => (at === index ? { longitude: 'x' } : one)));
const point = (coordinates: unknown) => ({ type: 'Point', coordinates });
const services = (...coordinates: unknown[]) =>
  collection(
    ...coordinates.map((one, at): [unknown, unknown] => [{ id: at, name: 'Clinic', kind: 'medical' }, point(one)]),
  );
const incidents = (columns: string, row: string) =>
  `type,date,place_precision,consent,lon,lat${columns}\nrape,2025-01-02,exact,given,12.5,11.5${row}\n`;

/** Two megabytes of headline in a few hundred bytes. */
const bomb = gzipSync(events(...five.map(() => ({ source_headline: 'x'.repeat(400_000) }))), { level: 9 });

const BAD: Readonly<Record<string, Bad>> = {
  'an empty file': { content: '', error: ['empty_file', null, null] },
  'a file of spaces': { content: ' \n\n', error: ['empty_file', null, null] },
  'a header only': { content: events().trim(), error: ['no_rows', null, null] },
  'a collection without features': { content: collection(), error: ['no_rows', null, null], noun: 'service' },
  'a table that nobody knows': { content: 'a,b\n1,2\n', error: ['not_recognised', null, null], says: /--noun/ },
  'a spreadsheet': { content: Buffer.from('PK\u0003\u0004xxxx'), error: ['not_recognised', null, null], says: /CSV/ },
  'broken JSON between features': {
    content: DISTRICTS.replace('},{"type":"Feature"', '}},{"type":"Feature"'),
    error: ['broken_json', 1, null],
  },
  'broken JSON in a feature': {
    content: DISTRICTS.replace('"ADM2_EN":"Mafa"', '"ADM2_EN":Mafa'),
    error: ['broken_json', 2, null],
  },
  'JSON that ends too early': { content: DISTRICTS.slice(0, -40), error: ['broken_json', 2, null] },
  'JSON that is no collection': { content: '{"a":1}', error: ['broken_json', null, null], noun: 'service' },
  'JSON nested too deeply': {
    content: DISTRICTS.replace('"Mafa"', `${'['.repeat(30)}1${']'.repeat(30)}`),
    error: ['too_deep', 2, null],
  },
  'NaN as a coordinate': { content: DISTRICTS.replace('[13,11]', '[NaN,11]'), error: ['not_finite', 1, null] },
  '1e999 as a coordinate': { content: DISTRICTS.replace('[14,11]', '[1e999,11]'), error: ['not_finite', 2, null] },
  '1e999 in a table': { content: events({}, { latitude: '1e999' }), error: ['not_finite', 3, 'latitude'] },
  'NaN in a table': { content: events({ longitude: 'NaN' }), error: ['not_a_number', 2, 'longitude'] },
  'a latitude of 95': { content: services([112.5, 95]), noun: 'service', error: ['out_of_range', 1, null] },
  'a latitude of 95 in a table': {
    content: events({ latitude: 95, longitude: 112.5 }),
    error: ['out_of_range', 2, 'latitude'],
  },
  'axes swapped beyond the pole': {
    content: services([12.5, 11.5], [11.5, 112.5]),
    noun: 'service',
    error: ['swapped_axes', 2, null],
    says: /longitude comes first/,
  },
  'a polygon of a million vertices': { content: million, error: ['too_many_vertices', 1, null], says: /10,000/ },
  'a polygon that crosses itself': {
    content: collection([other, square(13, 11, 1)], [names, bowTie]),
    error: ['invalid_polygon', 2, null],
    says: /Self-intersection at lon 12\.500000, lat 11\.500000/,
  },
  'a zone that crosses itself': {
    content: collection(
      [{ name: 'A', kind: 'safe_space' }, square(1, 1, 1)],
      [{ name: 'B', kind: 'safe_space' }, bowTie],
    ),
    noun: 'zone',
    error: ['invalid_polygon', 2, null],
  },
  'an open ring': {
    content: collection([names, ring(square(12, 11, 1).coordinates[0]?.slice(0, 4))]),
    error: ['invalid_polygon', 1, null],
  },
  'another coordinate system': {
    content: DISTRICTS.replace('{', '{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}},'),
    error: ['foreign_crs', null, 'crs'],
  },
  'a P-code that is none': { content: DISTRICTS.replace('NG008021', 'Mafa'), error: ['bad_pcode', 2, null] },
  'a P-code of another state': { content: DISTRICTS.replace('NG008021', 'NG036001'), error: ['bad_pcode', 2, null] },
  'a P-code twice': { content: DISTRICTS.replace('NG008021', 'NG008017'), error: ['duplicate_id', 2, null] },
  'an id twice': { content: events({ id: 7 }, { id: 8 }, { id: 7 }), error: ['duplicate_id', 4, 'id'] },
  'GeoJSON in latin-1': {
    content: Buffer.from(DISTRICTS.replace('Mafa', 'Maf\u00e9'), 'latin1'),
    error: ['wrong_encoding', null, null],
  },
  'a table half UTF-8 and half not': {
    content: Buffer.concat([Buffer.from(events({ adm_2: 'Kagaé Dârâ' })), Buffer.from([0xe9, 0x41, 0x0a])]),
    error: ['wrong_encoding', null, null],
  },
  'a byte that is not UTF-8 far into a table': {
    content: Buffer.concat([
      Buffer.from(events(...Array.from({ length: 6000 }, () => ({})))),
      Buffer.from([0xe9, 0x0a]),
    ]),
    error: ['wrong_encoding', null, null],
  },
  'UTF-16 without its mark': { content: Buffer.from(events({}), 'utf16le'), error: ['wrong_encoding', null, null] },
  'a gzip file that is cut off': {
    content: gzipSync(events(...Array.from({ length: 500 }, (_, id) => ({ id: `${id}${Math.sin(id)}` })))).subarray(
      0,
      -900,
    ),
    error: ['bad_archive', null, null],
  },
  'a gzip bomb as an upload': {
    content: bomb,
    error: ['too_large', null, null],
    says: /100 times/,
    upload: true,
  },
  'more vertices than an upload may have': {
    content: collection(
      ...Array.from({ length: 41 }, (_, at): [unknown, unknown] => [
        { name: 'P', mode: 'foot', purpose: 'water', id: at },
        { type: 'LineString', coordinates: Array.from({ length: 5000 }, () => [12.5, 11.5]) },
      ]),
    ),
    noun: 'patrol',
    error: ['too_many_vertices', 41, null],
    upload: true,
  },
  'a quote that is never closed': {
    content: events({}, {}).replace('Kaga lga,x\n2', '"Kaga lga,x\n2'),
    error: ['broken_csv', 2, null],
    says: /never closed/,
  },
  'a row with a cell too many': { content: `${events({}, {})}9,9\n`, error: ['ragged_row', 4, null] },
  'a first row that is wrong': { content: withBadRow(0), error: ['not_a_number', 2, 'longitude'] },
  'a middle row that is wrong': { content: withBadRow(2), error: ['not_a_number', 4, 'longitude'] },
  'a last row that is wrong': { content: withBadRow(4), error: ['not_a_number', 6, 'longitude'] },
  'a date that the calendar does not have': {
    content: events({ date_start: '2019-02-30' }),
    error: ['invalid_value', 2, 'date_start'],
  },
  'an end before the start': { content: events({ date_end: '2019-04-01' }), error: ['invalid_value', 2, 'date_end'] },
  'a code that the codebook does not have': {
    content: events({ type_of_violence: 4 }),
    error: ['out_of_range', 2, 'type_of_violence'],
  },
  'a name of a person': {
    content: incidents(',survivor_name', ',Somebody'),
    noun: 'incident',
    error: ['identifying_column', null, 'survivor_name'],
  },
  'a victim id': {
    content: incidents(',victim_id', ',7'),
    noun: 'incident',
    error: ['identifying_column', null, 'victim_id'],
  },
  'a story': {
    content: incidents(',Description', ',x'),
    noun: 'incident',
    error: ['identifying_column', null, 'description'],
  },
  'rows without a header': {
    content: '12.123456,11.654321,2026-11-01,rape,Amina Yusuf\n',
    error: ['no_header', 1, null],
  },
  'a birth date in HXL dress': {
    content: incidents(',Date of Birth', ',2001-02-03'),
    noun: 'incident',
    error: ['identifying_column', null, 'date_of_birth'],
  },
  'a sexual violence report without consent': {
    content: incidents('', '').replace(',given', ','),
    noun: 'incident',
    error: ['missing_value', 2, 'consent'],
  },
  'incidents without a place': {
    content: 'type,date,place_precision\nrape,2025-01-02,exact\n',
    noun: 'incident',
    error: ['missing_column', null, 'lat'],
  },
  'zones as a table': {
    content: 'name,kind\nA,safe_space\n',
    noun: 'zone',
    error: ['missing_column', null, 'geometry'],
  },
  'a NUL in a name': {
    content: collection([{ name: 'a\u0000b', kind: 'medical' }, point([12.5, 11.5])]),
    noun: 'service',
    error: ['invalid_value', 1, 'name'],
  },
};

describe('a bad file changes nothing', () => {
  it.each(Object.entries(BAD))('%s', (_, bad) =>
    withFiles({ file: bad.content }, (folder) =>
      inDatabase(async (database) => {
        const before = await counts(database);
        const report = await importPath(database, {
          path: join(folder, 'file'),
          organizationId: 'relief',
          noun: bad.noun ?? null,
          ...(bad.upload ? { limits: UPLOAD_LIMITS } : {}),
        });
        const first = report.files[0]?.issues[0];
        const example = first?.examples[0];
        expect([first?.code, example?.row, example?.column]).toEqual(bad.error);
        expect(first?.severity).toBe('error');
        expect(report.committed).toBe(false);
        if (bad.says !== undefined) expect(example?.message).toMatch(bad.says);
        expect(await counts(database)).toEqual(before);
      }),
    ),
  );

  it('axes swapped within range are told by the areas that are there', () =>
    withFiles(
      {
        'a.geojson': DISTRICTS,
        'b.csv': events({ latitude: 13.9, longitude: 11.1 }, { latitude: 13.8, longitude: 11.2 }),
      },
      (folder) =>
        inDatabase(async (database) => {
          const report = await importPath(database, { path: folder, organizationId: 'relief' });
          expect(report.committed).toBe(false);
          expect(report.files[1]?.issues[0]).toMatchObject({ code: 'swapped_axes', count: 2 });
        }),
    ));

  it('a gzip file of the operator may unpack to more than a hundred times its size', () =>
    withFiles({ 'events.csv.gz': bomb }, (folder) =>
      inDatabase(async (database) => {
        const report = await importPath(database, { path: join(folder, 'events.csv.gz'), organizationId: 'relief' });
        expect([report.committed, report.files[0]?.rowsStored]).toEqual([true, 5]);
      }),
    ));
});
