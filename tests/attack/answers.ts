// All that a role can get to read: every GET route of the document, tiles, search, filters, CSV and HTML, and what is
// said of wrong requests. The sweeps compare or search these.
import type { Role } from '../../geodata/schema/roles.ts';
import { addressOf, declaredRoutes, OF_COLLECTION } from './routes.ts';
import type { Answer, Target } from './target.ts';
import type { Ids } from './world.ts';

/** Tiles over the planted places, from the world down to a street. */
const TILES = ['0/0/0', '5/14/17', '9/239/273', '12/1919/2190', '14/8741/7654'];

const OF_ITEMS = ['areas', 'places', 'roads', 'services', 'zones', 'gateways', 'releases', 'patrols', 'incident-cells'];

/** Questions beside the routes as they are. */
const QUESTIONS: readonly string[] = [
  ...['refuge', 'Hidden', 'Planned', 'Water', 'canary', 'West', '12.123456'].map((q) => `/api/search?q=${q}`),
  '/api/services?bbox=13.4,10.4,13.6,10.6',
  '/api/services?q=refuge',
  '/api/services?kind=medical&limit=1',
  '/api/zones?limit=1',
  '/api/incidents?from=2026-10-01&to=2026-11-20',
  '/api/incidents?type=physical_assault',
  '/api/incidents?from=2026-11-03&to=2026-11-03',
  '/api/areas?geometry=1',
  ...OF_ITEMS.flatMap((id) => [
    `/ogc/collections/${id}`,
    `/ogc/collections/${id}/items`,
    `/ogc/collections/${id}/items?f=csv`,
    `/ogc/collections/${id}/items?f=html`,
    `/ogc/collections/${id}/items?bbox=12,11,13,12`,
  ]),
  // Wrong on purpose: what an error says is an answer too.
  '/api/services?limit=Hidden',
  '/api/services/Hidden%20refuge',
  '/api/incidents?from=12.123456',
  '/api/incidents/exact?limit=0',
  '/ogc/collections/incidents/items',
  '/api/nothing-here',
];

/** Routes whose answer tells the asker of the asker alone: they differ by session, or each time, and are looked at elsewhere. */
const OWN = /^\/api\/(session|openapi|api-keys|audit|events|oidc|accounts|reports)|^\/ogc\/jobs|^\/metrics/;

/** Addresses to read, each once. */
export function readings(target: Target, ids: Ids): string[] {
  const routes = declaredRoutes(target.app).filter(({ method, path }) => method === 'GET' && !OWN.test(path));
  const tiles = Object.keys(OF_COLLECTION).flatMap((id) => [
    `/ogc/collections/${id}/tiles/WebMercatorQuad/metadata?f=tilejson`,
    ...TILES.map((at) => `/ogc/collections/${id}/tiles/WebMercatorQuad/${at}`),
  ]);
  const hidden = [`/api/services/${ids.protected}`, `/api/zones/${ids.proposed}`, `/api/incidents/${ids.incident}`];
  return [...new Set([...routes.map(({ path }) => addressOf(path, ids)), ...tiles, ...hidden, ...QUESTIONS])];
}

/** Status, headers but the date, and bytes: what an observer can compare. */
export function told({ status, headers, bytes }: Answer): string {
  const said = [...headers]
    .filter(([name]) => name !== 'date' && !/^(ratelimit|x-ratelimit)/.test(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  return `${status}\n${said.join('\n')}\n\n${Buffer.from(bytes).toString('latin1')}`;
}

/** Everything that the role reads at these addresses, by address. */
export async function readAll(target: Target, role: Role, addresses: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const address of addresses) found.set(address, told(await target.ask(role, address)));
  return found;
}
