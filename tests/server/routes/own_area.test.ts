// An account that is limited to one area: elsewhere it sees what the public sees, and writes nothing.
import { expect, it } from 'vitest';
import { patrolExample } from '../../../geodata/schema/patrol.ts';
import { raw } from '../../../server/db/sql.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const west: [number, number] = [10.7, 10.7];
const east: [number, number] = [13.7, 10.7];
const clinic = (at: [number, number]) => ({
  name: 'Clinic',
  kind: 'medical',
  geom: { type: 'Point', coordinates: at },
});
const zone = (lon: number) => ({
  name: 'Zone',
  kind: 'safe_space',
  geom: {
    type: 'Polygon',
    coordinates: [
      [
        [lon, 10.5],
        [lon + 0.01, 10.5],
        [lon + 0.01, 10.51],
        [lon, 10.5],
      ],
    ],
  },
});
const route = (lon: number) => ({
  ...patrolExample,
  geom: {
    type: 'LineString',
    coordinates: [
      [lon, 10.5],
      [lon + 0.1, 10.6],
    ],
  },
});
const names = async (caller: Caller, path: string): Promise<string[]> =>
  (await caller.get(path)).json.features.map((one: { properties: { name: string } }) => one.properties.name).sort();

it('sees protected services and zones that are not open in its own area only', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const [inWest, inEast] = [await as('operations', 'one', 'QQ001'), await as('operations', 'one', 'QQ002')];
    expect(await names(inWest, '/api/services')).toEqual(['Open clinic']);
    expect(await names(inEast, '/api/services')).toEqual(['Hidden refuge', 'Open clinic']);
    expect(await names(inWest, '/api/zones')).toEqual(['Open zone']);
    expect(await names(inEast, '/api/zones')).toEqual(['Open zone', 'Planned zone']);
    for (const path of ['/api/services', '/api/zones']) {
      const all = (await (await as('operations')).get(path)).json.features as { id: string }[];
      const seen = new Set((await inWest.get(path)).json.features.map((one: { id: string }) => one.id));
      const hidden = all.find(({ id }) => !seen.has(id))?.id ?? '';
      const invented = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
      const ask = async (id: string) => {
        const one = `${path}/${id}`;
        const answers = [
          await inWest.get(one),
          await inWest.send('PATCH', one, { name: 'x' }, { 'If-Match': '"1"' }),
          await inWest.send('DELETE', one, undefined, { 'If-Match': '"1"' }),
        ];
        return answers.map(({ status, text }) => [status, text]);
      };
      expect(await ask(hidden)).toEqual(await ask(invented));
    }
    expect((await inWest.get('/api/search?q=refuge')).json.items).toEqual([]);
    expect((await inWest.get('/api/datasets')).text).not.toContain('Hidden');
    expect(faults).toEqual([]);
  }));

it('writes in its own area only, and moves nothing out of it or into it', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const inWest = await as('operations', 'one', 'QQ001');
    const count = raw(`select (select count(*) from service) + (select count(*) from zone) +
      (select count(*) from patrol_route) as rows`);
    const before = await database.one(count);
    for (const [path, own, other] of [
      ['/api/services', clinic(west), clinic(east)],
      ['/api/zones', zone(10.7), zone(13.7)],
      ['/api/patrols', route(10.7), route(13.7)],
    ] as const) {
      const outside = await inWest.send('POST', path, other);
      expect([path, outside.status, outside.json.code]).toEqual([path, 403, 'forbidden']);
      expect((await inWest.send('POST', path, { ...own, geom: clinic([0, 0]).geom })).status).toBeGreaterThanOrEqual(
        400,
      );
      expect(await database.one(count)).toEqual(before);
      const made = await inWest.send('POST', path, own);
      expect([path, made.status]).toEqual([path, 201]);
      const address = made.headers.get('Location') ?? '';
      const moved = await inWest.send('PATCH', address, { geom: other.geom }, { 'If-Match': '"1"' });
      expect([path, moved.status]).toEqual([path, 403]);
      expect((await inWest.get(address)).json).toEqual(made.json);
      expect((await inWest.send('DELETE', address, undefined, { 'If-Match': '"1"' })).status).toBe(204);
    }
    const foreign =
      (await (await as('steward')).send('POST', '/api/services', clinic(east))).headers.get('Location') ?? '';
    expect((await inWest.get(foreign)).status).toBe(200);
    expect((await inWest.send('PATCH', foreign, { name: 'x' }, { 'If-Match': '"1"' })).status).toBe(403);
    expect((await inWest.send('DELETE', foreign, undefined, { 'If-Match': '"1"' })).status).toBe(403);
  }));

it('meets no patrol route or run of another area, in any verb', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const [steward, inWest] = [await as('steward'), await as('operations', 'one', 'QQ001')];
    const run = { startedAt: '2026-11-18T05:00:00Z', endedAt: '2026-11-18T06:00:00Z', geom: route(13.7).geom };
    const other = (await steward.send('POST', '/api/patrols', route(13.7))).headers.get('Location') ?? '';
    const walked = (await steward.send('POST', `${other}/runs`, run)).headers.get('Location') ?? '';
    const own = (await steward.get('/api/patrols')).json.features.find(
      (one: { properties: { areaPcode: string } }) => one.properties.areaPcode === 'QQ001',
    ).id;
    const version = { 'If-Match': '"1"' };
    for (const answer of [
      await inWest.get(other),
      await inWest.send('PATCH', other, { team: 'B' }, version),
      await inWest.send('DELETE', other, undefined, version),
      await inWest.get(`${other}/runs`),
      await inWest.send('POST', `${other}/runs`, run),
      await inWest.get(walked),
      await inWest.send('PATCH', walked, { endedAt: run.endedAt }, version),
      await inWest.send('DELETE', walked, undefined, version),
      // A run of another route is not found under an own one.
      await inWest.send('DELETE', `/api/patrols/${own}/runs/${walked.split('/').at(-1)}`, undefined, version),
    ]) {
      expect([answer.status, answer.json.code]).toEqual([404, 'patrol_not_found']);
    }
    expect((await inWest.send('POST', `/api/patrols/${own}/runs`, run)).status).toBe(201);
  }));

it('changes and removes nothing that holds for the whole organization', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const inWest = await as('steward', 'one', 'QQ001');
    const at = { 'If-Match': '"1"' };
    for (const { id } of (await inWest.get('/api/datasets')).json.items) {
      expect((await inWest.send('PATCH', `/api/datasets/${id}`, { title: 'Mine' }, at)).status).toBe(403);
      expect((await inWest.send('DELETE', `/api/datasets/${id}`, undefined, at)).status).toBe(403);
    }
    expect((await inWest.send('PATCH', '/api/settings', { incidentRetentionDays: 30 }, at)).status).toBe(403);
    const whole = await as('steward');
    expect((await whole.send('PATCH', '/api/settings', { incidentRetentionDays: 30 }, at)).status).toBe(200);
    expect(faults).toEqual([]);
  }));
