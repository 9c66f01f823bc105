// The one decision: may this role do this to that kind of thing? Default deny. Reads the table, adds nothing to it.
import { createMiddleware } from 'hono/factory';
import { Problem, type ProblemCode } from '../../geodata/schema/problem.ts';
import { PERMISSIONS, type Role, type Thing, type Verb, type Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from './environment.ts';

export function may(asking: Role | Viewer, verb: Verb, thing: Thing): boolean {
  if (typeof asking === 'string') return PERMISSIONS[asking][thing]?.includes(verb) ?? false;
  const { role, viewing = false, things } = asking;
  // Only a steward looks through another role, and may look through the next one or end it.
  if (thing === 'view') return may(viewing ? 'steward' : role, verb, thing) && things === undefined;
  if (!may(role, verb, thing)) return false;
  if (things !== undefined) return things.includes(thing) && LOOKS.has(verb);
  return !viewing || LOOKS.has(verb) || thing === 'session';
}

/** Verbs that leave everything as it was. */
const LOOKS: ReadonlySet<Verb> = new Set(['read', 'run']);

/**
 * Passes or throws. Who may not even read the thing is told that there is nothing (`hidden`, 404); who may read but
 * not write it is told so (403), or to sign in when nobody is signed in (401).
 */
export function demand(viewer: Viewer, verb: Verb, thing: Thing, hidden: ProblemCode = 'not_found'): void {
  if (may(viewer, verb, thing)) return;
  if (!may(viewer, 'read', thing)) throw new Problem(hidden);
  if (viewer.viewing)
    throw new Problem('forbidden', 'You are looking through another role. Return to your own to write.');
  throw new Problem(viewer.role === 'public' ? 'unauthenticated' : 'forbidden');
}

/**
 * What a route does to which thing. Spread into `createRoute`: it stands in the OpenAPI document, where the tests read
 * it, and it is decided before the request's body is read. `hidden`: what is said to those who may not even read it.
 */
export function permits(verb: Verb, thing: Thing, hidden?: ProblemCode) {
  return {
    'x-thing': thing,
    'x-verb': verb,
    middleware: [
      createMiddleware<Environment>(async (c, next) => {
        demand(c.get('viewer'), verb, thing, hidden);
        await next();
      }),
    ],
  };
}

/** A route that tells everybody the same and nothing about anybody: landing pages, conformance, descriptions of analyses. */
export const openToAll = { 'x-open': true } as const;
