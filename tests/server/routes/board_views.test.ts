// Saved views: one's own only, coarse, and nothing in them that the schema does not name.
import { expect, it } from 'vitest';
import { boardViewExample } from '../../../geodata/schema/board_view.ts';
import { sql } from '../../../server/db/sql.ts';
import { VIEWS_MOST } from '../../../server/queries/board_views.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const VIEWS = '/api/board-views';

it('are kept, changed and deleted by who made them, and are not there for anybody else', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { signedIn, as, faults } = testApp(database);
    const [mine, theirs] = [await signedIn({ role: 'operations' }), await signedIn({ role: 'operations' })];
    const made = await mine.send('POST', VIEWS, boardViewExample);
    expect(made.status).toBe(201);
    expect(made.json.view).toEqual({
      filters: { types: [], verifications: ['unverified'], sources: [], placePrecisions: [], areas: [] },
      window: { lastDays: 14 },
      camera: { lon: 13.15, lat: 11.83, zoom: 8 },
    });
    const address = `${VIEWS}/${made.json.id}`;
    for (const other of [theirs, await signedIn({ role: 'steward' }), await as('operations')]) {
      expect((await other.get(VIEWS)).json.items).toEqual([]);
      expect((await other.get(address)).status).toBe(404);
      for (const method of ['PATCH', 'DELETE'] as const) {
        const refused = await other.send(method, address, method === 'PATCH' ? { name: 'x' } : undefined, {
          'If-Match': '"1"',
        });
        expect(refused.status).toBe(404);
      }
    }
    const changed = await mine.send('PATCH', address, { name: 'Now' }, { 'If-Match': '"1"' });
    expect([changed.status, changed.json.name, changed.json.version]).toEqual([200, 'Now', 2]);
    expect((await mine.get(VIEWS)).json.items).toEqual([changed.json]);
    expect((await mine.send('DELETE', address, undefined, { 'If-Match': '"2"' })).status).toBe(204);
    expect((await mine.get(VIEWS)).json.items).toEqual([]);
    expect((await (await signedIn({ role: 'planner' })).get(VIEWS)).status).toBe(404);
    expect(faults).toEqual([]);
  }));

it('hold no point: the camera is rounded, and stays far enough away', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const mine = await testApp(database).signedIn({ role: 'operations' });
    const look = (camera: object | null, more: object = {}) =>
      mine.send('POST', VIEWS, { name: 'Look', view: { ...boardViewExample.view, camera, ...more } });
    const rounded = await look({ lon: 12.123456, lat: 11.654321, zoom: 12 });
    expect(rounded.json.view.camera).toEqual({ lon: 12.12, lat: 11.65, zoom: 12 });
    const [stored] = await database.rows<{ view: string }>(sql`select view::text as view from board_view`);
    expect(stored?.view).not.toMatch(/12\.123|11\.654/);
    for (const wrong of [
      await look({ lon: 12, lat: 11, zoom: 12.5 }),
      await look({ lon: 12, lat: 11, zoom: 8, point: [12.123456, 11.654321] }),
      await look(null, { selected: '88' }),
      await look(null, { window: { from: '2026-01-01', to: '2026-13-01' } }),
    ])
      expect(wrong.status).toBe(400);
  }));

it('are no more than a hundred an account', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const mine = await testApp(database).signedIn({ role: 'operations' });
    await database.run(sql`
      insert into board_view (organization_id, account_id, name, view)
      select 'one', ${mine.accountId}::uuid, 'View ' || n, '{}' from generate_series(1, ${VIEWS_MOST}) n`);
    const refused = await mine.send('POST', VIEWS, boardViewExample);
    expect([refused.status, refused.json.code]).toEqual([413, 'too_large']);
  }));
