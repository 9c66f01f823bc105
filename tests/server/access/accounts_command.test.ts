// The operator's command: an organization, its first administrator, and passwords for the database's logins.
import { expect, it } from 'vitest';
import { runAccounts } from '../../../server/access/accounts_command.ts';
import { scramVerifier } from '../../../server/access/login_passwords.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { openDatabase } from '../../../server/db/open.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { makeAccount, PASSWORD } from '../../support/accounts.ts';
import { testApp } from '../../support/app.ts';
import { clockFrom } from '../../support/browser_session.ts';
import { inDatabase, makeOwnDatabase, type TestDatabase } from '../../support/database.ts';

function operator(database: TestDatabase, databaseUrl: string | null = null) {
  const [printed, said]: [string[], string[]] = [[], []];
  const around = {
    database,
    databaseUrl,
    address: 'https://map.example.org',
    print: (line: string) => printed.push(line),
    log: (line: string) => said.push(line),
  };
  return { run: (...args: string[]) => runAccounts(args, around), printed, said };
}

/** The token of a link to the page that welcomes its first administrator. */
const tokenOf = (link = '') =>
  /^https:\/\/map\.example\.org\/welcome#token=([\w-]{43})$/.exec(link)?.[1] ?? expect.fail(`Not a link: ${link}`);

it('makes an organization and a link for its first administrator, once', () =>
  inDatabase(async (database) => {
    const { run, printed, said } = operator(database);
    const clock = clockFrom(new Date());
    const app = testApp(database, { now: clock.now });
    expect(await run('bootstrap', '--organization', 'nowhere')).toBe(2);
    expect(await run('organization', '--id', 'Bad Id', '--name', 'x')).toBe(2);
    expect(await run('organization', '--id', 'relief', '--name', 'Relief')).toBe(0);
    expect(await run('organization', '--id', 'relief', '--name', 'Relief')).toBe(2);
    expect(await run('bootstrap', '--organization', 'relief')).toBe(0);
    const token = tokenOf(printed.at(-1));
    expect(said.join(' ')).not.toContain(token);
    const accept = (body: object) =>
      app.visitor.send('POST', '/api/invitations/accept', { token, password: PASSWORD, ...body });
    const nobody = await accept({});
    expect([nobody.status, nobody.json.errors[0].pointer]).toEqual([400, '/email']);
    const accepted = await accept({ email: 'first@example.org', name: 'First' });
    expect([accepted.status, accepted.json]).toMatchObject([
      201,
      { role: 'admin', organizationId: 'relief', needs: 'second_factor_setup' },
    ]);
    expect((await accept({ email: 'second@example.org' })).status).toBe(404);
    expect(await run('bootstrap', '--organization', 'relief')).toBe(2);
    expect(said.at(-1)).toContain('has an administrator already');
  }));

it('gives a first token up after 15 minutes, and when another one became administrator meanwhile', () =>
  inDatabase(async (database) => {
    const { run, printed } = operator(database);
    const clock = clockFrom(new Date());
    const app = testApp(database, { now: clock.now });
    const accept = async (token: string | undefined) =>
      (await app.visitor.send('POST', '/api/invitations/accept', { token, password: PASSWORD, email: 'a@example.org' }))
        .status;
    await run('bootstrap', '--organization', 'relief', '--name', 'Relief');
    clock.pass(15 * 60 + 5);
    expect(await accept(tokenOf(printed[0]))).toBe(404);
    await run('bootstrap', '--organization', 'relief');
    clock.pass(-15 * 60);
    await app.signedIn({ role: 'admin', organizationId: 'relief' });
    expect(await accept(tokenOf(printed[1]))).toBe(404);
  }));

it('says of a token without an account that it is for the operator', () =>
  inDatabase(async (database) => {
    const { run, said, printed } = operator(database);
    await run('organization', '--id', 'relief', '--name', 'Relief');
    expect(await run('token', '--organization', 'relief', '--role', 'planner')).toBe(0);
    expect(printed[0]).toMatch(/^[\w-]{43}$/);
    expect(said.at(-1)).toContain('For the operator');
    for (const wrong of [['token'], ['constructor'], [], ['token', '--organization', 'relief', '--role', 'reporter']]) {
      expect(await run(...wrong)).toBe(2);
      expect(said.at(-1)).toContain('Usage');
    }
  }));

it("keeps of a login's password what the standard says (RFC 7677, test vector)", () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});

it('sets passwords that PostgreSQL takes, and on the embedded database says that there are none', async () => {
  const own = await makeOwnDatabase();
  const database = await own.open();
  try {
    await migrate(database, () => undefined);
    const { run, printed, said } = operator(database as TestDatabase, own.url);
    if (own.url === null) {
      expect(await run('logins')).toBe(2);
      expect(said.at(-1)).toContain('no logins');
      return;
    }
    expect(await run('logins')).toBe(0);
    expect(printed.map((line) => line.split('=')[0])).toEqual([
      'DATABASE_PUBLIC_URL',
      'DATABASE_PLANNER_URL',
      'DATABASE_OPERATIONS_URL',
      'DATABASE_STEWARD_URL',
    ]);
    const stored = await database.rows<{ name: string; verifier: string }>(
      sql`select rolname as name, rolpassword as verifier from pg_authid where rolname like 'app\\_%' and rolcanlogin`,
    );
    expect(stored.length).toBe(4);
    for (const line of printed) {
      const url = new URL(line.slice(line.indexOf('=') + 1));
      const verifier = stored.find(({ name }) => name === url.username)?.verifier ?? '';
      const salt = Buffer.from(/\$4096:([^$]+)\$/.exec(verifier)?.[1] ?? '', 'base64');
      expect(scramVerifier(url.password, salt)).toBe(verifier);
      const as = await openDatabase({ url: url.href, dataFolder: '', log: () => undefined });
      const { who } = await as.one<{ who: string }>(raw('select current_user as who'));
      await as.close();
      expect(who).toBe(url.username);
    }
  } finally {
    await database.run(
      raw(
        'alter role app_public nologin password null; alter role app_planner nologin password null; alter role app_operations nologin password null; alter role app_steward nologin password null',
      ),
    );
    await database.close();
    await own.remove();
  }
});

it('confirms an account that became a steward where no steward is left to do it', () =>
  inDatabase(async (database) => {
    const { run, said } = operator(database);
    await run('organization', '--id', 'relief', '--name', 'Relief');
    const now = new Date();
    const wanted = { role: 'steward', organizationId: 'relief', now } as const;
    const [gone, waits] = [
      await makeAccount(database, { ...wanted, email: 'gone@example.org' }),
      await makeAccount(database, { ...wanted, email: 'waits@example.org' }),
    ];
    await database.run(sql`update account set awaits_approval = true where id = ${waits.id}::uuid`);
    const approve = (email: string, organization = 'relief') =>
      run('approve', '--organization', organization, '--email', email);
    expect(await run('approve', '--organization', 'relief')).toBe(2);
    expect(await approve('nobody@example.org')).toBe(2);
    expect(await approve('waits@example.org', 'nowhere')).toBe(2);
    expect(await approve('waits@example.org')).toBe(2);
    expect(said.at(-1)).toContain('active steward');
    await database.run(sql`update account set status = 'disabled' where id = ${gone.id}::uuid`);
    expect(await approve('Waits@Example.org')).toBe(0);
    expect(await approve('waits@example.org')).toBe(2);
    expect(await database.rows(sql`select role, verb, noun, thing_id as id, account_id as by from audit`)).toEqual([
      { role: 'server', verb: 'approve', noun: 'approval', id: waits.id, by: null },
    ]);
  }));
