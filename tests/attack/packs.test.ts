// Packs are for everybody: no protected service, no incident, no patrol, no proposal and no unpublished closure may be told by one
// byte, one date, or by a build that a hidden write sets off. Servers with one wall fewer are caught by the same questions.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WaitingRoad } from '../../geodata/schema/road_publication.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import type { Database, Queryable } from '../../server/db/database.ts';
import { raw, type Sql, sql } from '../../server/db/sql.ts';
import { told } from './answers.ts';
import { openTarget, type Target, withoutWalls } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';

const READERS: readonly Role[] = ['public', 'partner', 'evaluator', 'planner', 'operations', 'steward'];
const PACKS = ['/api/packs', '/api/packs/all/directory', '/api/packs/all/travel'];
/** Words of the query by which packs read services. */
const OF_PACKS = 'as "underReview"';

interface Attacked {
  readonly target: Target;
  readonly ids: Ids;
  /** Texts of what packs read of services. */
  readonly reads: string[];
}

/** The same database, asked what `change` makes of each question. */
function asking<Q extends Queryable>(database: Q, change: (text: string) => string): Q {
  const changed = (query: Sql): Sql => ({ ...query, text: change(query.text) });
  const inner = database as Q & Partial<Database>;
  return {
    ...database,
    rows: (query: Sql) => database.rows(changed(query)),
    one: (query: Sql) => database.one(changed(query)),
    maybeOne: (query: Sql) => database.maybeOne(changed(query)),
    run: (query: Sql) => database.run(changed(query)),
    ...(inner.as === undefined ? {} : { as: (guise: never) => asking(inner.as?.(guise) as Database, change) }),
    ...(inner.transaction === undefined
      ? {}
      : {
          transaction: (work: (tx: Queryable) => unknown, options: never) =>
            inner.transaction?.((tx) => work(asking(tx, change)) as never, options),
        }),
  };
}

/** A server whose packs are read as `weaker` rewrites the question, by a login without walls. */
async function attacked(weaker?: (text: string) => string): Promise<Attacked> {
  const reads: string[] = [];
  let ids: Ids | undefined;
  const target = await openTarget({
    load: async (database) => {
      ids = (await loadAttackWorld(database)).one;
    },
    weaken: (database) =>
      asking(weaker === undefined ? database : withoutWalls(database), (text) => {
        if (text.includes(OF_PACKS)) reads.push(text);
        return weaker?.(text) ?? text;
      }),
  });
  return { target, ids: ids as Ids, reads };
}

async function closed({ target }: Attacked): Promise<void> {
  expect(target.faults).toEqual([]);
  await target.close();
}

async function answers({ target }: Attacked): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const role of READERS) {
    for (const path of PACKS) found.set(`${role} ${path}`, told(await target.ask(role, path)));
  }
  return found;
}

/** Writes that are public and change nothing: the next answers are built anew. */
async function buildAnew({ target, ids }: Attacked): Promise<void> {
  for (const [path, same] of [
    ['/api/areas/QQ001', { name: 'West' }],
    [`/api/roads/${ids.road}`, { roadClass: 'primary' }],
  ] as const) {
    const { headers } = await target.ask('steward', path);
    const change = {
      method: 'PATCH',
      body: JSON.stringify(same),
      headers: { 'If-Match': headers.get('ETag') ?? '' },
    };
    expect((await target.ask('steward', path, change)).status).toBe(200);
  }
}

/** Answers that are others after the changes, at once or when built anew. */
async function differences(of: Attacked, change: () => Promise<unknown>): Promise<string[]> {
  const before = await answers(of);
  expect([...before.values()].every((text) => text.startsWith('200'))).toBe(true);
  await change();
  const changed = new Set<string>();
  for (const build of [async () => undefined, () => buildAnew(of)]) {
    await build();
    for (const [question, text] of await answers(of)) if (text !== before.get(question)) changed.add(question);
  }
  return [...changed];
}

const hear = ({ target }: Attacked, noun: string) =>
  target.database.run(sql`
    insert into outbox (organization_id, verb, noun, hidden) values ('one', 'change', ${noun}, true)`);

/** What was written before has been heard, also by the way through the database: a public write after it has. */
async function allHeard(of: Attacked): Promise<void> {
  await answers(of);
  const before = of.reads.length;
  await of.target.database.run(sql`insert into outbox (organization_id, verb, noun) values ('one', 'change', 'area')`);
  await vi.waitFor(async () => {
    await answers(of);
    expect(of.reads.length).toBeGreaterThan(before);
  }, 20_000);
}

async function writeProtectedServices(of: Attacked): Promise<void> {
  const { target } = of;
  const refuge = {
    ...{ name: 'Refuge', kind: 'shelter', protected: true, components: ['pep'], outOfStock: ['pep'] },
    ...{ documents: 'A letter', translations: { fr: { name: 'Refuge' } } },
    geom: { type: 'Point', coordinates: [10.51, 10.5] },
  };
  const made = await target.ask('operations', '/api/services', { method: 'POST', body: JSON.stringify(refuge) });
  expect(made.status).toBe(201);
  const address = made.headers.get('Location') ?? '';
  const write = async (method: string, version: number, body?: object) => {
    const headers = { 'If-Match': `"${version}"` };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    expect((await target.ask('operations', address, { method, headers, ...sent })).status).toBeLessThan(300);
  };
  await write('PATCH', 1, { geom: { type: 'Point', coordinates: [13.9, 11.9] }, capacity: 3 });
  await write('PATCH', 2, { status: 'closed', verifiedOn: '2026-11-20' });
  await write('DELETE', 3);
  await target.database.run(sql`
    update service set updated_at = now() + interval '3 days', geom = st_setsrid(st_makepoint(10.2, 11.5), 4326)
    where organization_id = 'one' and protected`);
  await hear(of, 'service');
}

/** By planners and operations, who may close roads and may not say so. */
async function closeRoads({ target }: Attacked): Promise<void> {
  for (const [role, change] of [
    ['operations', { closed: true }],
    ['planner', { closed: false, seconds: 17 }],
    ['steward', { closed: true, seconds: null }],
  ] as const) {
    for (const { id } of JSON.parse((await target.ask('steward', '/api/roads')).text).features) {
      const { headers } = await target.ask(role, `/api/roads/${id}`);
      const wanted = {
        method: 'PATCH',
        body: JSON.stringify(change),
        headers: { 'If-Match': headers.get('ETag') ?? '' },
      };
      expect((await target.ask(role, `/api/roads/${id}`, wanted)).status).toBe(200);
    }
  }
}

async function moveForces(of: Attacked): Promise<void> {
  const { target, ids } = of;
  const at = 'st_setsrid(st_makepoint(10.503, 10.501), 4326)';
  for (const statement of [
    `update incident set geom = ${at} where organization_id = 'one'`,
    `delete from incident where id = '${ids.incident}'`,
    `update patrol_route set runs_per_week = 9, area_pcode = null where organization_id = 'one'`,
    `delete from patrol_run where organization_id = 'one'`,
    `delete from zone where id = '${ids.proposed}'`,
    `update organization set incident_retention_days = 90, release_floor = 20 where id = 'one'`,
  ]) {
    await target.database.run(raw(statement));
  }
  for (const noun of ['incident', 'patrol', 'zone', 'setting']) await hear(of, noun);
}

let of: Attacked;
beforeAll(async () => {
  of = await attacked();
});
afterAll(async () => {
  process.stdout.write(`packs: ${of.target.sent()} requests\n`);
  await closed(of);
});

describe('a pack', () => {
  it('is the same in every byte when protected services come, move, change and go', async () => {
    expect(await differences(of, () => writeProtectedServices(of))).toEqual([]);
  });

  it('is the same in every byte when roads are closed and slowed that no steward has published', async () => {
    expect(await differences(of, () => closeRoads(of))).toEqual([]);
  });

  it('is the same in every byte when incidents, patrols, proposals and other settings change', async () => {
    expect(await differences(of, () => moveForces(of))).toEqual([]);
  });

  it('is not built anew for a write that nobody may see, so that no answer takes longer', async () => {
    await allHeard(of);
    of.reads.length = 0;
    await writeProtectedServices(of);
    await closeRoads(of);
    await moveForces(of);
    await answers(of);
    expect(of.reads).toEqual([]);
    await buildAnew(of);
    await answers(of);
    expect(of.reads.length).toBeGreaterThan(0);
  });

  it('would have been seen to change: an open service that changes, and a road that a steward publishes', async () => {
    const { target, ids } = of;
    const changed = await differences(of, async () => {
      const { headers } = await target.ask('steward', `/api/services/${ids.service}`);
      const wanted = { 'If-Match': headers.get('ETag') ?? '' };
      const body = JSON.stringify({ capacity: 77 });
      await target.ask('planner', `/api/services/${ids.service}`, { method: 'PATCH', body, headers: wanted });
    });
    expect(changed.sort()).toEqual(
      READERS.flatMap((role) => PACKS.slice(0, 2).map((path) => `${role} ${path}`)).sort(),
    );
    const { items } = JSON.parse((await target.ask('steward', '/api/road-publication')).text);
    const roads = items.map(({ id, version, closed, seconds }: WaitingRoad) => ({ id, version, closed, seconds }));
    expect(roads).toHaveLength(2);
    const published = await target.ask('steward', '/api/road-publication', {
      method: 'POST',
      body: JSON.stringify({ roads }),
    });
    expect(published.status).toBe(200);
    expect((await target.ask('public', '/api/packs/all/travel')).status).toBe(404); // every road is closed
  });
});

describe('a server with one wall fewer', () => {
  it('that reads services from the table of all is caught by a protected service', async () => {
    const weak = await attacked((text) =>
      text.includes(OF_PACKS) ? text.replace('pub_service', 'service').replace('and not protected', '') : text,
    );
    try {
      expect(await differences(weak, () => writeProtectedServices(weak))).toContain('public /api/packs/all/directory');
    } finally {
      await closed(weak);
    }
  });

  it('that dates its packs by all services is caught by the day', async () => {
    const weak = await attacked((text) =>
      text.includes(OF_PACKS)
        ? text.replace('to_char(updated_at', 'to_char((select max(updated_at) from service)')
        : text,
    );
    try {
      expect(await differences(weak, () => writeProtectedServices(weak))).toContain('public /api/packs/all/directory');
    } finally {
      await closed(weak);
    }
  });

  it('that packs roads as they are is caught by a closure', async () => {
    const weak = await attacked((text) =>
      text.replaceAll('published_closed as closed, published_seconds as seconds', 'closed, seconds'),
    );
    try {
      await weak.target.database.run(raw('update road_edge set closed = false, seconds = 60'));
      const changed = await differences(weak, async () => {
        await weak.target.database.run(raw('update road_edge set seconds = 61'));
      });
      expect(changed).toContain('public /api/packs/all/travel');
    } finally {
      await closed(weak);
    }
  });

  it('that lets incidents and patrols into a number is caught by either', async () => {
    const weak = await attacked((text) =>
      text.includes(OF_PACKS)
        ? text.replace(
            'capacity,',
            '(select count(*)::int from incident) + (select count(*)::int from patrol_run) as capacity,',
          )
        : text,
    );
    try {
      expect(await differences(weak, () => moveForces(weak))).toContain('partner /api/packs/all/directory');
    } finally {
      await closed(weak);
    }
  });

  it('that hears of hidden writes is caught by its builds', async () => {
    const weak = await attacked((text) =>
      text.replace('noun, hidden, verb from outbox', 'noun, false as hidden, verb from outbox'),
    );
    try {
      await answers(weak);
      weak.reads.length = 0;
      await writeProtectedServices(weak);
      await vi.waitFor(async () => {
        await answers(weak);
        expect(weak.reads.length).toBeGreaterThan(0);
      }, 20_000);
    } finally {
      await closed(weak);
    }
  });
});
