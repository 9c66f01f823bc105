// As whom a statement runs: one database login per privilege, and the organization (and account) whose rows it may
// meet. Grants per table are the first wall, row-level security by organization the second. Knows no table.
import { type Sql, sql } from './sql.ts';

/** Logins with grants of their own (migrations/0007_grants.sql); the login that migrates owns the tables. */
export const LOGINS = ['app_public', 'app_planner', 'app_operations', 'app_steward'] as const;
export type Login = (typeof LOGINS)[number];

export interface Guise {
  readonly login: Login;
  readonly organizationId: string;
  /** '' = nobody signed in with an account. */
  readonly accountId: string;
}

/** The owner of the tables: for the door, jobs, imports and the command line. null as a guise. */
export type Wearer = Guise | null;

/** Two guises with the same key are the same. */
export const keyOfGuise = (guise: Wearer): string =>
  guise === null ? '' : JSON.stringify(Object.values(ordered(guise)));

const ordered = ({ login, organizationId, accountId }: Guise) => ({ login, organizationId, accountId });

/**
 * Puts a guise on a session, or takes it off. `local`: for the transaction alone. Where the session's own login is the
 * privilege already, its role stays (`asRole` false).
 */
export function wear(guise: Wearer, { local = false, asRole = true }: { local?: boolean; asRole?: boolean } = {}): Sql {
  const role = asRole ? sql`set_config('role', ${guise?.login ?? 'none'}, ${local}::boolean), ` : sql``;
  return sql`select ${role}set_config('safereach.organization', ${guise?.organizationId ?? ''}, ${local}::boolean),
    set_config('safereach.account', ${guise?.accountId ?? ''}, ${local}::boolean)`;
}
