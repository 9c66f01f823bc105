// Analyses over HTTP: by value and by collection, as each role, with what the role may not see left out and said so.
import { afterAll, expect, it } from 'vitest';
import { createAnalysisPool } from '../../../server/jobs/analysis_pool.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const analyses = createAnalysisPool();
afterAll(() => analyses.close());

const gapOf = (radiusMeters: number) => ({
  inputs: {
    cells: { collection: 'population', dataset: 'population-test' },
    services: { collection: 'services', where: { kind: 'medical' } },
    radiusMeters,
  },
});
const EXECUTE = '/ogc/processes/coverage-gap/execution';

it('counts the protected clinic for operations, and for planners leaves it out and says so', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database, { analyses });
    const operations = await (await as('operations')).send('POST', EXECUTE, gapOf(1000));
    expect(operations.json.totals.uncovered.people).toBe(600);
    const planner = await (await as('planner')).send('POST', EXECUTE, gapOf(1000));
    expect(planner.status).toBe(200);
    expect(planner.json.totals.input.people).toBe(1500);
    expect(planner.json.totals.covered.people).toBe(100);
    expect(planner.json.totals.uncovered).toMatchObject({ people: 1400, women: 700, children: 280 });
    expect(planner.json.gaps.map((gap: { area: string; people: number }) => [gap.area, gap.people])).toEqual([
      ['QQ002', 1200],
      ['QQ001', 200],
    ]);
    expect(planner.json.warnings.join(' ')).toContain('rotected services are not counted');
    expect(planner.json.inputs.worstPrecision).toBe('cell');
    expect(faults).toEqual([]);
  }));

it('changes no byte for a planner when a protected service is removed', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database, { analyses });
    const [planner, steward] = [await as('planner'), await as('steward')];
    const before = await planner.send('POST', EXECUTE, gapOf(5000));
    const services = (await steward.get('/api/services')).json.features;
    const hidden = services.find((one: { properties: { protected: boolean } }) => one.properties.protected);
    expect((await steward.send('DELETE', `/api/services/${hidden.id}`, undefined, { 'If-Match': '"1"' })).status).toBe(
      204,
    );
    expect((await planner.send('POST', EXECUTE, gapOf(5000))).text).toBe(before.text);
  }));

it('runs on what is sent, and refuses what does not fit with a pointer', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const near = (inputs: unknown) => planner.send('POST', '/ogc/processes/nearest/execution', { inputs });
    const found = await near({ from: { lon: [179.9], lat: [0] }, to: { lon: [-179.9, 170], lat: [0, 0] }, k: 1 });
    expect(found.json.index).toEqual([[0]]);
    expect(found.json.meters[0][0]).toBeCloseTo(22263.898, 2);
    const swapped = await near({ from: { lon: [1], lat: [95] }, to: { lon: [1], lat: [1] }, k: 1 });
    expect([swapped.status, swapped.json.errors[0].pointer]).toEqual([400, '/from/lat/0']);
    expect((await near({ from: { lon: [1], lat: [1] }, extra: 1 })).status).toBe(400);
    expect((await planner.send('POST', '/ogc/processes/nothing/execution', { inputs: {} })).json.code).toBe(
      'process_not_found',
    );
  }));

it('reads no collection that the caller may not read, nor another organization’s', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { population } = await loadWorld(database, 'two');
    const { as, visitor } = testApp(database, { analyses, publicOrganizationId: 'one' });
    expect((await visitor.send('POST', EXECUTE, gapOf(1000))).status).toBe(404);
    const planner = await as('planner');
    const foreign = gapOf(1000);
    foreign.inputs.cells.dataset = population;
    const refused = await planner.send('POST', EXECUTE, foreign);
    expect([refused.status, refused.json.code]).toEqual([404, 'dataset_not_found']);
    const named = gapOf(1000);
    Object.assign(named.inputs.services, { dataset: 'incident-test' });
    expect((await planner.send('POST', EXECUTE, named)).json.code).toBe('dataset_not_found');
    const incidents = { inputs: { ...gapOf(1).inputs, cells: { collection: 'incidents', dataset: 'incident-test' } } };
    expect((await planner.send('POST', EXECUTE, incidents)).status).toBe(400);
  }));

it('lists and describes every analysis of the catalog', () =>
  inDatabase(async (database) => {
    const { visitor } = testApp(database, { analyses });
    const { processes } = (await visitor.get('/ogc/processes')).json;
    expect(processes.map((process: { id: string }) => process.id)).toEqual(
      expect.arrayContaining(['nearest', 'coverage-gap']),
    );
    for (const { id } of processes) {
      const described = await visitor.get(`/ogc/processes/${id}`);
      expect(described.status).toBe(200);
      expect(described.json.inputs).toHaveProperty('type', 'object');
    }
  }));
