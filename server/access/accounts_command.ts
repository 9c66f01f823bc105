// `npm run accounts`: what only the operator at the command line does. Makes an organization and the link of its first
// administrator, opens sessions for other commands, and gives the database's logins their passwords.
import { parseArgs } from 'node:util';
import { ROLES } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { DatabaseFailure } from '../db/failures.ts';
import { countAdmins } from '../queries/accounts.ts';
import { insertOrganization } from '../queries/logins.ts';
import { organizationName } from '../queries/sessions.ts';
import { recordAct } from '../queries/writes.ts';
import { approveByOperator } from './approve_command.ts';
import { issueInvitation } from './invitations.ts';
import { renewLogins } from './login_passwords.ts';
import { createSessions } from './sessions.ts';

interface Surroundings {
  readonly database: Database;
  /** null: the embedded database. */
  readonly databaseUrl: string | null;
  /** Where people reach the server, without a slash at the end. */
  readonly address: string;
  readonly print: (line: string) => void;
  readonly log: (line: string) => void;
}

const USAGE = `Usage:
  npm run accounts -- organization --id ID --name NAME
  npm run accounts -- bootstrap --organization ID [--name NAME]
  npm run accounts -- approve --organization ID --email ADDRESS
  npm run accounts -- token --organization ID --role ROLE [--area PCODE]
  npm run accounts -- logins
Roles: ${ROLES.join(', ')}`;

interface Options {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly organization?: string | undefined;
  readonly role?: string | undefined;
  readonly area?: string | undefined;
  readonly email?: string | undefined;
}

/** Exit code: 0 done, 2 not done, and why is said on the log. */
export async function runAccounts(args: string[], around: Surroundings): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { id: text, name: text, organization: text, role: text, area: text, email: text },
  });
  const word = positionals[0] ?? '';
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  const done = command === undefined ? USAGE : await command(values, around);
  if (done === null) return 0;
  around.log(done);
  return 2;
}

/** null, or what to do instead. */
const COMMANDS: Record<string, (options: Options, around: Surroundings) => Promise<string | null>> = {
  async organization({ id, name }, { database, log }) {
    if (id === undefined || name === undefined) return USAGE;
    if (!ORGANIZATION_ID.test(id)) return WRONG_ID;
    if (!(await insertOrganization(database, { id, name }))) return `There is an organization "${id}" already.`;
    log(`Made. Its first administrator: npm run accounts -- bootstrap --organization ${id}`);
    return null;
  },

  async bootstrap({ organization: id, name }, { database, address, print, log }) {
    if (id === undefined) return USAGE;
    if (!ORGANIZATION_ID.test(id)) return WRONG_ID;
    if (name !== undefined) await insertOrganization(database, { id, name });
    if ((await organizationName(database, id)) === null) return unknownOrganization(id);
    if ((await countAdmins(database, id, null)) > 0) {
      return 'This organization has an administrator already, who can invite others and reset accounts.';
    }
    const invitation = { purpose: 'bootstrap', organizationId: id, accountId: null } as const;
    const { token } = await database.transaction(async (tx) => {
      const act = { role: 'admin', verb: 'bootstrap', noun: 'account', rowCount: 1 } as const;
      await recordAct(tx, { ...act, organizationId: id, thingId: id });
      return issueInvitation(tx, invitation, new Date());
    });
    print(`${address}/welcome#token=${token}`);
    log('Whoever opens this link becomes the first administrator: once, within 15 minutes. Start the server first.');
    return null;
  },

  approve: approveByOperator,

  async token({ organization: id, role: wanted, area = '' }, { database, address, print, log }) {
    const role = ROLES.find((known) => known === wanted && known !== 'reporter');
    if (id === undefined || role === undefined) return USAGE;
    if ((await organizationName(database, id)) === null) return unknownOrganization(id);
    const sessions = createSessions(database, () => new Date());
    const token = await sessions.open({ organizationId: id, role, areaPrefix: area });
    print(token);
    log(
      `For the operator, not for people: it has no account, so the audit trail names nobody. Give people accounts instead.
Valid for 12 hours, or until 30 minutes pass without use. Start the server and open ${address}/session#token=${token}`,
    );
    return null;
  },

  async logins(_options, { database, databaseUrl, print, log }) {
    if (database.kind !== 'postgres' || databaseUrl === null) {
      return 'The embedded database has no logins. Set DATABASE_URL to use PostgreSQL.';
    }
    const lines = await renewLogins(database, databaseUrl).catch((error: unknown) => {
      if (error instanceof DatabaseFailure && error.sqlstate === '42501') return null;
      throw error;
    });
    if (lines === null) return 'The login of DATABASE_URL may not change other logins: give it CREATEROLE first.';
    for (const line of lines) print(line);
    log('New passwords are set, earlier ones no longer work. Put these lines into the environment of the server.');
    return null;
  },
};

const ORGANIZATION_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const WRONG_ID = 'The id of an organization has at most 63 small letters, digits and hyphens.';
const unknownOrganization = (id: string) =>
  `There is no organization "${id}". Make it: npm run accounts -- organization --id ${id} --name "…", or import something into it.`;
