// The duty room of the demo: a ledger with something in every state, whose rows are what their logs say, and teams that can go.
import { expect, it } from 'vitest';
import { replay } from '../../../geodata/analysis/evaluation/alert_log.ts';
import { type Alert, type AlertDetail, alertStanding } from '../../../geodata/schema/alert.ts';
import { loadDemo } from '../../../server/imports/demo.ts';
import { ESCALATION_JOB } from '../../../server/jobs/escalation_job.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';

const today = new Date('2026-11-22T10:00:00Z');

it(
  'has alerts in every state with clocks that run, a past with figures, teams on the roads, and a plan that partners share',
  { timeout: 180_000 },
  () =>
    inDatabase(async (db) => {
      await loadDemo(db, { scale: 0.1, seed: 3, today, log: () => undefined });
      const app = testApp(db, { now: () => today });
      const operations = await app.as('operations', 'demo');
      const items = (await operations.get('/api/alerts')).json.items as Alert[];
      expect(new Set(items.map(({ state }) => state))).toEqual(
        new Set(['raised', 'verified', 'assigned', 'responding', 'closed']),
      );
      expect(new Set(items.flatMap(({ outcome }) => outcome ?? []))).toEqual(
        new Set(['responded', 'no_response', 'not_confirmed']),
      );
      expect(items.some(({ escalated, overdue }) => escalated && overdue)).toBe(true);
      expect(items.some(({ state, overdue }) => state !== 'closed' && !overdue)).toBe(true);
      // Those that are open, and the last that were closed.
      for (const { id } of items.slice(0, 14)) {
        const detail = (await operations.get(`/api/alerts/${id}`)).json as AlertDetail;
        const stored = Object.fromEntries(
          Object.keys(alertStanding).map((key) => [key, detail[key as keyof AlertDetail]]),
        );
        expect(stored).toEqual(replay(detail.events));
        expect(detail.events.every(({ at }) => at <= today.toISOString())).toBe(true);
      }
      // What the clock would have said is in the logs already.
      const faults: unknown[] = [];
      const job = {
        database: db,
        outbox: { written: () => undefined },
        now: () => today,
        onFault: (fault: unknown) => faults.push(fault),
      };
      const before = await operations.get('/api/alerts');
      await ESCALATION_JOB.run(job);
      expect((await operations.get('/api/alerts')).text).toBe(before.text);

      const figures = (await operations.get('/api/alerts/figures?from=2026-10-20&to=2026-11-22')).json;
      expect(figures.raised).toBe(items.length);
      expect(figures.responseRate).toBeGreaterThan(0.4);
      expect(figures.responseRate).toBeLessThan(0.95);
      const open = items.find(({ state }) => state === 'raised');
      const nearest = (await operations.get(`/api/alerts/${open?.id}/teams`)).json;
      expect(nearest.way).toBe('roads');
      expect(nearest.teams.length).toBeGreaterThan(2);

      const shared = (await (await app.as('partner', 'demo')).get('/api/tasks')).json.items.length;
      const all = (await (await app.as('planner', 'demo')).get('/api/tasks')).json.items.length;
      expect([shared > 5, all > shared]).toEqual([true, true]);
      expect([faults, app.faults]).toEqual([[], []]);
    }),
);
