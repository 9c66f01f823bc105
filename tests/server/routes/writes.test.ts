// Every noun that people write, by every role: who may, over which version, with which trace.
import { expect, it } from 'vitest';
import { areaExample } from '../../../geodata/schema/area.ts';
import { gatewayExample } from '../../../geodata/schema/gateway.ts';
import { patrolExample, patrolRunExample } from '../../../geodata/schema/patrol.ts';
import { placeExample } from '../../../geodata/schema/place.ts';
import { roadExample } from '../../../geodata/schema/road.ts';
import { serviceExample } from '../../../geodata/schema/service.ts';
import { zoneExample } from '../../../geodata/schema/zone.ts';
import { createDataset } from '../../../server/queries/load.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { expectWriteLaws } from '../../support/write_laws.ts';

const STAFF = ['planner', 'operations', 'steward'] as const;
const ANYBODY = ['visitor', 'public', 'partner', 'evaluator', ...STAFF] as const;

const twoWorlds = (work: (database: TestDatabase) => Promise<unknown>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    await work(database);
  });

it('services are written by planners, operations and stewards', () =>
  twoWorlds((database) =>
    expectWriteLaws(database, {
      noun: 'service',
      table: 'service',
      path: '/api/services',
      body: () => serviceExample,
      change: { status: 'closed' },
      create: STAFF,
      read: ANYBODY,
    }),
  ));

it('safe zones are written by planners, operations and stewards', () =>
  twoWorlds((database) =>
    expectWriteLaws(database, {
      noun: 'zone',
      table: 'zone',
      path: '/api/zones',
      body: () => zoneExample,
      change: { capacity: 60 },
      create: STAFF,
      read: ANYBODY,
    }),
  ));

it('areas are written by stewards', () => {
  let number = 0;
  return twoWorlds((database) =>
    expectWriteLaws(database, {
      noun: 'area',
      table: 'area',
      path: '/api/areas',
      body: () => ({ ...areaExample, pcode: `QQ001${String(++number).padStart(3, '0')}` }),
      change: { name: 'Renamed' },
      create: ['steward'],
      read: ANYBODY,
    }),
  );
});

it('places are written by stewards', () =>
  twoWorlds((database) =>
    expectWriteLaws(database, {
      noun: 'place',
      table: 'place',
      path: '/api/places',
      body: () => placeExample,
      change: { population: null },
      create: ['steward'],
      read: ANYBODY,
    }),
  ));

it('roads are drawn by stewards; planners and operations close them', () =>
  twoWorlds(async (database) => {
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'roads' });
    await expectWriteLaws(database, {
      noun: 'road',
      table: 'road_edge',
      path: '/api/roads',
      body: () => ({ ...roadExample, datasetId }),
      change: { closed: true },
      create: ['steward'],
      changing: STAFF,
      read: ANYBODY,
    });
  }));

it('contacts are written by stewards', () =>
  twoWorlds((database) =>
    expectWriteLaws(database, {
      noun: 'gateway',
      table: 'gateway',
      path: '/api/gateways',
      body: () => gatewayExample,
      change: { hours: 'Mornings' },
      create: ['steward'],
      read: ANYBODY,
    }),
  ));

it('patrol routes are written by operations and stewards, and exist for nobody else', () =>
  twoWorlds((database) =>
    expectWriteLaws(database, {
      noun: 'patrol',
      table: 'patrol_route',
      path: '/api/patrols',
      body: () => patrolExample,
      change: { runsPerWeek: 7 },
      create: ['operations', 'steward'],
      read: ['operations', 'steward'],
    }),
  ));

it('runs are written by operations and stewards, and exist for nobody else', () =>
  twoWorlds(async (database) => {
    const steward = await testApp(database).as('steward');
    const route = (await steward.get('/api/patrols')).json.features[0].id;
    await expectWriteLaws(database, {
      noun: 'patrol',
      table: 'patrol_run',
      path: `/api/patrols/${route}/runs`,
      body: () => patrolRunExample,
      change: { endedAt: '2026-11-18T08:00:00Z' },
      create: ['operations', 'steward'],
      read: ['operations', 'steward'],
    });
    expect((await steward.send('POST', `/api/patrols/${crypto.randomUUID()}/runs`, patrolRunExample)).status).toBe(404);
  }));
