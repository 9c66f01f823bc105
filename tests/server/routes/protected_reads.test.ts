// Reading where a protected service is leaves a trace in the transaction of the read; nothing else does.
import { expect, it } from 'vitest';
import { raw } from '../../../server/db/sql.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const reads = raw(`select role, noun, thing_id as "thingId", row_count as "rowCount" from audit
  where verb = 'read' order by number`);

it('writes down each read of protected services by operations and stewards, with how many there were', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor, faults } = testApp(database, { publicOrganizationId: 'one' });
    const operations = await as('operations');
    const list = await operations.get('/api/services');
    const { id } = list.json.features.find((one: { properties: { protected: boolean } }) => one.properties.protected);
    await operations.get(`/api/services/${id}`);
    await (await as('steward')).get('/api/services?q=refuge');
    expect((await operations.get('/api/search?q=refuge')).json.items).toHaveLength(1);
    const collected = await operations.get('/ogc/collections/services/items?limit=10');
    expect(collected.json.features).toHaveLength(2);
    const expected = [
      { role: 'operations', noun: 'service', thingId: null, rowCount: 1 },
      { role: 'operations', noun: 'service', thingId: id, rowCount: 1 },
      { role: 'steward', noun: 'service', thingId: null, rowCount: 1 },
      { role: 'operations', noun: 'service', thingId: null, rowCount: 1 },
      { role: 'operations', noun: 'service', thingId: null, rowCount: 1 },
    ];
    expect(await database.rows(reads)).toEqual(expected);
    await operations.get('/api/services?q=clinic');
    await operations.get('/api/search?q=clinic');
    await operations.get('/api/services/6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10');
    for (const caller of [visitor, await as('partner'), await as('planner')]) {
      await caller.get('/api/services');
      await caller.get(`/api/services/${id}`);
    }
    expect(await database.rows(reads)).toEqual(expected);
    expect(faults).toEqual([]);
  }));
