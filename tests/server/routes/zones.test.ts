// Safe zones: validity at the door, and proposals that only staff see.
import { expect, it } from 'vitest';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { consultAboutZones, fullEvidence } from '../../support/zones.ts';

const zone = (ring: readonly (readonly [number, number])[]) => ({
  name: 'Drawn',
  kind: 'safe_space',
  geom: { type: 'Polygon', coordinates: [ring] },
});

it('refuses a polygon that crosses itself, says why, and stores nothing', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const bowtie = zone([
      [12, 12],
      [12.1, 12.1],
      [12.1, 12],
      [12, 12.1],
      [12, 12],
    ]);
    const refused = await planner.send('POST', '/api/zones', bowtie);
    expect([refused.status, refused.json.code]).toEqual([400, 'invalid_geometry']);
    expect(refused.json.errors).toEqual([{ pointer: '/geom', detail: 'Self-intersection' }]);
    const open = zone([
      [12, 12],
      [12.1, 12.1],
      [12.1, 12],
      [12, 12.05],
    ]);
    expect((await planner.send('POST', '/api/zones', open)).json.errors[0].pointer).toMatch(/^\/geom/);
    expect((await planner.get('/api/zones')).json.features).toHaveLength(2);
    expect(faults).toEqual([]);
  }));

it('counts the vertices of the whole feature, not of each ring', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const circle = (lon: number) => {
      const ring = Array.from({ length: 5001 }, (_, i) => {
        const turn = ((i % 5000) / 5000) * 2 * Math.PI;
        return [lon + 0.01 * Math.cos(turn), 10 + 0.01 * Math.sin(turn)] as [number, number];
      });
      return [ring];
    };
    const two = { ...zone([]), geom: { type: 'MultiPolygon', coordinates: [circle(12), circle(13)] } };
    const refused = await planner.send('POST', '/api/zones', two);
    expect([refused.status, refused.json.errors[0].detail]).toEqual([400, 'A feature has at most 10,000 vertices.']);
  }));

it('shows the public open zones only, and staff all of them', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const names = async (caller: typeof visitor) =>
      (await caller.get('/api/zones')).json.features
        .map((feature: { properties: { name: string } }) => feature.properties.name)
        .sort();
    expect(await names(visitor)).toEqual(['Open zone']);
    expect(await names(await as('partner'))).toEqual(['Open zone']);
    expect(await names(await as('planner'))).toEqual(['Open zone', 'Planned zone']);
    expect((await visitor.get('/api/search?q=zone')).json.items).toHaveLength(1);
  }));

it('takes a zone through draft, proposal, opening and removal', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const made = await planner.send(
      'POST',
      '/api/zones',
      zone([
        [12.5, 10.5],
        [12.51, 10.5],
        [12.51, 10.51],
        [12.5, 10.5],
      ]),
    );
    expect(made.json.properties).toMatchObject({ status: 'draft', areaPcode: 'QQ002', capacity: null });
    expect(made.json.geometry.type).toBe('MultiPolygon');
    await consultAboutZones(database, 'one', { areaPcode: 'QQ002', heldOn: '2026-11-01' });
    const address = `/api/zones/${made.json.id}`;
    const proposed = await planner.send('PATCH', address, { status: 'proposed', capacity: 40 }, { 'If-Match': '"1"' });
    expect(proposed.json.properties).toMatchObject({ status: 'proposed', capacity: 40, version: 2 });
    const use = `/api/zone-use/${made.json.id}`;
    expect((await planner.send('PATCH', use, fullEvidence('safe_space'), { 'If-Match': '"1"' })).status).toBe(200);
    const opened = await planner.send('PATCH', address, { status: 'open' }, { 'If-Match': '"2"' });
    expect(opened.json.properties).toMatchObject({ status: 'open', version: 3 });
    expect((await planner.send('DELETE', address, undefined, { 'If-Match': '"3"' })).status).toBe(204);
  }));
