// Open safe zones whose evidence has lapsed: suspended once, with the reason and an alert, by however many servers.
import { expect, it } from 'vitest';
import type { Database, Queryable } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import type { ClockJobOf } from '../../../server/jobs/clock_jobs.ts';
import { ZONE_LAPSE_JOB } from '../../../server/jobs/zone_lapse_job.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { fullEvidence } from '../../support/zones.ts';

const YESTERDAY = '2026-11-19';
const TODAY = '2026-11-20';

/** Evidence of the open zone of an organization, all of it required of a safe space. */
async function show(database: Queryable, expiresOn: string | null): Promise<void> {
  const { measureChecks, protocolChecks } = fullEvidence('safe_space', expiresOn);
  await database.run(sql`
    insert into zone_use (organization_id, zone_id, measure_checks, protocol_checks)
    select organization_id, id, ${JSON.stringify(measureChecks)}::jsonb, ${JSON.stringify(protocolChecks)}::jsonb
    from zone where status = 'open'`);
}

function jobOver(database: Database) {
  const heard: string[] = [];
  const faults: unknown[] = [];
  const of: ClockJobOf = {
    database,
    outbox: { written: ({ organizationId, noun }) => void heard.push(`${organizationId} ${noun}`) },
    now: () => NOW,
    onFault: (fault) => void faults.push(fault),
  };
  return { run: () => ZONE_LAPSE_JOB.run(of), heard, faults };
}

const standing = (database: Queryable) =>
  database.one<{ open: number; alerts: number; trail: number }>(sql`
    select (select count(*)::int from zone where status = 'open') as open,
      (select count(*)::int from alert where kind = 'zone_evidence_lapsed') as alerts,
      (select count(*)::int from audit where noun = 'zone' and role = 'server') as trail`);

it('suspends an open zone on the day after its evidence ends, keeps which, and raises an alert for the duty room', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await show(database, YESTERDAY);
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const [open] = (await visitor.get('/api/zones')).json.features;
    const { run, heard, faults } = jobOver(database);
    await run();
    expect((await visitor.get('/api/zones')).json.features).toEqual([]);
    const planner = await as('planner');
    expect((await planner.get(`/api/zones/${open.id}`)).json.properties).toMatchObject({
      status: 'suspended',
      version: 2,
    });
    const use = (await planner.get(`/api/zone-use/${open.id}`)).json;
    expect([use.downgradedOn, use.downgradedFor.length]).toEqual([TODAY, 7]);
    expect(use.downgradedFor).toContain('measure:lighting');
    expect(
      await database.rows(sql`select state, area_pcode as area, reference, left(cell_r8, 2) as cell from alert`),
    ).toEqual([{ state: 'raised', area: 'QQ001', reference: `zone:${open.id}`, cell: '88' }]);
    expect(heard).toEqual(['one zone', 'one alert']);
    await run();
    expect(await standing(database)).toEqual({ open: 0, alerts: 1, trail: 1 });
    expect(faults).toEqual([]);
  }));

it('leaves a zone open on the last day of its evidence, without an end, and where nothing was ever shown', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    await show(database, TODAY);
    await database.run(raw(`delete from zone_use where organization_id = 'two'`));
    const { run, faults } = jobOver(database);
    await run();
    await database.run(raw('delete from zone_use'));
    await show(database, null);
    await run();
    expect(await standing(database)).toEqual({ open: 2, alerts: 0, trail: 0 });
    expect(faults).toEqual([]);
  }));

it('does not suspend for what its kind need not show', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await show(database, null);
    await database.run(
      raw(`update zone_use set measure_checks = measure_checks
      || '[{"measure": "alarm", "evidence": "Seen", "source": "Visit", "observedOn": "2026-01-01", "expiresOn": "2026-02-01"}]'`),
    );
    await jobOver(database).run();
    expect(await standing(database)).toEqual({ open: 1, alerts: 0, trail: 0 });
  }));

it('does it once when several servers look at the same time', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'), { heavy: true });
    await show(database, YESTERDAY);
    const { run, faults } = jobOver(database);
    await Promise.all([run(), run(), run()]);
    expect(await standing(database)).toEqual({ open: 0, alerts: 1, trail: 1 });
    expect(faults).toEqual([]);
  }));
