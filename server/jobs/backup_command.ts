// `npm run backup` and `npm run restore`: arguments → file ↔ database → what the operator must know.
import { parseArgs } from 'node:util';
import { Problem } from '../../geodata/schema/problem.ts';
import { headsFile, keptHeads } from '../access/audit_heads.ts';
import type { Database } from '../db/database.ts';
import { makeBackup } from './backup.ts';
import { makeBackupKey, readBackupKey } from './backup_cipher.ts';
import { checkBackup, restoreBackup } from './restore.ts';
import { revocationsFile } from './revocation_log.ts';

interface Surroundings {
  /** Opens the database for one piece of work. */
  readonly withDatabase: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  readonly dataFolder: string;
  readonly keyFile: string | null;
  readonly now: () => Date;
  readonly print: (line: string) => void;
  readonly log: (line: string) => void;
}

const BACKUP_USAGE = `Usage: npm run backup -- <file> | --new-key FILE

  --new-key FILE   make a key; keep it where the backups are not
The key file is named by SAFEREACH_BACKUP_KEY_FILE.`;

const RESTORE_USAGE = `Usage: npm run restore -- <file> [--check] [--replace] [--revocations FILE]

  --check              read the whole file, say what it holds, and touch no database
  --replace            take the place of what the database holds
  --revocations FILE   revocations.log of the server that the backup is of, beside that of this data folder
The key file is named by SAFEREACH_BACKUP_KEY_FILE.`;

/** Exit code: 0 done, 1 not done, 2 asked wrongly. */
export async function runBackup(args: string[], around: Surroundings): Promise<number> {
  const asked = parsed(() => parseArgs({ args, allowPositionals: true, options: { 'new-key': { type: 'string' } } }));
  const [path, ...more] = asked?.positionals ?? [];
  const newKey = asked?.values['new-key'];
  if (asked === null || more.length > 0 || (path === undefined) === (newKey === undefined))
    return wrong(BACKUP_USAGE, around);
  return told(around, async () => {
    if (newKey !== undefined) {
      await makeBackupKey(newKey);
      around.print(
        'The key is made. Copy it to a place that the backups are not: without it no backup opens, with it every one does.',
      );
      return;
    }
    const key = await readBackupKey(demandKey(around));
    const started = performance.now();
    const now = around.now();
    const { bytes, sha256 } = await around.withDatabase((database) =>
      makeBackup(database, { path: path ?? '', key, now, log: around.log }),
    );
    around.print(
      `Backup of ${now.toISOString()}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds(started)} s. SHA-256 ${sha256}`,
    );
    around.print(
      'Not in it: sessions, API keys, invitations, and the key files. Second factors open only with the server’s own key file: keep a copy of that too.',
    );
  });
}

export async function runRestore(args: string[], around: Surroundings): Promise<number> {
  const asked = parsed(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        revocations: { type: 'string', multiple: true, default: [] },
      },
    }),
  );
  const [path, ...more] = asked?.positionals ?? [];
  if (asked === null || path === undefined || more.length > 0) return wrong(RESTORE_USAGE, around);
  return told(around, async () => {
    const key = await readBackupKey(demandKey(around));
    const started = performance.now();
    if (asked.values.check) {
      const { madeAt, total, sha256 } = await checkBackup({ path, key });
      around.print(
        `Sound: ${total.toLocaleString('en')} rows of ${madeAt}, read in ${seconds(started)} s. SHA-256 ${sha256}`,
      );
      return;
    }
    await keptHeads(headsFile(around.dataFolder)); // a damaged file of heads is told before anything is done
    const { replace } = asked.values;
    const revocations = [revocationsFile(around.dataFolder), ...asked.values.revocations];
    const report = await around.withDatabase((database) =>
      restoreBackup(database, { path, key, replace, revocations }),
    );
    around.print(
      `Restored ${report.total.toLocaleString('en')} rows of ${report.madeAt} in ${seconds(started)} s. ` +
        `${report.revoked} records that were withdrawn, expired or erased since then were taken out again.`,
    );
    around.print(
      'Look through the accounts: one that was disabled since then is active again. API keys and invitations are issued anew.',
    );
  });
}

const seconds = (started: number) => ((performance.now() - started) / 1000).toFixed(1);

function demandKey({ keyFile }: Surroundings): string {
  if (keyFile !== null) return keyFile;
  throw new Problem(
    'invalid_input',
    'Name the key file: SAFEREACH_BACKUP_KEY_FILE=… Make one with: npm run backup -- --new-key FILE',
  );
}

function wrong(usage: string, { print }: Surroundings): number {
  print(usage);
  return 2;
}

async function told({ print }: Surroundings, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    print(error.message || error.toDocument().title);
    return 1;
  }
}

function parsed<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
