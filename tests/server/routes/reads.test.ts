// Read routes of every noun: what a planner gets of the small world, and whose it is.
import { expect, it } from 'vitest';
import { unpackColumns } from '../../../geodata/formats/columns.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

it('lists areas by P-code with their boxes, and gives outlines when asked', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const planner = await testApp(database).as('planner');
    const { features } = (await planner.get('/api/areas')).json;
    expect(features.map((one: { id: string }) => one.id)).toEqual(['QQ001', 'QQ002']);
    expect(features[1]).toMatchObject({
      geometry: null,
      properties: { name: 'East', adminLevel: 2, bbox: [12, 10, 14, 12] },
    });
    const west = await planner.get('/api/areas/QQ001');
    expect(west.json.geometry.type).toBe('MultiPolygon');
    expect((await planner.get('/api/areas/QQ009')).json.code).toBe('area_not_found');
    const paged = await planner.get('/api/areas?limit=1&geometry=1');
    expect(paged.json.next).toBe('/api/areas?limit=1&geometry=1&after=QQ001');
    expect(paged.json.features[0].geometry.type).toBe('MultiPolygon');
  }));

it('gives population as columns, NaN where nobody counted women', () =>
  inDatabase(async (database) => {
    const { population } = await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const planner = await testApp(database).as('planner');
    const bytes = async (path: string) =>
      (await testApp(database).request(path, { headers: { Authorization: `Bearer ${planner.token}` } })).arrayBuffer();
    const { header, columns } = unpackColumns<{ rows: number; areas: object[]; inputPrecision: string }>(
      await bytes(`/api/population/${population}/columns`),
    );
    expect(header).toMatchObject({
      rows: 4,
      inputPrecision: 'cell',
      cellDegrees: [1, 1],
      areas: [
        { pcode: 'QQ001', name: 'West' },
        { pcode: 'QQ002', name: 'East' },
      ],
    });
    expect([...(columns['people'] ?? [])]).toEqual([100, 200, 400, 800]);
    expect([...(columns['area'] ?? [])]).toEqual([0, 0, 1, 1]);
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'population', name: 'bare' });
    await loadRows(database, { noun: 'population', organizationId: 'one', datasetId }, [
      { lon: 50, lat: 0, people: 3, women: null, children: null },
    ]);
    const bare = unpackColumns(await bytes(`/api/population/${datasetId}/columns`)).columns;
    expect([bare['people']?.[0], bare['women']?.[0], bare['area']?.[0]]).toEqual([3, Number.NaN, -1]);
    expect(
      (await (await testApp(database).as('planner', 'two')).get(`/api/population/${population}/columns`)).status,
    ).toBe(404);
  }));

it('lists places and roads of the own organization', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'road', name: 'roads' });
    const edge = { roadClass: 'track' as const, lengthMeters: 120, seconds: null, oneWay: false, closed: true };
    await loadRows(database, { noun: 'road', organizationId: 'one', datasetId }, [
      {
        ...edge,
        geom: {
          type: 'LineString',
          coordinates: [
            [10, 10],
            [10.001, 10],
          ],
        },
      },
    ]);
    const planner = await testApp(database).as('planner');
    expect((await planner.get('/api/places?q=west')).json.features).toHaveLength(1);
    expect((await planner.get('/api/places?q=east')).json.features).toHaveLength(0);
    const roads = (await planner.get('/api/roads?bbox=9,9,11,11')).json.features;
    expect(roads[0].properties).toMatchObject({ roadClass: 'track', lengthMeters: 120, seconds: null, closed: true });
    expect((await planner.get('/api/roads?bbox=11,9,12,11')).json.features).toEqual([]);
    expect((await planner.get('/api/roads?bbox=11,9,12')).status).toBe(400);
  }));

it('tells datasets with their source, and row counts only where a total tells nothing', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const counts = async (role: 'planner' | 'partner' | 'steward') =>
      Object.fromEntries(
        (await (await as(role)).get('/api/datasets')).json.items.map(
          (item: { noun: string; rowCount: number | null }) => [item.noun, item.rowCount],
        ),
      );
    expect(Object.keys(await counts('partner'))).toEqual(['area', 'place', 'population', 'service', 'zone']);
    expect(await counts('planner')).toMatchObject({ incident: null, service: null });
    expect(Object.keys(await counts('planner'))).not.toContain('patrol');
    await createDataset(database, { organizationId: 'one', noun: 'service', name: 'safehouses' });
    expect((await (await as('partner')).get('/api/datasets')).text).not.toContain('safehouses');
    const incidents = (await (await as('planner')).get('/api/datasets')).json.items.find(
      (item: { noun: string }) => item.noun === 'incident',
    );
    expect(incidents).toMatchObject({ rowCount: null, asOf: null, inputPrecision: 'unknown' });
  }));

it('shows patrol routes to operations with what was run, and effort per past month to planners', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database);
    const operations = await as('operations');
    const [route] = (await operations.get('/api/patrols')).json.features;
    expect(route.properties).toMatchObject({ name: 'Water road', runsLast30Days: 0, lastRunAt: null });
    const into = { organizationId: 'one', datasetId: route.properties.datasetId };
    const run = {
      id: '11111111-1111-4111-8111-111111111111',
      routeId: route.id,
      startedAt: '2026-11-01T06:00:00Z',
      endedAt: '2026-11-01T08:00:00Z',
      lengthMeters: 900,
      geom: route.geometry,
    };
    await loadRows(database, { noun: 'patrol_run', ...into }, [run]);
    await loadRows(database, { noun: 'patrol_effort', ...into }, [
      { runId: run.id, cell: '875850703ffffff', month: '2026-10-01', hours: 1.5 },
      { runId: run.id, cell: '875850703ffffff', month: '2026-11-01', hours: 2 },
    ]);
    expect((await operations.get('/api/patrols')).json.features[0].properties).toMatchObject({
      runsLast30Days: 1,
      lastRunAt: '2026-11-01T06:00:00Z',
    });
    expect((await operations.get(`/api/patrols/${route.id}/runs`)).json.features).toHaveLength(1);
    const october = [{ cell: '875850703ffffff', month: '2026-10', hours: 1.5 }];
    expect((await operations.get('/api/patrol-effort')).json.items).toEqual(october);
    expect((await (await as('operations', 'one', 'QQ002')).get('/api/patrol-effort')).json.items).toEqual([]);
    const planner = await as('planner');
    expect((await planner.get('/api/patrol-effort')).json.items).toEqual([]);
    await refreshPlannerPicture(database, { organizationId: 'one', now: new Date('2026-11-27T12:00:00Z') });
    expect((await planner.get('/api/patrol-effort')).json.items).toEqual(october);
    expect((await (await as('planner')).get(`/api/patrols/${route.id}/runs`)).status).toBe(404);
    expect((await (await as('operations', 'one', 'QQ002')).get('/api/patrols')).json.features).toEqual([]);
  }));

it('finds places and areas, those that begin with the word first', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const found = (await planner.get('/api/search?q=west')).json.items;
    expect(found.map((item: { kind: string; name: string }) => `${item.kind} ${item.name}`)).toEqual([
      'area West',
      'place Westtown',
    ]);
    expect((await planner.get('/api/search?q=%25')).json.items).toEqual([]);
  }));
