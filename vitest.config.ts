// How the tests run. core: pure code, in parallel. server: one worker that keeps one database open for all its files.
// attack: an attacker against a real server over sockets. e2e: a real browser against a real server, one file after the other. Groups run in this order.
import { defineConfig } from 'vitest/config';

/** Each database's own faults are tried in the run on that database. */
const ofTheOther =
  (process.env['DATABASE_URL'] ?? '') === ''
    ? ['tests/server/db/postgres_faults.test.ts']
    : [
        'tests/server/db/embedded_faults.test.ts',
        'tests/server/db/embedded_watchdog.test.ts',
        'tests/server/db/folder_lock.test.ts',
      ];

/** What is waited for comes when it comes: a busy machine is no fault. */
const patient = { poll: { timeout: 60_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          include: ['tests/{geodata,web}/**/*.test.{ts,tsx}', 'tests/architecture.test.ts'],
          pool: 'threads',
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'server',
          expect: patient,
          include: ['tests/server/**/*.test.ts'],
          exclude: ofTheOther,
          globalSetup: ['tests/support/database_setup.ts'],
          pool: 'forks',
          maxWorkers: 1,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'attack',
          expect: patient,
          include: ['tests/attack/**/*.test.ts'],
          globalSetup: ['tests/support/database_setup.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          expect: patient,
          include: ['tests/e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
