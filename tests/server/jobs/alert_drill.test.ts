// The drill: 200 alerts over HTTP on a simulated clock. The server's figures are those of what was done, to the second; its log
// says what was done and when; and who was late was escalated at the limit, once.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, it } from 'vitest';
import type { AlertEvent } from '../../../geodata/schema/alert.ts';
import { ESCALATION_JOB } from '../../../server/jobs/escalation_job.ts';
import { testApp } from '../../support/app.ts';
import { inCommittedDatabase } from '../../support/database.ts';
import { type Drill, leastCovering, runDrill, secondsBetween } from '../../support/drill.ts';
import { loadWorld } from '../../support/world.ts';

const STARTS_AT = Date.parse('2026-11-16T00:00:00Z');
const COUNT = 200;

const middle = (sorted: readonly number[]): number =>
  ((sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN) +
    (sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN)) /
  2;

it(
  'gives the response rate, median and P90 of what was done, and of a recomputation from the log, to the second',
  { timeout: 300_000 },
  () =>
    inCommittedDatabase(async (database) => {
      await database.transaction((tx) => loadWorld(tx, 'one'), { heavy: true });
      let at = STARTS_AT;
      const now = () => new Date(at);
      const app = testApp(database, { now });
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
      await new Promise((resolve) => server.once('listening', resolve));
      const faults: unknown[] = [];
      const job = {
        database,
        outbox: { written: () => undefined },
        now,
        onFault: (fault: unknown) => faults.push(fault),
      };
      try {
        const team = await (await app.as('operations')).send('POST', '/api/teams', { name: 'A' });
        const drill = await runDrill(
          {
            address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
            setClock: (moment) => {
              at = moment;
            },
            // Two servers look at each moment.
            tick: async () => void (await Promise.all([ESCALATION_JOB.run(job), ESCALATION_JOB.run(job)])),
            signIn: async () => (await app.as('operations')).token as string,
          },
          { seed: 7, count: COUNT, startsAt: STARTS_AT, teamId: team.json.id },
        );
        const operations = await app.as('operations');
        const figures = (await operations.get('/api/alerts/figures?from=2026-11-16&to=2026-11-17')).json;
        expectFigures(figures, drill);
        for (const alert of drill.alerts) {
          const { events } = (await operations.get(`/api/alerts/${alert.id}`)).json as { events: AlertEvent[] };
          expect(
            new Map(events.filter(({ verb }) => verb !== 'escalate').map(({ verb, at }) => [verb, Date.parse(at)])),
          ).toEqual(new Map(alert.done));
          expect(events.filter(({ verb }) => verb === 'escalate').map(({ at }) => Date.parse(at))).toEqual(
            alert.missed,
          );
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
        }
        expect(drill.alerts.filter(({ missed }) => missed.length > 0).length).toBeGreaterThan(20);
        expect([faults, app.faults]).toEqual([[], []]);
      } finally {
        server.close();
      }
    }),
);

function expectFigures(figures: Record<string, unknown> & { steps: Record<string, unknown>[] }, drill: Drill) {
  const { alerts, endedAt } = drill;
  const ended = (outcome: string | null) => alerts.filter((alert) => alert.outcome === outcome).length;
  const late = alerts.filter(({ dueAt }) => dueAt !== null && dueAt < endedAt).length;
  expect(figures).toMatchObject({
    raised: COUNT,
    responded: ended('responded'),
    notConfirmed: ended('not_confirmed'),
    noResponse: ended('no_response'),
    openLate: late,
    openInTime: ended(null) - late,
    escalated: alerts.filter(({ missed }) => missed.length > 0).length,
    responseRate: ended('responded') / (ended('responded') + ended('no_response') + late),
  });
  const between = { verify: ['raise', 'verify'], assign: ['verify', 'assign'], respond: ['assign', 'respond'] };
  const more = { arrive: ['respond', 'arrive'], close: ['respond', 'close'], whole_response: ['raise', 'arrive'] };
  for (const [step, [from, to]] of Object.entries({ ...between, ...more })) {
    const seconds = secondsBetween(drill, from as string, to as string);
    const { done, medianSeconds, p90Seconds } = figures.steps.find((of) => of['step'] === step) ?? {};
    expect([step, done]).toEqual([step, seconds.length]);
    expect(seconds.length).toBeGreaterThan(50);
    expect(Math.round(medianSeconds as number)).toBe(Math.round(middle(seconds)));
    expect(Math.round(p90Seconds as number)).toBe(Math.round(leastCovering(seconds, 0.9) as number));
  }
}
