// Safe zones in use: who was asked before one is proposed or opens, what it must show, and who reads of that.
import { expect, it } from 'vitest';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { zoneExample } from '../../../geodata/schema/zone.ts';
import { zoneUseExample } from '../../../geodata/schema/zone_use.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { consultAboutZones, fullEvidence } from '../../support/zones.ts';

const version = (number: number) => ({ 'If-Match': `"${number}"` });
const square = (lon: number, lat: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + 0.01, lat],
      [lon + 0.01, lat + 0.01],
      [lon, lat],
    ],
  ],
});
const WEST = { ...zoneExample, geom: square(10.5, 10.5) };

/** A draft in QQ001 and its address. */
async function draft(caller: Caller, body: object = WEST): Promise<string> {
  const made = await caller.send('POST', '/api/zones', body);
  expect([made.status, made.json.properties?.status]).toEqual([201, 'draft']);
  return made.json.id;
}
const consult = (database: TestDatabase, heldOn = '2026-11-01', areaPcode = 'QQ001') =>
  consultAboutZones(database, 'one', { areaPcode, heldOn });

it('refuses to propose or open a zone until women and the community of the area were asked, and says whom to ask', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const id = await draft(planner);
    const propose = () => planner.send('PATCH', `/api/zones/${id}`, { status: 'proposed' }, version(1));
    const refusal = async () => {
      const { status, json } = await propose();
      return [status, json.code, json.detail];
    };
    expect(await refusal()).toEqual([
      409,
      'consultation_missing',
      expect.stringContaining('a women’s group and the community'),
    ]);
    await consult(database);
    await database.run(raw(`delete from consultation where people_group = 'community'`));
    expect(await refusal()).toEqual([409, 'consultation_missing', expect.stringMatching(/^Ask the community of/)]);
    expect((await planner.send('POST', '/api/zones', { ...WEST, status: 'proposed' })).json.code).toBe(
      'consultation_missing',
    );
    expect((await planner.get('/api/zones')).json.features).toHaveLength(3);
    await consult(database);
    expect((await propose()).status).toBe(200);
  }));

it('does not take an old consultation, one of another area, or one that was refused', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const id = await draft(planner);
    const propose = async () =>
      (await planner.send('PATCH', `/api/zones/${id}`, { status: 'proposed' }, version(1))).status;
    await consult(database, '2026-05-01');
    await consult(database, '2026-11-01', 'QQ002');
    expect(await propose()).toBe(409);
    await consult(database);
    await database.run(
      raw(`update consultation set outcome = 'refused' where people_group = 'women' and held_on = '2026-11-01'`),
    );
    expect(await propose()).toBe(409);
  }));

it('asks again where a proposed zone moves into another area, and not where it is only renamed', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    await consult(database);
    const id = await draft(planner);
    const change = (parts: object, at: number) => planner.send('PATCH', `/api/zones/${id}`, parts, version(at));
    expect((await change({ status: 'proposed' }, 1)).status).toBe(200);
    await database.run(raw('delete from consultation'));
    expect((await change({ name: 'Renamed' }, 2)).status).toBe(200);
    expect((await change({ geom: square(10.6, 10.6) }, 3)).status).toBe(200);
    expect((await change({ geom: square(12.6, 10.6) }, 4)).json.code).toBe('consultation_missing');
    expect((await change({ geom: square(-20, -20) }, 4)).json.detail).toContain('no known area');
    expect((await planner.get(`/api/zones/${id}`)).json.properties).toMatchObject({ version: 4, areaPcode: 'QQ001' });
  }));

it('opens a zone only with all that its kind must show, still valid, and names what is missing', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    await consult(database);
    const id = await draft(planner);
    const open = () => planner.send('PATCH', `/api/zones/${id}`, { status: 'open' }, version(1));
    const show = (body: object, at: number) => planner.send('PATCH', `/api/zone-use/${id}`, body, version(at));
    const all = fullEvidence('safe_space', '2026-11-20');
    expect((await show({ ...all, measureChecks: all.measureChecks.slice(1) }, 1)).status).toBe(200);
    const refused = await open();
    expect([refused.status, refused.json.code, refused.json.errors]).toEqual([
      409,
      'evidence_missing',
      [{ pointer: '/measure/lighting', detail: 'Show lighting.' }],
    ]);
    const lapsed = all.measureChecks.map((check) => ({ ...check, expiresOn: '2026-11-19' }));
    expect((await show({ measureChecks: lapsed }, 2)).status).toBe(200);
    expect((await open()).json.errors).toHaveLength(3);
    // The last day still counts.
    expect((await show(all, 3)).status).toBe(200);
    expect((await open()).status).toBe(200);
  }));

it('does not let what an open zone must have be taken back while it is open', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    await consult(database);
    const id = await draft(planner);
    const show = (body: object, at: number) => planner.send('PATCH', `/api/zone-use/${id}`, body, version(at));
    const all = fullEvidence('safe_space');
    await show(all, 1);
    expect((await planner.send('PATCH', `/api/zones/${id}`, { status: 'open' }, version(1))).status).toBe(200);
    const refused = await show({ protocolChecks: [] }, 2);
    expect([refused.status, refused.json.code, refused.json.errors.length]).toEqual([409, 'evidence_missing', 4]);
    const kind = await planner.send('PATCH', `/api/zones/${id}`, { kind: 'reception_site' }, version(2));
    expect(kind.json.code).toBe('evidence_missing');
    expect((await planner.send('PATCH', `/api/zones/${id}`, { status: 'suspended' }, version(2))).status).toBe(200);
    expect((await show({ protocolChecks: [] }, 2)).status).toBe(200);
  }));

it('dates the number of people there, and tells nobody below staff when it was counted', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const operations = await as('operations');
    const { id } = (await visitor.get('/api/zones')).json.features[0];
    expect((await operations.send('PATCH', `/api/zones/${id}`, { occupancy: 33 }, version(1))).status).toBe(200);
    expect((await operations.get(`/api/zone-use/${id}`)).json).toMatchObject({ occupancyOn: '2026-11-20', version: 1 });
    const seen = await visitor.get(`/api/zones/${id}`);
    expect(seen.json.properties.occupancy).toBe(33);
    expect(seen.text).not.toContain('occupancyOn');
  }));

it('is read and written by planners, operations and stewards, over the version they read, once, with its trace', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const { as, visitor, faults } = testApp(database, { publicOrganizationId: 'one' });
    const { id } = (await visitor.get('/api/zones')).json.features[0];
    const address = `/api/zone-use/${id}`;
    for (const role of ROLES) {
      const caller = await as(role);
      const isStaff = ['planner', 'operations', 'steward'].includes(role);
      expect([role, (await caller.get(address)).status, (await caller.get('/api/zone-use')).status]).toEqual([
        role,
        ...(isStaff ? [200, 200] : [404, 404]),
      ]);
      if (!isStaff) expect((await caller.send('PATCH', address, zoneUseExample, version(1))).status).toBe(404);
    }
    expect((await (await as('steward', 'two')).get(address)).json.code).toBe('zone_not_found');
    const planner = await as('planner');
    expect((await planner.send('PATCH', address, zoneUseExample)).status).toBe(428);
    const written = await planner.send('PATCH', address, zoneUseExample, version(1));
    expect([written.status, written.headers.get('ETag')]).toEqual([200, '"2"']);
    expect(written.json).toMatchObject(zoneUseExample);
    expect((await planner.send('PATCH', address, { training: [] }, version(1))).status).toBe(412);
    const trail = await database.rows(sql`select verb, hidden from outbox where noun = 'zone_use'`);
    expect(trail).toEqual([{ verb: 'change', hidden: true }]);
    expect((await planner.get('/api/zone-use')).json.items).toHaveLength(2);
    expect(faults).toEqual([]);
  }));

it('keeps an account of one area to the zones of that area', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const all = (await (await as('planner')).get('/api/zones')).json.features;
    const west = all.find(({ properties }: { properties: { areaPcode: string } }) => properties.areaPcode === 'QQ001');
    const east = await as('planner', 'one', 'QQ002');
    expect((await east.get(`/api/zone-use/${west.id}`)).status).toBe(404);
    expect((await east.send('PATCH', `/api/zone-use/${west.id}`, { training: [] }, version(1))).status).toBe(404);
    expect((await east.get('/api/zone-use')).json.items).toHaveLength(1);
  }));

it.each([
  ['one measure twice', { measureChecks: [zoneUseExample.measureChecks[0], zoneUseExample.measureChecks[0]] }],
  ['an end before the beginning', { measureChecks: [{ ...zoneUseExample.measureChecks[0], expiresOn: '2026-11-01' }] }],
  ['a day to come', { measureChecks: [{ ...zoneUseExample.measureChecks[0], observedOn: '2026-12-24' }] }],
  ['more women than people', { training: [{ ...zoneUseExample.training[0], women: 15 }] }],
  ['a field of its own', { downgradedOn: null }],
])('refuses %s', (_what, body) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const { id } = (await planner.get('/api/zones')).json.features[0];
    expect((await planner.send('PATCH', `/api/zone-use/${id}`, body, version(1))).json.code).toBe('invalid_input');
  }),
);
