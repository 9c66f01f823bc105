// `npm run import` as a person uses it: arguments, exit code, and a report that can be read.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { sql } from '../../../server/db/sql.ts';
import { runImport } from '../../../server/imports/command.ts';
import { datasetNameOf, organizationOf } from '../../../server/imports/plan.ts';
import { inDatabase } from '../../support/database.ts';
import { DISTRICTS, events, withFiles } from './temporary_files.ts';

async function run(database: Database, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await runImport(args, { database, log: () => undefined, print: (line) => lines.push(line) });
  return { code, text: lines.join('\n') };
}

describe('runImport', () => {
  it('stores into the organization named by the folder and shows an aligned table', () =>
    withFiles(
      { 'Yobe 2019/districts.geojson': DISTRICTS, 'Yobe 2019/events.csv': events({}, { where_prec: 3 }) },
      (folder) =>
        inDatabase(async (database) => {
          const { code, text } = await run(database, join(folder, 'Yobe 2019'));
          expect(code).toBe(0);
          const lines = text.split('\n');
          expect(lines.slice(0, 5).map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
            'Import into organization yobe-2019',
            '',
            ' file  noun  dataset  read  stored  skipped'.replace(' file', '  file'),
            '✓  districts.geojson  area  districts  2  2  0',
            '!  events.csv  incident  events  2  2  0',
          ]);
          const [head = '', first = '', second = ''] = lines.slice(2, 5);
          expect([first.length, second.length]).toEqual([head.length, head.length]);
          expect(text).toMatch(
            / {2}1 {2}The place is vaguer than a settlement {2}column where_prec {2}imprecise_place\n\s+row 3: /,
          );
          expect(lines.at(-1)).toMatch(/^✓ Stored 4 rows in 2 datasets\. {2}\d+\.\d s$/);
          const stored = await database.rows<{ id: string }>(sql`select id from organization`);
          expect(stored).toEqual([{ id: 'yobe-2019' }]);
        }),
    ));

  it('answers 1 and names row and column when a file is refused, and for a dry run says what would be', () =>
    withFiles({ 'bad.csv': events({}, { latitude: 95, longitude: 100 }), 'good.csv': events({}) }, (folder) =>
      inDatabase(async (database) => {
        const bad = await run(database, join(folder, 'bad.csv'), '--organization', 'relief');
        expect(bad.code).toBe(1);
        expect(bad.text).toMatch(
          /A number is out of range {2}column latitude {2}out_of_range\n\s+row 3: The latitude is beyond 90 degrees\./,
        );
        expect(bad.text).toContain('✗ Nothing was changed: 1 error.');
        const dry = await run(database, join(folder, 'good.csv'), '--organization', 'relief', '--dry-run');
        expect(dry.code).toBe(0);
        expect(dry.text).toContain('✓ Dry run: 1 row in 1 dataset would be stored. Nothing was changed.');
        expect(await database.rows(sql`select id from organization`)).toEqual([]);
      }),
    ));

  it('takes any table with the documented columns for the noun it is told', () =>
    withFiles(
      { 'clinics.csv': 'Name,Kind,Latitude,Longitude,Languages,Notes\nA,Medical,11.5,12.5,ha;kr,x\n' },
      (folder) =>
        inDatabase(async (database) => {
          const path = join(folder, 'clinics.csv');
          expect((await run(database, path, '--organization', 'relief')).code).toBe(1);
          const { code, text } = await run(database, path, '--organization', 'relief', '--noun', 'service');
          expect(code).toBe(0);
          expect(text).toMatch(/Columns that are not stored {2}column_dropped\n\s+notes/);
          const stored = await database.one(sql`
          select name, kind, status, languages, opening_hours as hours, st_x(geom) as lon, st_y(geom) as lat from service`);
          const place = { lon: 12.5, lat: 11.5 };
          expect(stored).toEqual({
            name: 'A',
            kind: 'medical',
            status: 'unknown',
            languages: ['ha', 'kr'],
            hours: null,
            ...place,
          });
        }),
    ));

  it('takes stock, papers and texts in other languages, and refuses a text that is too long', () => {
    const head = 'name,kind,lat,lon,components,out_of_stock,documents,name_fr,name_ar,documents_fr,eligibility_pt-br';
    const row = 'A,medical,11.5,12.5,pep;protocol,pep,Card,Clinique,عيادة,Carnet,Todos';
    const long = `${row.replace('Card', 'x'.repeat(301))}\n${row.replace('Clinique', 'y'.repeat(201))}`;
    const strange = row.replace('protocol,pep', 'protocol,hepatitis_b');
    return withFiles({ 'a.csv': `${head}\n${row}\n`, 'b.csv': `${head}\n${long}\n${strange}\n` }, (folder) =>
      inDatabase(async (database) => {
        const asked = ['--organization', 'relief', '--noun', 'service'];
        const { code, text } = await run(database, join(folder, 'a.csv'), ...asked);
        expect([code, text]).toEqual([0, expect.not.stringContaining('column_dropped')]);
        expect(await database.one(sql`select out_of_stock, documents, translations from service`)).toEqual({
          out_of_stock: ['pep'],
          documents: 'Card',
          translations: {
            fr: { name: 'Clinique', documents: 'Carnet' },
            ar: { name: 'عيادة' },
            'pt-br': { eligibility: 'Todos' },
          },
        });
        const refused = await run(database, join(folder, 'b.csv'), ...asked);
        expect(refused.code).toBe(1);
        for (const column of ['documents', 'name_fr', 'out_of_stock']) expect(refused.text).toContain(column);
      }),
    );
  });

  it.each([
    [[], 'Name one file or folder.'],
    [['a', 'b'], 'Name one file or folder.'],
    [['a', '--noun', 'castle'], '--noun is one of'],
    [['a', '--unit', 'miles'], '--unit is people'],
    [['a', '--organization', 'A B'], 'lower-case letters'],
    [['a', '--what'], 'what'],
  ])('answers 2 and the usage for %j', (args, says) =>
    inDatabase(async (database) => {
      const { code, text } = await run(database, ...args);
      expect(code).toBe(2);
      expect(text).toContain(says);
      expect(text).toContain('Usage: npm run import');
    }),
  );

  it('says that there is no such file, and that the demo takes none', () =>
    inDatabase(async (database) => {
      expect(await run(database, '/nowhere/at/all.csv')).toEqual({
        code: 1,
        text: 'There is no file or folder of this name.',
      });
      const demo = await run(database, '/nowhere/at/all.csv', '--organization', 'demo');
      expect([demo.code, demo.text]).toEqual([
        1,
        'The organization "demo" holds invented data only. Name another one.',
      ]);
    }));
});

describe('names', () => {
  it('of datasets and organizations come from those of the files', () => {
    expect(['damaturu/health_osm.geojson', 'GED Syria.csv.gz', 'été.tif', '..csv'].map(datasetNameOf)).toEqual([
      ...['damaturu-health_osm', 'ged_syria', 't_', 'dataset'],
    ]);
    expect(['/data/ne-nigeria', '/data/ne-nigeria/', 'GED_Syria 2019.csv.gz'].map(organizationOf)).toEqual([
      ...['ne-nigeria', 'ne-nigeria', 'ged-syria-2019'],
    ]);
  });
});
