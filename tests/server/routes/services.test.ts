// The pattern of writing, over services: versions, audit and outbox in the transaction, and what stays hidden.
import { expect, it } from 'vitest';
import { raw } from '../../../server/db/sql.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const clinic = { name: 'New clinic', kind: 'medical', geom: { type: 'Point', coordinates: [10.7, 10.7] } };
const traces = () => raw(`select (select count(*) from audit) as audits, (select count(*) from outbox) as changes`);

it('creates a service with defaults that say unknown, its area, an ETag, one audit row and one outbox row', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const before = await database.one<{ audits: number; changes: number }>(traces());
    const made = await planner.send('POST', '/api/services', clinic);
    expect(made.status).toBe(201);
    expect(made.headers.get('ETag')).toBe('"1"');
    expect(made.json.properties).toMatchObject({
      areaPcode: 'QQ001',
      status: 'open',
      cost: 'unknown',
      femaleStaff: null,
      openingHours: null,
      version: 1,
    });
    expect(made.json.geometry).toEqual(clinic.geom);
    const after = await database.one<{ audits: number; changes: number }>(traces());
    expect(after).toEqual({ audits: before.audits + 1, changes: before.changes + 1 });
    const read = await planner.get(`/api/services/${made.json.id}`);
    expect(read.json).toEqual(made.json);
    expect(faults).toEqual([]);
  }));

it('changes only what is sent, and only over the version that was read', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const made = await planner.send('POST', '/api/services', { ...clinic, femaleStaff: true });
    const address = `/api/services/${made.json.id}`;
    expect((await planner.send('PATCH', address, { status: 'closed' })).status).toBe(428);
    const changed = await planner.send('PATCH', address, { status: 'closed' }, { 'If-Match': '"1"' });
    expect(changed.status).toBe(200);
    expect(changed.json.properties).toMatchObject({
      status: 'closed',
      femaleStaff: true,
      name: 'New clinic',
      version: 2,
    });
    const stale = await planner.send('PATCH', address, { status: 'open' }, { 'If-Match': '"1"' });
    expect([stale.status, stale.json.code]).toEqual([412, 'stale_version']);
    expect((await planner.send('DELETE', address, undefined, { 'If-Match': '"1"' })).status).toBe(412);
    expect((await planner.send('DELETE', address, undefined, { 'If-Match': '"2"' })).status).toBe(204);
    expect((await planner.get(address)).status).toBe(404);
  }));

it('refuses unknown keys, coordinates out of range and broken JSON with a pointer and without an echo', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const bad: readonly (readonly [unknown, string])[] = [
      [{ ...clinic, organization_id: 'two' }, ''],
      [{ ...clinic, geom: { type: 'Point', coordinates: [10, 95.7531] } }, '/geom/coordinates/1'],
      [{ ...clinic, geom: { type: 'Point', coordinates: ['10', 9] } }, '/geom/coordinates/0'],
      [{ ...clinic, kind: 'casino' }, '/kind'],
    ];
    for (const [body, pointer] of bad) {
      const refused = await planner.send('POST', '/api/services', body);
      expect(refused.status).toBe(400);
      expect(refused.headers.get('Content-Type')).toBe('application/problem+json');
      expect(refused.json.errors[0].pointer).toBe(pointer);
      expect(refused.text).not.toContain('95.7531');
      expect(refused.text).not.toContain('casino');
    }
    for (const body of ['{"name": ', '{"name":"a","kind":"medical","geom":{"type":"Point","coordinates":[1e999,1]}}']) {
      expect((await planner.send('POST', '/api/services', body)).status).toBe(400);
    }
  }));

it('knows a protected service for operations and steward, and for nobody else in any answer', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const operations = await as('operations');
    const seen = await operations.get('/api/services');
    const hidden = seen.json.features.find(
      (feature: { properties: { protected: boolean } }) => feature.properties.protected,
    );
    expect(hidden.properties.name).toBe('Hidden refuge');
    for (const caller of [visitor, await as('partner'), await as('evaluator'), await as('planner')]) {
      const list = await caller.get('/api/services');
      expect(list.json.features).toHaveLength(1);
      const answers = [
        list,
        await caller.get(`/api/services/${hidden.id}`),
        await caller.get('/api/services?q=refuge'),
        await caller.get('/api/search?q=refuge'),
        await caller.send('PATCH', `/api/services/${hidden.id}`, { name: 'x' }, { 'If-Match': '"1"' }),
      ];
      for (const answer of answers) expect(answer.text).not.toMatch(/Hidden refuge|13\.5/);
      expect((await caller.get(`/api/services/${hidden.id}`)).status).toBe(404);
    }
    const planner = await as('planner');
    expect((await planner.send('POST', '/api/services', { ...clinic, protected: true })).status).toBe(403);
  }));

it('keeps organizations apart: a foreign id is as absent as an invented one', () =>
  inDatabase(async (database) => {
    const tx = database;
    await loadWorld(tx, 'one');
    await loadWorld(tx, 'two');
    const { as } = testApp(database);
    const own = await (await as('steward', 'two')).get('/api/services');
    const stranger = await as('steward', 'one');
    const foreign = await stranger.get(`/api/services/${own.json.features[0].id}`);
    const invented = await stranger.get('/api/services/6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10');
    expect([foreign.status, foreign.text]).toEqual([invented.status, invented.text]);
  }));

it('pages through every service once, in a stable order', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const operations = await testApp(database).as('operations');
    const ids: string[] = [];
    let address: string | undefined = '/api/services?limit=1';
    while (address !== undefined) {
      const page: { json: { features: { id: string }[]; next?: string } } = await operations.get(address);
      ids.push(...page.json.features.map((feature) => feature.id));
      address = page.json.next;
    }
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toHaveLength(2);
  }));

it('lets no role write that the table does not name', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    expect((await visitor.send('POST', '/api/services', clinic)).status).toBe(401);
    for (const role of ['partner', 'evaluator'] as const) {
      expect((await (await as(role)).send('POST', '/api/services', clinic)).status).toBe(403);
    }
    for (const role of ['admin', 'reporter'] as const) {
      expect((await (await as(role)).send('POST', '/api/services', clinic)).status).toBe(404);
    }
  }));

it('keeps what has run out, what to bring and the same in other languages, for everybody and in the other API', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor, faults } = testApp(database, { publicOrganizationId: 'one' });
    const planner = await as('planner');
    const texts = {
      components: ['trained_staff', 'pep'],
      outOfStock: ['pep'],
      documents: 'Health card, if you have one',
      translations: { fr: { name: 'Nouvelle clinique', documents: 'Carnet' }, 'zh-Hant': { eligibility: '所有人' } },
    };
    const made = await planner.send('POST', '/api/services', { ...clinic, ...texts });
    expect([made.status, made.json.properties]).toEqual([201, expect.objectContaining(texts)]);
    const address = `/api/services/${made.json.id}`;
    expect((await visitor.get(address)).json.properties).toMatchObject(texts);
    const item = await visitor.get(`/ogc/collections/services/items/${made.json.id}`);
    expect(item.json.properties).toMatchObject(texts);
    const change = { outOfStock: [], translations: { ar: { name: 'عيادة' } } };
    const changed = await planner.send('PATCH', address, change, { 'If-Match': '"1"' });
    expect(changed.json.properties).toMatchObject({ ...texts, ...change });
    expect((await visitor.get(address)).json.properties.translations).toEqual(change.translations);
    expect(faults).toEqual([]);
  }));

it('refuses texts that are too long or of no language, and what has run out without being a component', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const tags = Array.from({ length: 11 }, (_, i) => `a${String.fromCharCode(97 + i)}`);
    const bad: readonly (readonly [object, string])[] = [
      [{ documents: 'x'.repeat(301) }, '/documents'],
      [{ translations: { french: { name: 'x' } } }, '/translations/french'],
      [{ translations: { fr: { name: '' } } }, '/translations/fr/name'],
      [{ translations: { fr: { phone: '1' } } }, '/translations/fr'],
      [{ translations: { fr: { documents: 'x'.repeat(301) } } }, '/translations/fr/documents'],
      [{ translations: Object.fromEntries(tags.map((tag) => [tag, { name: 'x' }])) }, '/translations'],
      [{ outOfStock: ['aspirin'] }, '/outOfStock/0'],
      [{ components: ['trained_staff'], outOfStock: ['pep'] }, '/outOfStock'],
    ];
    for (const [parts, pointer] of bad) {
      const refused = await planner.send('POST', '/api/services', { ...clinic, ...parts });
      expect([pointer, refused.status]).toEqual([pointer, 400]);
      expect(refused.json.errors.map((one: { pointer: string }) => one.pointer)).toContain(pointer);
    }
    const stock = { components: ['pep'], outOfStock: ['pep'] };
    const made = await planner.send('POST', '/api/services', { ...clinic, ...stock });
    const address = `/api/services/${made.json.id}`;
    const refused = await planner.send('PATCH', address, { components: [] }, { 'If-Match': '"1"' });
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, '/outOfStock']);
    const together = await planner.send('PATCH', address, { components: [], outOfStock: [] }, { 'If-Match': '"1"' });
    expect(together.status).toBe(200);
    expect(faults).toEqual([]);
  }));
