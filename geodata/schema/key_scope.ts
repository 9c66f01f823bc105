// What an API key may be given: a role at most its account's, never one with a second factor; things to look at or run. The
// server decides by it, the screen offers by it.
import { NEEDS_SECOND_FACTOR, PERMISSIONS, ROLES, type Role, THINGS, type Thing } from './roles.ts';

/** Accounts, keys, sessions, the trail, settings, referrals, reports and what the duty room decides are for people at a screen. */
const NEVER: ReadonlySet<Thing> = new Set([
  'account',
  'alert',
  'alert_rule',
  'api_key',
  'audit',
  'board_view',
  'constraint',
  'consultation',
  'entry_review',
  'event',
  'focal_point',
  'incident_merge',
  'indicator',
  'observation',
  'patrol_plan',
  'referral',
  'release_draft',
  'report',
  'report_key',
  'reporting_point',
  'road_publication',
  'session',
  'setting',
  'task',
  'team',
  'view',
  'zone_use',
]);

const looks = (role: Role, thing: Thing) =>
  (PERMISSIONS[role][thing] ?? []).filter((verb) => verb === 'read' || verb === 'run');

/** Things that a key of this role may read or run. */
export const thingsOfKey = (role: Role): Thing[] =>
  THINGS.filter((thing) => !NEVER.has(thing) && looks(role, thing).length > 0);

/** Roles for keys of an account: whatever such a role may look at, the account's may too. */
export const rolesOfKeys = (account: Role): Role[] =>
  ROLES.filter(
    (role) =>
      role !== 'reporter' &&
      role !== 'public' &&
      !NEEDS_SECOND_FACTOR.has(role) &&
      thingsOfKey(role).every((thing) => looks(role, thing).every((verb) => looks(account, thing).includes(verb))),
  );
