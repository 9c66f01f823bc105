// Faults on the way of a report are told once their day is over; all others at once.
import { expect, it } from 'vitest';
import { holdReportFaults } from '../../../server/access/report_faults.ts';
import { raw } from '../../../server/db/sql.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { reporterOf, sealReport, stewardKeys } from '../../support/reports.ts';

const REPORT = { method: 'POST', route: '/api/reports' };

it('waits with a fault of a report until its day is over, and with no other', () => {
  let now = new Date('2026-11-20T12:34:56Z');
  const told: unknown[] = [];
  const { onFault, tellFaults } = holdReportFaults(
    (fault, place) => told.push([fault, place?.route]),
    () => now,
  );
  onFault('of a job');
  onFault('of a service', { method: 'GET', route: '/api/services' });
  onFault('of a steward', { method: 'GET', route: '/api/report-inbox' });
  for (const route of ['/api/reports', '/api/reports/inbox', '/api/reports/challenge'])
    onFault('of a report', { method: 'POST', route });
  tellFaults();
  expect(told).toEqual([
    ['of a job', undefined],
    ['of a service', '/api/services'],
    ['of a steward', '/api/report-inbox'],
  ]);
  told.length = 0;
  now = new Date('2026-11-21T00:00:00Z');
  onFault('of today', REPORT);
  tellFaults();
  expect(told.map((one) => (one as unknown[])[0])).toEqual(['of a report', 'of a report', 'of a report']);
  tellFaults();
  expect(told).toHaveLength(3);
  // When the process ends: that it did, and not when the fault was, is what its time tells.
  tellFaults(true);
  expect(told[3]).toEqual(['of today', '/api/reports']);
});

it('holds twenty at most', () => {
  const told: unknown[] = [];
  const { onFault, tellFaults } = holdReportFaults(
    (fault) => told.push(fault),
    () => new Date(),
  );
  for (let n = 0; n < 1000; n += 1) onFault(n, REPORT);
  tellFaults(true);
  expect(told).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

it('holds what the routes of reports throw, wherever they do, and nothing of the stewards’ routes', () =>
  inDatabase(async (database) => {
    await ensureOrganization(database, { id: 'one', name: 'One' });
    const told: string[] = [];
    const { onFault, tellFaults } = holdReportFaults(
      (_fault, place) => told.push(`${place?.method} ${place?.route}`),
      () => NOW,
    );
    const app = testApp(database, { publicOrganizationId: 'one', onFault });
    const steward = await app.as('steward');
    const reporter = reporterOf((method, path, body) =>
      method === 'GET' ? app.visitor.get(path) : app.visitor.send(method, path, body),
    );
    const key = { publicKey: stewardKeys().publicKey };
    expect((await steward.send('POST', '/api/report-keys', key)).status).toBe(201);
    const { keys } = await reporter.challenge();
    const locator = 'A'.repeat(43);
    await database.run(raw('alter table report rename to away'));
    const statuses = [
      (await reporter.sendEnvelope(sealReport('x', keys), locator)).status,
      (await reporter.lookFor(locator)).status,
    ];
    await database.run(raw('alter table report_key rename to key_away'));
    statuses.push((await app.visitor.get('/api/reports/challenge')).status);
    expect([statuses, told]).toEqual([[500, 500, 500], []]);
    expect((await steward.get('/api/report-inbox')).status).toBe(500);
    expect(told).toEqual(['GET /api/report-inbox']);
    tellFaults(true);
    expect(told.slice(1)).toEqual(['POST /api/reports', 'POST /api/reports/inbox', 'GET /api/reports/challenge']);
  }));
