// The bounds of privacy.md on the real server, with room for a busy machine: tests/bench/sign_in.ts prints the figures.
import { expect, inject, it } from 'vitest';
import { createSessions } from '../../../server/access/sessions.ts';
import { signInWithPassword } from '../../../server/access/sign_in.ts';
import { createSignInTools } from '../../../server/access/sign_in_tools.ts';
import type { Database } from '../../../server/db/database.ts';
import { makeAccount, PASSWORD, TEST_KEY } from '../../support/accounts.ts';
import { NOW } from '../../support/app.ts';
import { inDatabase, makeOwnDatabase, type TestDatabase } from '../../support/database.ts';
import { compareAddresses, healthDuring, startServer } from '../../support/sign_in_load.ts';
import { loadWorld } from '../../support/world.ts';

/** The database, writing down the text of each statement. */
function listening(database: TestDatabase, heard: string[]): Database {
  const note =
    <T>(work: (query: { text: string }) => T) =>
    (query: { text: string }) => {
      heard.push(query.text);
      return work(query);
    };
  const { rows, one, maybeOne, run } = database as unknown as Record<string, (query: unknown) => unknown>;
  return { ...database, rows: note(rows!), one: note(one!), maybeOne: note(maybeOne!), run: note(run!) } as Database;
}

it('does the very same work for an address that is known, unknown, disabled or invited', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await makeAccount(database, { email: 'known@example.org', role: 'planner', now: NOW });
    await makeAccount(database, { email: 'steward@example.org', role: 'steward', withFactor: true, now: NOW });
    await makeAccount(database, { email: 'invited@example.org', role: 'planner', password: null, now: NOW });
    const work: string[] = [];
    for (const name of ['known', 'steward', 'invited', 'unknown']) {
      const heard: string[] = [];
      const heardBy = listening(database, heard);
      const tools = createSignInTools({
        database: heardBy,
        sessions: createSessions(heardBy, () => NOW),
        key: TEST_KEY,
        now: () => NOW,
      });
      const inTurn: typeof tools.passwords.inTurn = (job, known) =>
        tools.passwords.inTurn((compute) => {
          const heardCompute: typeof compute = (...given) => {
            heard.push('argon2id');
            return compute(...given);
          };
          return job(heardCompute);
        }, known);
      const attempt = { email: `${name}@example.org`, password: `${PASSWORD}!`, network: 'here', device: undefined };
      await expect(
        signInWithPassword({ ...tools, passwords: { ...tools.passwords, inTurn } }, attempt),
      ).rejects.toMatchObject({ code: 'unauthenticated' });
      work.push(heard.join('\n'));
    }
    expect(work[0]?.match(/argon2id/g)).toHaveLength(1);
    expect(new Set(work).size).toBe(1);
  }));

it('takes as long for an unknown address as for a known one, and leaves /healthz alone under two hundred sign-ins', async () => {
  const own = inject('databaseUrl') === null ? null : await makeOwnDatabase();
  const server = await startServer(own?.url ?? null, 10);
  try {
    const { known, unknown } = await compareAddresses(server, 3);
    expect(known / unknown).toBeGreaterThan(0.7);
    expect(known / unknown).toBeLessThan(1.4);
    const { p99, statuses } = await healthDuring(server, 200);
    expect(p99).toBeLessThan(1000);
    expect(Object.keys(statuses).every((status) => ['401', '503'].includes(status))).toBe(true);
    // How many get in before the line is full is a matter of the machine; that some do is not.
    expect(statuses[401]).toBeGreaterThan(0);
  } finally {
    await server.stop();
    await own?.remove();
  }
}, 240_000);
