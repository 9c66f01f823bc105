// The drill: alerts raised and moved over HTTP on a simulated clock, with delays that a seed draws. Prints the server's figures
// beside those of what was done. Alone: npx tsx tests/bench/drill.ts [alerts] [seed]
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import type { AlertFigures } from '../../geodata/schema/alert_figures.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { ESCALATION_JOB } from '../../server/jobs/escalation_job.ts';
import { testApp } from '../support/app.ts';
import { leastCovering, runDrill, secondsBetween } from '../support/drill.ts';
import { loadWorld } from '../support/world.ts';

const STARTS_AT = Date.parse('2026-11-16T00:00:00Z');
const ALERTS = 200;
const SEED = 7;

export async function benchDrill(count = ALERTS, seed = SEED): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'safereach-drill-'));
  const database = await openDatabase({
    url: process.env['BENCH_DATABASE_URL'] ?? null,
    dataFolder,
    log: () => undefined,
  });
  let at = STARTS_AT;
  const now = () => new Date(at);
  const app = testApp(database, { now });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  try {
    await migrate(database, () => undefined);
    await database.transaction((tx) => loadWorld(tx, 'drill'), { heavy: true });
    await new Promise((resolve) => (server.listening ? resolve(null) : server.once('listening', resolve)));
    const onFault = (fault: unknown) => {
      throw fault;
    };
    const team = await (await app.as('operations', 'drill')).send('POST', '/api/teams', { name: 'A' });
    const started = performance.now();
    const drill = await runDrill(
      {
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        setClock: (moment) => {
          at = moment;
        },
        tick: () => ESCALATION_JOB.run({ database, outbox: { written: () => undefined }, now, onFault }),
        signIn: async () => (await app.as('operations', 'drill')).token ?? '',
      },
      { seed, count, startsAt: STARTS_AT, teamId: team.json.id },
    );
    const seconds = (performance.now() - started) / 1000;
    const asked = await (await app.as('operations', 'drill')).get('/api/alerts/figures?from=2026-11-16&to=2026-11-17');
    const figures = asked.json as AlertFigures;
    const responded = drill.alerts.filter(({ outcome }) => outcome === 'responded').length;
    console.log(
      `\nDrill: ${count} alerts, ${drill.requests} writes over HTTP in ${seconds.toFixed(1)} s, seed ${seed}`,
    );
    console.log(
      `response rate ${((figures.responseRate ?? Number.NaN) * 100).toFixed(1)} % (${((figures.responseRateLower ?? Number.NaN) * 100).toFixed(1)}–${((figures.responseRateUpper ?? Number.NaN) * 100).toFixed(1)}), responded ${figures.responded} (done: ${responded}), escalated ${figures.escalated}`,
    );
    for (const { step, done, medianSeconds, p90Seconds } of figures.steps) {
      const [from, to] = step === 'whole_response' ? ['raise', 'arrive'] : [BEFORE[step], step];
      const times = secondsBetween(drill, from, to);
      const middle = ((times[(times.length - 1) >> 1] ?? Number.NaN) + (times[times.length >> 1] ?? Number.NaN)) / 2;
      console.log(
        `${step.padEnd(15)} n ${String(done).padStart(3)} (${times.length})  median ${medianSeconds} s (${middle})  P90 ${p90Seconds} s (${leastCovering(times, 0.9)})`,
      );
    }
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await database.close();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const BEFORE = { verify: 'raise', assign: 'verify', respond: 'assign', arrive: 'respond', close: 'respond' } as const;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await benchDrill(Number(process.argv[2] ?? ALERTS), Number(process.argv[3] ?? SEED));
}
