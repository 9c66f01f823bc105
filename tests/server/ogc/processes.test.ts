// Analyses over HTTP: by value and by collection, as each role, with what the role may not see left out and said so.
import { afterAll, expect, it } from 'vitest';
import { Problem } from '../../../geodata/schema/problem.ts';
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

it('lists and describes every analysis of the catalog as the standard has it', () =>
  inDatabase(async (database) => {
    const { visitor } = testApp(database, { analyses });
    const { processes, links } = (await visitor.get('/ogc/processes')).json;
    expect(links[0]).toMatchObject({ rel: 'self', type: 'application/json' });
    expect(processes.map((process: { id: string }) => process.id)).toEqual(
      expect.arrayContaining(['nearest', 'coverage-gap']),
    );
    for (const process of processes) {
      expect(process).toMatchObject({
        jobControlOptions: ['sync-execute', 'async-execute', 'dismiss'],
        outputTransmission: ['value'],
      });
      const described = await visitor.get(`/ogc/processes/${process.id}`);
      expect(described.status).toBe(200);
      expect(described.json).toMatchObject(process);
      expect(described.json.outputs.result.schema).toHaveProperty('type', 'object');
      for (const input of Object.values(described.json.inputs)) {
        expect(input).toMatchObject({ title: expect.any(String), schema: expect.any(Object), maxOccurs: 1 });
      }
      const about = described.json.links.find(({ rel }: { rel: string }) => rel === 'about');
      expect((await visitor.get(new URL(about.href).pathname)).status).toBe(200);
    }
    const { inputs } = (await visitor.get('/ogc/processes/nearest')).json;
    expect([inputs.from.minOccurs, inputs.k.minOccurs, inputs.k.schema.default]).toEqual([1, 0, 1]);
    expect((await visitor.get('/ogc/processes?limit=1')).json.processes.length).toBe(1);
  }));

it('says where the APIs begin and declares the classes that hold', () =>
  inDatabase(async (database) => {
    const { visitor, faults } = testApp(database, { analyses, origin: 'https://map.example.org' });
    const landing = await visitor.get('/ogc');
    const links = landing.json.links as { rel: string; href: string }[];
    expect(links.map(({ rel }) => rel)).toEqual(
      expect.arrayContaining([
        'self',
        'service-desc',
        'conformance',
        'http://www.opengis.net/def/rel/ogc/1.0/processes',
      ]),
    );
    for (const { href } of links) {
      expect(href.startsWith('https://map.example.org/')).toBe(true);
      // A visitor may follow every link but that of jobs, which needs a session.
      expect((await visitor.get(new URL(href).pathname)).status).toBe(href.endsWith('/jobs') ? 404 : 200);
    }
    expect((await visitor.get('/ogc/conformance')).json.conformsTo).toContain(
      'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core',
    );
    expect(faults).toEqual([]);
  }));

it('takes the forms of an execution that the standard has, and refuses what is none', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const near = '/ogc/processes/nearest/execution';
    const inputs = { from: { lon: [1], lat: [1] }, to: { lon: [1], lat: [1] } };
    const raw = (await planner.send('POST', near, { inputs })).json;
    const wrapped = { inputs: { ...inputs, from: { value: inputs.from, mediaType: 'application/json' } } };
    expect((await planner.send('POST', near, wrapped)).json).toEqual(raw);
    const asDocument = { inputs, outputs: { result: { transmissionMode: 'value' } }, response: 'document' };
    expect((await planner.send('POST', near, asDocument)).json).toEqual({ result: { value: raw } });
    for (const body of [
      '{"inputs"',
      '[]',
      '{}',
      { inputs: [] },
      { inputs, extra: 1 },
      { inputs, outputs: { x: {} } },
    ]) {
      const refused = await planner.send('POST', near, body);
      expect([refused.status, refused.json.code]).toEqual([400, 'invalid_input']);
    }
    const text = await planner.send('POST', near, { inputs }, { 'Content-Type': 'text/plain' });
    expect(text.status).toBe(415);
  }));

it('reads a large body in the worker, with the same answers', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database, { analyses });
    const planner = await as('planner');
    const near = '/ogc/processes/nearest/execution';
    const lon = Array.from({ length: 20_000 }, (_, i) => i / 1000);
    const large = { inputs: { from: { lon, lat: lon }, to: { lon: [1], lat: [1] } } };
    expect((await planner.send('POST', near, large)).json.index.length).toBe(20_000);
    const torn = await planner.send('POST', near, JSON.stringify(large).slice(0, -1));
    expect([torn.status, torn.json.detail]).toEqual([400, expect.stringMatching(/^This is not JSON: /)]);
    expect((await planner.send('POST', near, { ...large, extra: 1 })).json.code).toBe('invalid_input');
    const deep = `{"inputs":{"from":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    expect((await planner.send('POST', near, deep)).status).toBe(400);
    expect(faults).toEqual([]);
  }));

it('reads a large body in the worker also where it names collections, with the same answers', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const bodies: boolean[] = [];
    const pool: typeof analyses = {
      ...analyses,
      run(task, options) {
        bodies.push('body' in task);
        return analyses.run(task, options);
      },
    };
    const { as, faults } = testApp(database, { analyses: pool });
    const planner = await as('planner');
    const padded = (body: object) => `${' '.repeat(70_000)}${JSON.stringify(body)}`;
    const [small, large] = [
      await planner.send('POST', EXECUTE, gapOf(1000)),
      await planner.send('POST', EXECUTE, padded(gapOf(1000))),
    ];
    expect(bodies).toEqual([false, true]);
    expect(large.text).toBe(small.text);
    const foreign = gapOf(1000);
    foreign.inputs.cells.dataset = 'elsewhere';
    const [here, there] = [
      await planner.send('POST', EXECUTE, foreign),
      await planner.send('POST', EXECUTE, padded(foreign)),
    ];
    expect([there.status, there.text]).toEqual([404, here.text]);
    // The worker that was told no is not lost.
    expect((await planner.send('POST', EXECUTE, padded(gapOf(1000)))).text).toBe(small.text);
    expect(faults).toEqual([]);
  }));

it('takes in nothing of what somebody sends who may run nothing', () =>
  inDatabase(async (database) => {
    const { request } = testApp(database, { analyses });
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(to) {
          pulled++;
          if (pulled > 20) to.close();
          else to.enqueue(new Uint8Array(100_000));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'X-Safereach': '1', 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const refused = await request(EXECUTE, init as RequestInit);
    expect([refused.status, pulled]).toEqual([404, 0]);
  }));

it('reads no more collections than an analysis may need', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`input${i}`, { collection: 'services' }]));
    const refused = await planner.send('POST', EXECUTE, { inputs: many });
    expect([refused.status, refused.json.detail]).toEqual([400, 'At most 8 inputs may name a collection.']);
  }));

it('hands any analysis the columns that it takes, and keeps saying what was left out', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database, { analyses });
    const inputs = {
      from: { collection: 'population', dataset: 'population-test' },
      to: { collection: 'services', where: { kind: 'medical' } },
    };
    const near = async (role: 'planner' | 'operations') =>
      (await (await as(role)).send('POST', '/ogc/processes/nearest/execution', { inputs })).json;
    const planner = await near('planner');
    expect(planner.to.length).toBe(1);
    expect(planner.inputs.from).toMatchObject({ name: 'population-test', count: 4, inputPrecision: 'cell' });
    expect(planner.inputs.to.name).toContain('protected services are not counted');
    const operations = await near('operations');
    expect([operations.to.length, operations.inputs.to.name]).toEqual([2, null]);
  }));

it('ends an analysis whose caller has gone away', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const stop = new AbortController();
    const pool = {
      ...analyses,
      run: (_: unknown, options?: { readonly signal?: AbortSignal }) =>
        new Promise<never>((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(new Problem('cancelled')));
          stop.abort();
        }),
    };
    const { as, request, faults } = testApp(database, { analyses: pool });
    const planner = await as('planner');
    const answer = await request('/ogc/processes/nearest/execution', {
      method: 'POST',
      headers: { Authorization: `Bearer ${planner.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ inputs: {} }),
      signal: stop.signal,
    });
    expect([answer.status, faults]).toEqual([410, []]);
  }));
