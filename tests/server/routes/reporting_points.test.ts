// Reporting points: who writes them, what planners are not told, and what cannot be taken.
import { latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { reportingPointExample } from '../../../geodata/schema/reporting_point.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { expectWriteLaws } from '../../support/write_laws.ts';

const PATH = '/api/reporting-points';
const IN_WEST = latLngToCell(10.5, 10.5, 7);
const IN_EAST = latLngToCell(10.5, 13.5, 7);
const worlds = (work: (database: TestDatabase) => Promise<unknown>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    await work(database);
  });

it('are written by operations and stewards, and read by planners too', () =>
  worlds((database) =>
    expectWriteLaws(database, {
      noun: 'reporting_point',
      table: 'reporting_point',
      path: PATH,
      body: () => reportingPointExample,
      change: { openPeriods: [{ from: '2026-01-12', until: '2026-10-12' }] },
      create: ['operations', 'steward'],
      read: ['planner', 'operations', 'steward'],
    }),
  ));

it('tell a planner of which area they are: moving one within its area changes no byte', () =>
  worlds(async (database) => {
    const { as, faults } = testApp(database);
    const [planner, operations] = [await as('planner'), await as('operations')];
    const made = await operations.send('POST', PATH, { ...reportingPointExample, cell: IN_WEST });
    expect(made.json).toMatchObject({ cell: IN_WEST, reachRings: 2 });
    const before = [await planner.get(PATH), await planner.get(`${PATH}/${made.json.id}`)].map(({ text }) => text);
    expect(before[0]).toContain('"areaPcode":"QQ001"');
    expect(before.join('')).not.toContain(IN_WEST);
    const etag = { 'If-Match': made.headers.get('ETag') ?? '' };
    const elsewhere = { cell: latLngToCell(11.2, 11.2, 7), reachRings: 5 };
    expect((await operations.send('PATCH', `${PATH}/${made.json.id}`, elsewhere, etag)).status).toBe(200);
    const after = [await planner.get(PATH), await planner.get(`${PATH}/${made.json.id}`)].map(({ text }) => text);
    expect(after).toEqual(before.map((text) => text.replace('"version":1', '"version":2')));
    expect(faults).toEqual([]);
  }));

it('are read and written in the own area by an account that is limited to it', () =>
  worlds(async (database) => {
    const { as } = testApp(database);
    const [steward, west] = [await as('steward'), await as('operations', 'one', 'QQ001')];
    const east = await steward.send('POST', PATH, { ...reportingPointExample, areaPcode: 'QQ002' });
    await steward.send('POST', PATH, reportingPointExample);
    expect((await west.get(PATH)).json.items.map((one: { areaPcode: string }) => one.areaPcode)).toEqual(['QQ001']);
    expect((await west.get(`${PATH}/${east.json.id}`)).status).toBe(404);
    expect((await west.send('POST', PATH, { ...reportingPointExample, areaPcode: 'QQ002' })).status).toBe(403);
  }));

it.each([
  ['an area that is not there', { areaPcode: 'QQ009' }, '/areaPcode'],
  ['a cell of another area', { cell: IN_EAST }, '/cell'],
  ['what looks like a cell and is none', { cell: '87fffffffffffff' }, '/cell'],
  [
    'a period that ends before it began',
    { openPeriods: [{ from: '2026-02-01', until: '2026-01-31' }] },
    '/openPeriods/0/until',
  ],
  [
    'periods that overlap',
    {
      openPeriods: [
        { from: '2026-01-01', until: null },
        { from: '2026-03-01', until: null },
      ],
    },
    '/openPeriods/1/from',
  ],
  ['a name', { name: 'Women’s space' }, ''],
])('refuse %s with a pointer', (_, parts, pointer) =>
  worlds(async (database) => {
    const { as } = testApp(database);
    const refused = await (await as('steward')).send('POST', PATH, { ...reportingPointExample, ...parts });
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, pointer]);
  }),
);
