// Reports in a backup: sealed as they lie in the database, and found again by their receipts after a restore.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ReportItem } from '../../../geodata/schema/report.ts';
import type { Database } from '../../../server/db/database.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { makeBackup } from '../../../server/jobs/backup.ts';
import { tellReportDays } from '../../../server/jobs/report_job.ts';
import { restoreBackup } from '../../../server/jobs/restore.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, makeOwnDatabase } from '../../support/database.ts';
import { newDigits, receiptOf, reporterOf, sealReply, stewardKeys } from '../../support/reports.ts';

const folder = await mkdtemp(join(tmpdir(), 'safereach-report-backup-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const TOMORROW = new Date(NOW.getTime() + 86_400_000);

const serverOf = (database: Database, now = NOW) => {
  const app = testApp(database, { publicOrganizationId: 'one', now: () => now });
  const reporter = reporterOf((method, path, body) =>
    method === 'GET' ? app.visitor.get(path) : app.visitor.send(method, path, body),
  );
  return { ...app, reporter };
};

it('open for the stewards and answer to the receipt after a restore, and their day is told once', () =>
  inCommittedDatabase(async (database) => {
    await database.transaction((tx) => ensureOrganization(tx, { id: 'one', name: 'One' }));
    const today = serverOf(database);
    const pair = stewardKeys();
    await (await today.as('steward')).send('POST', '/api/report-keys', { publicKey: pair.publicKey });
    const receipt = receiptOf(newDigits(), 'one');
    expect((await today.reporter.report('before the fire', receipt.locator)).status).toBe(201);
    const steward = await serverOf(database, TOMORROW).as('steward');
    const [item] = (await steward.get('/api/report-inbox')).json.items as ReportItem[];
    const sealed = sealReply('we know', receipt.replyKey);
    expect((await steward.send('POST', `/api/report-inbox/${item?.id}/replies`, { sealed })).status).toBe(201);
    const backup = { path: join(folder, 'one.backup'), key: Buffer.alloc(32, 3) };
    await makeBackup(database, { ...backup, now: TOMORROW, log: () => undefined });

    const own = await makeOwnDatabase();
    const other = await own.open();
    try {
      await migrate(other, () => undefined);
      await restoreBackup(other, backup);
      const restored = serverOf(other, TOMORROW);
      expect((await restored.reporter.places(receipt.locator)).map(receipt.open)).toEqual([
        'we know',
        null,
        null,
        null,
      ]);
      const reader = await restored.as('steward');
      const { envelopes } = (await reader.get(`/api/report-inbox/${item?.id}`)).json;
      const [key] = (await reader.get('/api/report-keys')).json.items;
      expect(pair.open(envelopes[0].envelope, key.id)).toBe('before the fire');
      const faults: unknown[] = [];
      for (let n = 0; n < 2; n += 1)
        await tellReportDays({ database: other, now: () => TOMORROW, onFault: (fault) => faults.push(fault) });
      const trail = (await reader.get('/api/audit')).json.items as { role: string; rowCount: number }[];
      expect(trail.filter(({ role }) => role === 'reporter').map(({ rowCount }) => rowCount)).toEqual([1]);
      expect(faults).toEqual([]);
    } finally {
      await other.close();
      await own.remove();
    }
  }));
