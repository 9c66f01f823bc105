// From observations to the board and from the board to alerts: once for an area, indicator and period, and a task where one
// report stands alone.
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { WARNING_JOB } from '../../../server/jobs/warning_job.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

type App = ReturnType<typeof testApp>;

async function play(work: (app: App, db: TestDatabase) => Promise<void>): Promise<void> {
  await inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const app = testApp(db, { publicOrganizationId: 'one' });
    await work(app, db);
    expect(app.faults).toEqual([]);
  });
}

/** Weeks before this one, newest first, of one indicator in the west; returns its id. */
async function watched(app: App, kind: string, weeks: readonly number[], parts: object = {}): Promise<string> {
  const { id } = (await (await app.as('steward')).send('POST', '/api/indicators', { kind, threshold: 30 })).json;
  const operations = await app.as('operations');
  for (const [ago, value] of weeks.entries()) {
    const observedOn = new Date(NOW.getTime() - ago * 7 * 86_400_000).toISOString().slice(0, 10);
    const body = { indicatorId: id, areaPcode: 'QQ001', observedOn, value, source: 'staff', reliability: 'B' };
    expect((await operations.send('POST', '/api/observations', { ...body, credibility: 2, ...parts })).status).toBe(
      201,
    );
  }
  return id;
}
const run = (db: TestDatabase, faults: unknown[] = []) =>
  WARNING_JOB.run({
    database: db,
    outbox: { written: () => undefined },
    now: () => NOW,
    onFault: (fault) => faults.push(fault),
  });
const alerts = (db: TestDatabase) =>
  db.rows(sql`
    select kind, severity, raised_by as by, area_pcode as area, state from alert where organization_id = 'one' order by kind`);
const ZEROS = [0, 0, 0, 0, 0, 0, 0, 0, 0];
const boardOf = async (app: App) => (await (await app.as('operations')).get('/api/warning-board')).json;

it('an alarm becomes an alert and a lone report a task to verify, once', () =>
  play(async (app, db) => {
    await watched(app, 'armed_near', [5, ...ZEROS]);
    await watched(app, 'pillage', [1, ...ZEROS]);
    await watched(app, 'new_checkpoint', [0, ...ZEROS]);
    const faults: unknown[] = [];
    await run(db, faults);
    await run(db, faults);
    expect(faults).toEqual([]);
    expect(await alerts(db)).toEqual([
      { kind: 'indicator_alarm', severity: 2, by: 'indicator', area: 'QQ001', state: 'raised' },
      { kind: 'verification_task', severity: 1, by: 'indicator', area: 'QQ001', state: 'raised' },
    ]);
  }));

it('what was closed is not raised again for the same week', () =>
  play(async (app, db) => {
    await watched(app, 'armed_near', [5, ...ZEROS]);
    await run(db);
    await db.run(sql`
      update alert set state = 'closed', outcome = 'not_confirmed', reason = 'duplicate', due_at = null, closed_at = now()
      where organization_id = 'one'`);
    await run(db);
    expect(await alerts(db)).toHaveLength(1);
  }));

it('the board tells the same, and two who tell of one day are not added', () =>
  play(async (app) => {
    const id = await watched(app, 'armed_near', [5, ...ZEROS]);
    const second = { indicatorId: id, areaPcode: 'QQ001', observedOn: '2026-11-20', value: 4, source: 'partner' };
    await (await app.as('operations')).send('POST', '/api/observations', {
      ...second,
      reliability: 'C',
      credibility: 3,
    });
    const { areas, asOf } = await boardOf(app);
    expect([asOf, areas.length, areas[0].name]).toEqual(['2026-11-20', 1, 'West']);
    expect(areas[0].cells[0]).toMatchObject({ state: 'alarm', value: 5, expected: 0, lastOn: '2026-11-20' });
  }));

it('days of a week add up, and of a scale the worst one counts', () =>
  play(async (app) => {
    const count = await watched(app, 'armed_near', [2]);
    const scale = await watched(app, 'women_absent_water', [2]);
    const operations = await app.as('operations');
    for (const indicatorId of [count, scale]) {
      const body = { indicatorId, areaPcode: 'QQ001', observedOn: '2026-11-17', value: 3, source: 'staff' };
      await operations.send('POST', '/api/observations', { ...body, reliability: 'B', credibility: 2 });
    }
    const cells = (await boardOf(app)).areas[0].cells as { indicatorId: string; value: number }[];
    expect(cells.find(({ indicatorId }) => indicatorId === count)?.value).toBe(5);
    expect(cells.find(({ indicatorId }) => indicatorId === scale)?.value).toBe(3);
  }));

it('the board of an account with an area of its own holds no other, and nobody below operations has one', () =>
  play(async (app) => {
    await watched(app, 'armed_near', [5]);
    const east = await app.as('operations', 'one', 'QQ002');
    expect((await east.get('/api/warning-board')).json.areas).toEqual([]);
    for (const role of ['public', 'partner', 'evaluator', 'planner', 'admin'] as const)
      expect((await (await app.as(role)).get('/api/warning-board')).status).toBe(404);
  }));
