// What a key may be given, as the server decides it too: a role that sees no more than one's own and needs no second
// factor, and things to look at or run. Pure.
import { NEEDS_SECOND_FACTOR, PERMISSIONS, type Role, type Thing } from '../../../geodata/schema/roles.ts';

/** Things for people at a screen, and no program's business. */
const PERSONAL: ReadonlySet<Thing> = new Set([
  'account',
  'api_key',
  'audit',
  'event',
  'session',
  'setting',
  'view',
  'release_draft',
]);

const looks = (role: Role, thing: Thing) =>
  (PERMISSIONS[role][thing] ?? []).filter((verb) => verb === 'read' || verb === 'run');

export const thingsOfKey = (role: Role): Thing[] =>
  (Object.keys(PERMISSIONS[role]) as Thing[])
    .filter((thing) => !PERSONAL.has(thing) && looks(role, thing).length > 0)
    .sort();

/** Least first, so that the first offer is the one that tells least. */
const KEY_ROLES: readonly Role[] = ['partner', 'evaluator', 'planner', 'operations'];

export const rolesOfKeys = (own: Role): Role[] =>
  KEY_ROLES.filter(
    (role) =>
      !NEEDS_SECOND_FACTOR.has(role) &&
      thingsOfKey(role).every((thing) => looks(role, thing).every((verb) => looks(own, thing).includes(verb))),
  );
