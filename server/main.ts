// Read the settings, open the database, migrate, load the demo where there is none, serve, drain on SIGTERM.
// The only place that ends the process.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { readKeyFile } from './access/key_file.ts';
import { oidcSettings } from './access/oidc_secret.ts';
import { holdReportFaults } from './access/report_faults.ts';
import { createSessions } from './access/sessions.ts';
import { createApp } from './app.ts';
import { DEMO_ORGANIZATION, readConfig } from './config.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { createGuards } from './guards.ts';
import { demoIsLoaded, loadDemo } from './imports/demo.ts';
import { createAnalysisPool } from './jobs/analysis_pool.ts';
import { startClockJobs } from './jobs/clock_jobs.ts';
import { publishDemoRelease } from './jobs/demo_release.ts';
import { DUTY_JOBS } from './jobs/duty_jobs.ts';
import { noticeChannels } from './jobs/notice_channels.ts';
import { createNoticeJob } from './jobs/notice_job.ts';
import { startPlannerJob } from './jobs/planner_job.ts';
import { startReportJob } from './jobs/report_job.ts';
import { startRetentionJob } from './jobs/retention_job.ts';
import { openOutbox } from './live/outbox.ts';
import { createTiles } from './live/tiles.ts';
import { createLog, quietConsole } from './log.ts';
import { ensureOrganization } from './queries/load.ts';

/** In-flight requests get this long after SIGTERM before the process ends (reliability.md: ≤ 10 s). */
const DRAIN_MS = 8_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

const log = createLog();
quietConsole(log);
process.on('unhandledRejection', (fault) => log.fault(fault));
process.on('uncaughtException', (fault) => {
  log.fault(fault);
  process.exit(1); // what it left behind is unknown
});

async function main(): Promise<void> {
  const started = performance.now();
  const built = builtByStarter();
  const config = readConfig();
  const database = await openDatabase({
    url: config.databaseUrl,
    logins: config.logins,
    dataFolder: config.dataFolder,
    log: say,
  });
  say(database.description);
  await migrate(database, say);
  if (config.demo && !(await demoIsLoaded(database))) {
    if (config.demoScale > 0)
      await loadDemo(database, { scale: config.demoScale, seed: 1, today: new Date(), log: say });
    else await database.transaction((tx) => ensureOrganization(tx, { id: DEMO_ORGANIZATION, name: 'Empty demo' }));
  }

  if (config.demo && (await demoIsLoaded(database))) {
    await publishDemoRelease(database, { organizationId: DEMO_ORGANIZATION, now: new Date() }).catch(() =>
      say('The demo has no release: it could not be built.'),
    );
  }
  await built;

  let draining = false;
  const analyses = createAnalysisPool();
  const outbox = await openOutbox(database);
  const tiles = createTiles({ database, outbox });
  const now = () => new Date();
  const { onFault, tellFaults } = holdReportFaults(log.fault, now);
  const endPlannerJob = startPlannerJob({ database, now, onFault });
  const endRetentionJob = startRetentionJob({ database, dataFolder: config.dataFolder, now, onFault }, outbox);
  const endReportJob = startReportJob({ database, now, onFault, tellFaults });
  const noticeJob = createNoticeJob(noticeChannels(config.notices));
  const endDutyJobs = startClockJobs([...DUTY_JOBS, noticeJob], { database, outbox, now, onFault });
  const sessions = createSessions(database, now);
  const guards = createGuards({ ...config, database, sessions, analyses, outbox, now });
  const app = createApp({
    database,
    sessions,
    guards,
    analyses,
    outbox,
    tiles,
    demo: config.demo,
    publicOrganizationId: config.publicOrganizationId,
    origin: config.origin,
    webFolder: config.webFolder,
    key: await readKeyFile(config.keyFile),
    trustProxy: config.trustProxy,
    oidc: await oidcSettings(config.oidc),
    sendsNotices: config.notices.mail !== null || config.notices.webhook !== null,
    now,
    ready: () => !draining,
    onFault,
  });

  const server = createServer(guards.shedding.before(getRequestListener(app.fetch, { hostname: config.host })));
  server.listen(config.port, config.host, () => {
    const { port } = server.address() as AddressInfo;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (config.demo)
      say(`Demo of the organization "${DEMO_ORGANIZATION}": invented data, any role, this machine only.`);
    say(`Safereach is ready after ${seconds} s: http://${config.host}:${port}/`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    say(taken ? `Port ${config.port} is taken. Stop the other program, or set SAFEREACH_PORT.` : String(error.message));
    process.exit(1);
  });

  const stop = async () => {
    if (draining) return;
    draining = true;
    const forced = setTimeout(() => process.exit(1), DRAIN_MS);
    forced.unref();
    guards.close();
    await new Promise((resolve) => {
      server.close(resolve);
      // A connection is kept for the next request, and there is none any more: it is closed once its answer is sent.
      setInterval(() => server.closeIdleConnections(), 50).unref();
    });
    await analyses.close();
    await endPlannerJob();
    await endRetentionJob();
    await endReportJob();
    await endDutyJobs();
    tellFaults(true);
    await outbox.close();
    await database.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

/** `npm start` builds the web client while the database is prepared, and says when it is there. */
async function builtByStarter(): Promise<void> {
  if (!process.connected) return;
  await once(process, 'message');
  process.disconnect();
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
