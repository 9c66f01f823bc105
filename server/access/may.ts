// The one decision: may this role do this to that kind of thing? Default deny. Reads the table, adds nothing to it.
import { Problem, type ProblemCode } from '../../geodata/schema/problem.ts';
import { PERMISSIONS, type Role, type Thing, type Verb, type Viewer } from '../../geodata/schema/roles.ts';

export function may(role: Role, verb: Verb, thing: Thing): boolean {
  return PERMISSIONS[role][thing]?.includes(verb) ?? false;
}

/**
 * Passes or throws. Who may not even read the thing is told that there is nothing (`hidden`, 404); who may read but
 * not write it is told so (403), or to sign in when nobody is signed in (401).
 */
export function demand(viewer: Viewer, verb: Verb, thing: Thing, hidden: ProblemCode = 'not_found'): void {
  if (may(viewer.role, verb, thing)) return;
  if (!may(viewer.role, 'read', thing)) throw new Problem(hidden);
  throw new Problem(viewer.role === 'public' ? 'unauthenticated' : 'forbidden');
}
