// Every address that the server answers, from its own OpenAPI document and from its router: what it does to which thing,
// and what it promises to answer. An address in the router that is in neither list fails the walk.
import type { z } from 'zod';
import type { Role, Thing, Verb } from '../../geodata/schema/roles.ts';
import type { Target } from './target.ts';
import type { Ids } from './world.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** null: tells everybody the same. */
  readonly permission: { readonly verb: Verb; readonly thing: Thing } | null;
  /** Of its answer of success as JSON; null where it is none. */
  readonly answer: z.ZodType | null;
}

/** Addresses under /api and /ogc that are outside the document. Tiles ask for the noun of their collection: see OF_COLLECTION. */
const OTHERS: readonly Route[] = ['/api/openapi.json', '/ogc/api'].map(open);

function open(path: string): Route {
  return { method: 'GET', path, permission: null, answer: null };
}

/** Collections with tiles, and what one must be allowed to read for them. */
export const OF_COLLECTION: Readonly<Record<string, Thing>> = {
  areas: 'area',
  places: 'place',
  roads: 'road',
  services: 'service',
  zones: 'zone',
  patrols: 'patrol',
  population: 'population',
};

interface Declared {
  readonly method: string;
  readonly path: string;
  readonly 'x-thing'?: Thing;
  readonly 'x-verb'?: Verb;
  readonly 'x-open'?: true;
  readonly responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}

const isSchema = (schema: unknown): schema is z.ZodType =>
  typeof schema === 'object' && schema !== null && 'safeParse' in schema;

/** The routes of the document. Throws where one declares neither a permission nor that it is open. */
export function declaredRoutes(app: Target['app']): Route[] {
  return app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const route = definition.route as unknown as Declared;
    const thing = route['x-thing'];
    const verb = route['x-verb'];
    if ((thing === undefined || verb === undefined) && route['x-open'] !== true) {
      throw new Error(`${route.method} ${route.path} says neither what it does to which thing nor that it is open.`);
    }
    const success = Object.entries(route.responses).find(([status]) => status.startsWith('2'))?.[1];
    const schema = success?.content?.['application/json']?.schema;
    return [
      {
        method: route.method.toUpperCase() as Route['method'],
        path: route.path,
        permission: thing === undefined || verb === undefined ? null : { verb, thing },
        answer: isSchema(schema) ? schema : null,
      },
    ];
  });
}

/** `METHOD /path/{id}` of every handler in the router that neither list knows. */
export function undeclared(app: Target['app'], declared: readonly Route[]): string[] {
  const known = new Set(
    [...declared, ...OTHERS].map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  return [
    ...new Set(
      app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`)
        .filter(
          (address) =>
            / \/(api|ogc)\b/.test(address) &&
            !known.has(address) &&
            !/^GET \/ogc\/collections\/:id\/tiles\//.test(address),
        ),
    ),
  ];
}

export type Expected = 'allowed' | 401 | 403 | 404;

/** What the one table says; the walk compares what the server does. */
export function expected(
  grants: Partial<Record<Thing, readonly Verb[]>>,
  { role, verb, thing }: { role: Role; verb: Verb; thing: Thing },
): Expected {
  const granted = grants[thing] ?? [];
  if (granted.includes(verb)) return 'allowed';
  if (!granted.includes('read')) return 404;
  return role === 'public' ? 401 : 403;
}

const PERIOD = '2026-Q3';

/** The address of a record of the own organization that a path names; what has no record gets an id that nobody has. */
export function addressOf(path: string, ids: Ids): string {
  const nobody = '00000000-0000-4000-8000-000000000000';
  const of: readonly [prefix: RegExp, id: string][] = [
    [/^\/api\/services/, ids.service],
    [/^\/api\/zones/, ids.zone],
    [/^\/api\/zone-use/, ids.zone],
    [/^\/api\/patrols\/\{id\}\/runs\/\{run/, ids.patrol],
    [/^\/api\/patrols/, ids.patrol],
    [/^\/api\/(patrol-)?runs/, ids.run],
    [/^\/api\/patrol-plans/, ids.patrolPlan],
    [/^\/api\/women-routes/, ids.womenRoute],
    [/^\/api\/alerts/, ids.alert],
    [/^\/api\/alert-rules/, '3'],
    [/^\/api\/teams/, ids.team],
    [/^\/api\/tasks/, ids.task],
    [/^\/api\/objectives/, ids.objective],
    [/^\/api\/incidents/, ids.incident],
    [/^\/api\/places/, ids.place],
    [/^\/api\/population/, ids.population],
    [/^\/api\/datasets/, ids.population],
    [/^\/api\/gateways/, ids.gateway],
    [/^\/api\/referrals/, ids.referral],
    [/^\/api\/entry-reviews/, ids.service],
    [/^\/api\/roads/, ids.road],
    [/^\/api\/constraints/, ids.constraint],
    [/^\/api\/accounts/, ids.account],
    [/^\/api\/report-inbox/, ids.report],
    [/^\/api\/report-keys/, ids.reportKey],
    [/^\/api\/reporting-points/, ids.reportingPoint],
    [/^\/ogc\/processes/, 'nearest'],
    [/^\/ogc\/collections/, 'services'],
  ];
  const id = of.find(([prefix]) => prefix.test(path))?.[1] ?? nobody;
  return path
    .replace('{pcode}', 'QQ001')
    .replace('{period}', PERIOD)
    .replace('{run}', ids.run)
    .replace('{runId}', ids.run)
    .replace('{featureId}', ids.service)
    .replace('{cell}', '0')
    .replace('{region}', 'all')
    .replace(/\{\w+\}/g, id);
}
