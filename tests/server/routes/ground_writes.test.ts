// What is particular to areas, roads, runs, contacts and settings when they are written.
import { latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { areaExample } from '../../../geodata/schema/area.ts';
import { DEFAULT_CARE_RULES } from '../../../geodata/schema/care_rules.ts';
import { gatewayExample } from '../../../geodata/schema/gateway.ts';
import { patrolRunExample } from '../../../geodata/schema/patrol.ts';
import { roadExample } from '../../../geodata/schema/road.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { createDataset } from '../../../server/queries/load.ts';
import { patrolEffortOf } from '../../../server/queries/patrol_effort.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const version = (number: number) => ({ 'If-Match': `"${number}"` });
const square = (west: number, south: number, size: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

it('refuses areas whose outline is not valid, whose P-code is taken or which do not nest', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const steward = await as('steward');
    const bowtie = square(10, 10, 1);
    bowtie.coordinates[0]?.splice(1, 2, [11, 11], [11, 10]);
    const refusals: readonly (readonly [object, string, string | undefined])[] = [
      [{ ...areaExample, geom: bowtie }, 'invalid_geometry', '/geom'],
      [{ ...areaExample, pcode: 'QQ001', parentPcode: null }, 'already_exists', '/pcode'],
      [{ ...areaExample, parentPcode: 'QQ002' }, 'invalid_input', '/parentPcode'],
      [{ ...areaExample, pcode: 'QQ003001', parentPcode: 'QQ003' }, 'invalid_input', '/parentPcode'],
      [{ ...areaExample, pcode: 'river' }, 'invalid_input', '/pcode'],
    ];
    const before = await database.one(raw('select count(*) as rows from area'));
    for (const [body, code, pointer] of refusals) {
      const refused = await steward.send('POST', '/api/areas', body);
      expect([refused.json.code, refused.json.errors[0].pointer]).toEqual([code, pointer]);
    }
    expect(await database.one(raw('select count(*) as rows from area'))).toEqual(before);
    expect((await steward.send('POST', '/api/areas', areaExample)).status).toBe(201);
    const parent = await steward.send('DELETE', '/api/areas/QQ001', undefined, version(1));
    expect([parent.status, parent.json.code]).toEqual([409, 'in_use']);
    expect((await steward.send('PATCH', '/api/areas/QQ001', { pcode: 'QQ009' }, version(1))).status).toBe(400);
    expect(faults).toEqual([]);
  }));

it('moves no incident, service or zone when an outline changes, until they are written again', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const steward = await as('steward');
    const fixed = raw(
      `select coalesce(json_agg(json_build_array(id, area_pcode, area_r7, area_r8) order by id)::text, '') as areas from incident`,
    );
    const before = await database.one(fixed);
    const away = await steward.send('PATCH', '/api/areas/QQ001', { geom: square(-20, -20, 1) }, version(1));
    expect(away.json.properties.bbox).toEqual([-20, -20, -19, -19]);
    expect(await database.one(fixed)).toEqual(before);
    const clinic = (await steward.get('/api/services?q=open')).json.features[0];
    expect(clinic.properties.areaPcode).toBe('QQ001');
    const written = await steward.send('PATCH', `/api/services/${clinic.id}`, { phone: '1' }, version(1));
    expect(written.json.properties.areaPcode).toBeNull();
  }));

it.each([
  ['area', '/api/areas/QQ001'],
  ['zone', '/api/zones/'],
])('keeps the outline of an %s digit by digit when only the name changes', (table, path) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await database.run(raw(`update ${table} set geom = st_translate(geom, 1e-11, 0)`));
    const shapes = raw(`select array_agg(encode(st_asbinary(geom), 'hex') order by id) as bytes from ${table}`);
    const before = await database.one(shapes);
    const steward = await testApp(database).as('steward');
    const address = path.endsWith('/') ? `${path}${(await steward.get('/api/zones')).json.features[0].id}` : path;
    const renamed = await steward.send('PATCH', address, { name: 'Renamed' }, version(1));
    expect([renamed.status, renamed.json.properties.name]).toEqual([200, 'Renamed']);
    expect(await database.one(shapes)).toEqual(before);
  }),
);

it('lets planners and operations say of a road only whether it is open and how long it takes', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'roads' });
    const { as, faults } = testApp(database);
    const steward = await as('steward');
    const made = await steward.send('POST', '/api/roads', { ...roadExample, datasetId });
    const address = made.headers.get('Location') ?? '';
    // A degree of latitude is 110.6 km here and one of longitude 108.9: the hypotenuse of a tenth of each.
    expect(made.json.properties.lengthMeters).toBeGreaterThan(15_450);
    expect(made.json.properties.lengthMeters).toBeLessThan(15_560);
    for (const role of ['planner', 'operations'] as const) {
      const caller = await as(role);
      for (const parts of [{ roadClass: 'trunk' }, { closed: true, oneWay: true }, { geom: roadExample.geom }]) {
        expect((await caller.send('PATCH', address, parts, version(1))).status).toBe(403);
      }
    }
    const closed = await (await as('operations')).send('PATCH', address, { closed: true, seconds: null }, version(1));
    expect(closed.json.properties).toMatchObject({ closed: true, seconds: null, version: 2, roadClass: 'track' });
    expect(closed.json.geometry).toEqual(made.json.geometry);
    const shorter = {
      geom: {
        type: 'LineString',
        coordinates: [
          [13.1, 11.8],
          [13.1, 11.81],
        ],
      },
      oneWay: true,
    };
    const drawn = await steward.send('PATCH', address, shorter, version(2));
    expect(drawn.json.properties.lengthMeters).toBeCloseTo(1106, -1);
    expect(drawn.json.properties).toMatchObject({ closed: true, oneWay: true });
    const rows = sql`select row_count as rows from dataset where id = ${datasetId}::uuid`;
    expect(await database.one(rows)).toEqual({ rows: 1 });
    await steward.send('DELETE', address, undefined, version(3));
    expect(await database.one(rows)).toEqual({ rows: 0 });
    const elsewhere = await steward.send('POST', '/api/roads', roadExample);
    expect([elsewhere.status, elsewhere.json.code]).toEqual([404, 'dataset_not_found']);
    const around = {
      type: 'LineString',
      coordinates: [
        [-170, 0],
        [0, 0],
        [170, 0],
      ],
    };
    const endless = await steward.send('POST', '/api/roads', { ...roadExample, datasetId, geom: around });
    expect([endless.status, endless.json.code]).toEqual([400, 'invalid_geometry']);
    expect(faults).toEqual([]);
  }));

it('computes length and hours per cell and month of a run as an import does, and anew when it changes', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const operations = await as('operations');
    const path = `/api/patrols/${(await operations.get('/api/patrols')).json.features[0].id}/runs`;
    const made = await operations.send('POST', path, { ...patrolRunExample, startedAt: '2026-11-18T06:30:00+01:00' });
    const { lengthMeters, startedAt } = made.json.properties;
    expect([startedAt, Math.round(lengthMeters)]).toEqual(['2026-11-18T05:30:00.000Z', 2466]);
    const effort = raw('select cell_r7 as cell, month, hours from patrol_effort order by cell_r7, month');
    const expected = (endedAt: string) =>
      patrolEffortOf({ ...made.json.properties, endedAt, geom: made.json.geometry })
        .map(({ cell, month, hours }) => ({ cell, month, hours }))
        .sort((a, b) => (a.cell < b.cell ? -1 : 1));
    const stored = await database.rows<{ cell: string; hours: number }>(effort);
    expect(stored).toEqual(expected(patrolRunExample.endedAt));
    expect(stored.reduce((sum, row) => sum + row.hours, 0)).toBeCloseTo(100 / 60, 9);
    expect(stored.map((row) => row.cell)).toContain(latLngToCell(11.85, 13.15, 7));
    const address = made.headers.get('Location') ?? '';
    await operations.send('PATCH', address, { endedAt: '2026-11-18T08:30:00Z' }, version(1));
    expect(await database.rows(effort)).toEqual(expected('2026-11-18T08:30:00Z'));
    await operations.send('DELETE', address, undefined, version(2));
    expect(await database.rows(effort)).toEqual([]);
    for (const bad of [
      { endedAt: '2026-11-18T05:00:00Z' },
      { endedAt: '2026-11-20T12:06:00Z' },
      { startedAt: '2026-11-01T05:00:00Z' },
    ]) {
      const refused = await operations.send('POST', path, { ...patrolRunExample, ...bad });
      expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, '/endedAt']);
    }
    expect(faults).toEqual([]);
  }));

it('finds contacts by kind, and by area in the area itself, those around it and those within it', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const steward = await as('steward');
    await steward.send('POST', '/api/areas', areaExample);
    for (const areaPcode of ['QQ001', 'QQ001001', 'QQ002']) {
      await steward.send('POST', '/api/gateways', { ...gatewayExample, areaPcode, name: areaPcode });
    }
    await (await as('steward', 'two')).send('POST', '/api/gateways', gatewayExample);
    const found = async (query: string) =>
      (await visitor.get(`/api/gateways${query}`)).json.items.map((one: { name: string }) => one.name).sort();
    expect(await found('')).toEqual(['QQ001', 'QQ001001', 'QQ002']);
    expect(await found('?area=QQ001001')).toEqual(['QQ001', 'QQ001001']);
    expect(await found('?area=QQ001')).toEqual(['QQ001', 'QQ001001']);
    expect(await found('?kind=legal')).toEqual([]);
    const names: string[] = [];
    for (let address: string | undefined = '/api/gateways?limit=2'; address !== undefined; ) {
      const page: { json: { items: { name: string }[]; next?: string } } = await visitor.get(address);
      names.push(...page.json.items.map((one) => one.name));
      address = page.json.next;
    }
    expect(names.sort()).toEqual(['QQ001', 'QQ001001', 'QQ002']);
    const nowhere = await steward.send('POST', '/api/gateways', { ...gatewayExample, areaPcode: 'QQ777' });
    expect([nowhere.status, nowhere.json.errors[0].pointer]).toEqual([400, '/areaPcode']);
  }));

it('lets stewards set the floor, the scheme and the retention, within their bounds, and administrators read them', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const { as, visitor, faults } = testApp(database, { publicOrganizationId: 'one' });
    const [steward, admin] = [await as('steward'), await as('admin')];
    const read = await steward.get('/api/settings');
    const unset = { incidentRetentionDays: null, incidentRetentionDaysNext: null, retentionFrom: null };
    expect(read.json).toEqual({
      ...{ releaseFloor: 11, releaseScheme: 'h3', consultationDays: 180, ...unset, version: 1 },
      careRules: DEFAULT_CARE_RULES,
    });
    const change = { releaseFloor: 5, incidentRetentionDays: 30 };
    for (const caller of [visitor, await as('planner'), await as('operations'), await as('partner')]) {
      expect((await caller.get('/api/settings')).status).toBe(404);
      expect((await caller.send('PATCH', '/api/settings', change, version(1))).status).toBe(404);
    }
    expect((await steward.send('PATCH', '/api/settings', change)).status).toBe(428);
    for (const bad of [{ releaseFloor: 4 }, { releaseScheme: 'r5' }, { incidentRetentionDays: 29 }, { version: 9 }]) {
      expect((await steward.send('PATCH', '/api/settings', bad, version(1))).status).toBe(400);
    }
    expect((await admin.get('/api/settings')).json).toEqual(read.json);
    for (const part of [change, { releaseFloor: 12 }, { releaseScheme: 'admin2' }, { incidentRetentionDays: null }]) {
      expect((await admin.send('PATCH', '/api/settings', part, version(1))).status).toBe(403);
    }
    const changed = await steward.send('PATCH', '/api/settings', change, version(1));
    const waits = { incidentRetentionDaysNext: 30, retentionFrom: '2026-11-27' };
    expect([changed.status, changed.json]).toEqual([200, { ...read.json, releaseFloor: 5, ...waits, version: 2 }]);
    expect((await steward.send('PATCH', '/api/settings', change, version(1))).status).toBe(412);
    expect((await (await as('steward', 'two')).get('/api/settings')).json).toEqual(read.json);
    const traces = raw(`select (select count(*) from audit where noun = 'setting') as audits,
      (select count(*) from outbox where noun = 'setting') as changes`);
    expect(await database.one(traces)).toEqual({ audits: 1, changes: 1 });
    expect(faults).toEqual([]);
  }));

it('rules of care are replaced as a whole by stewards, are heard of by everybody, and stay ours while none were set', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database, { publicOrganizationId: 'one' });
    const steward = await as('steward');
    const need = {
      ...{ id: 'hepatitis-b', need: 'First dose against hepatitis B', withinHours: 336 },
      ...{ components: ['hepatitis_b'], kinds: ['medical'], protocol: 'National protocol', source: null },
    };
    const careRules = {
      ...DEFAULT_CARE_RULES,
      ...{ staleAfterDays: 60, policeReport: 'required', policeReportNote: { fr: 'Selon la loi' }, needs: [need] },
    };
    for (const bad of [
      null,
      { staleAfterDays: 60 },
      { ...careRules, exitUrl: 'http://example.org/' },
      { ...careRules, staleAfterDays: 1 },
      { ...careRules, mandatoryReporting: { de: 'x' } },
    ]) {
      const refused = await steward.send('PATCH', '/api/settings', { careRules: bad }, version(1));
      expect([JSON.stringify(bad), refused.status]).toEqual([JSON.stringify(bad), 400]);
    }
    const stored = raw(
      `select care_rules as rules, care_rules_at is not null as dated from organization where id = 'one'`,
    );
    await steward.send('PATCH', '/api/settings', { releaseFloor: 12 }, version(1));
    expect(await database.one(stored)).toEqual({ rules: null, dated: false });
    const changed = await steward.send('PATCH', '/api/settings', { careRules }, version(2));
    expect([changed.status, changed.json.careRules]).toEqual([200, careRules]);
    expect(await database.one(stored)).toEqual({ rules: careRules, dated: true });
    await steward.send('PATCH', '/api/settings', { releaseFloor: 13 }, version(3));
    expect((await (await as('admin')).get('/api/settings')).json.careRules).toEqual(careRules);
    await steward.send('PATCH', '/api/settings', { careRules: DEFAULT_CARE_RULES }, version(4));
    expect(await database.one(stored)).toEqual({ rules: null, dated: true });
    // Of all settings these alone are public.
    const heard = await database.rows<{ hidden: boolean }>(
      raw(`select hidden from outbox where noun = 'setting' order by seq`),
    );
    expect(heard.map(({ hidden }) => hidden)).toEqual([true, false, true, false]);
    expect(faults).toEqual([]);
  }));
