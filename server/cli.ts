// The command line of the operator: import, demo, analyze, accounts, audit, backups. Answers go to stdout, progress to stderr.

import { runAccounts } from './access/accounts_command.ts';
import { runVerifyAudit } from './access/audit_command.ts';
import { type Config, readConfig } from './config.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { runImport } from './imports/command.ts';
import { runDemo } from './imports/demo_command.ts';
import { runAnalyze } from './jobs/analyze_command.ts';
import { runBackup, runRestore } from './jobs/backup_command.ts';

const USAGE = `Usage:
  npm run import -- <file or folder> [--organization ID] [--dry-run] [--noun NOUN] [--replace]
  npm run demo -- [--scale N] [--seed N]
  npm run analyze -- list | <id> <file.json or -> [--organization ID] [--role ROLE]
  npm run accounts -- organization | bootstrap | token | logins
  npm run verify-audit -- [--organization ID] [--head HASH] [--heads FILE]
  npm run backup -- <file> | --new-key FILE
  npm run restore -- <file> [--check] [--replace] [--revocations FILE]
`;

const print = (line: string) => process.stdout.write(`${line}\n`);
const log = (line: string) => process.stderr.write(`${line}\n`);

/** Opens and migrates the configured database for one command and closes it whatever happens. */
async function withDatabase<T>(work: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  const database = await openDatabase({
    url: config.databaseUrl,
    logins: config.logins,
    dataFolder: config.dataFolder,
    patient: true,
    log,
  });
  try {
    await migrate(database, log);
    return await work(database, config);
  } finally {
    await database.close();
  }
}

function keptBy() {
  const { dataFolder, backupKeyFile: keyFile } = readConfig();
  return { withDatabase, dataFolder, keyFile, now: () => new Date(), print, log };
}

async function run([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'import':
      return withDatabase((database) => runImport([...args], { database, log, print }));
    case 'demo':
      return withDatabase((database) => runDemo([...args], { database, log, print }));
    case 'analyze':
      return runAnalyze([...args], { withDatabase, print, log });
    case 'accounts':
      return withDatabase((database, { databaseUrl, origin, host, port }) =>
        runAccounts([...args], { database, databaseUrl, address: origin ?? `http://${host}:${port}`, print, log }),
      );
    case 'verify-audit':
      return withDatabase((database, { dataFolder }) => runVerifyAudit([...args], { database, dataFolder, print }));
    case 'backup':
      return runBackup([...args], keptBy());
    case 'restore':
      return runRestore([...args], keptBy());
    default:
      process.stderr.write(USAGE);
      return 2;
  }
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
