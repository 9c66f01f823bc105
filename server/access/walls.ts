// Which login of the database serves which role. The one place where the two lists meet.
import type { Role, Viewer } from '../../geodata/schema/roles.ts';
import { type Guise, LOGINS, type Login } from '../db/guise.ts';

/** `app_public` cannot select incidents at all; an administrator reads no more than the public does. */
const LOGIN: Record<Role, Login> = {
  reporter: 'app_public',
  public: 'app_public',
  partner: 'app_public',
  evaluator: 'app_public',
  planner: 'app_planner',
  operations: 'app_operations',
  steward: 'app_steward',
  admin: 'app_public',
};

export const guiseOf = ({ role, organizationId, accountId }: Viewer): Guise => ({
  login: LOGIN[role],
  organizationId,
  accountId: accountId ?? '',
});

/** The role whose login may select less; the first of two that share one. */
export const weaker = (a: Role, b: Role): Role => (LOGINS.indexOf(LOGIN[b]) < LOGINS.indexOf(LOGIN[a]) ? b : a);
