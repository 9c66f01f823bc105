// `npm run accounts -- token --organization ID --role ROLE`: opens a session for one organization and prints its token.
import { parseArgs } from 'node:util';
import { ROLES } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { organizationName } from '../queries/sessions.ts';
import { createSessions } from './sessions.ts';

interface Surroundings {
  readonly database: Database;
  readonly print: (line: string) => void;
  readonly log: (line: string) => void;
}

export async function runAccounts(args: string[], { database, print, log }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { organization: { type: 'string' }, role: { type: 'string' }, area: { type: 'string', default: '' } },
  });
  const role = ROLES.find((known) => known === values.role && known !== 'reporter');
  if (positionals[0] !== 'token' || values.organization === undefined || role === undefined) {
    log(`Usage: npm run accounts -- token --organization ID --role ROLE [--area PCODE]\nRoles: ${ROLES.join(', ')}`);
    return 2;
  }
  if ((await organizationName(database, values.organization)) === null) {
    log(
      `There is no organization "${values.organization}". Import something into it first: npm run import -- <folder> --organization ${values.organization}`,
    );
    return 2;
  }
  const sessions = createSessions(database, () => new Date());
  const token = await sessions.open({ organizationId: values.organization, role, areaPrefix: values.area });
  print(token);
  log(`Valid for 12 hours, or until 30 minutes pass without use. Start the server and open /session#token=${token}`);
  return 0;
}
