// Moving what is hidden changes no byte: incidents within their published cell, protected services anywhere, added and
// removed. Headers are compared too. A server that looks at exact points is caught.
import { cellToBoundary, cellToLatLng, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../geodata/analysis/random.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import { raw, sql } from '../../server/db/sql.ts';
import { readings, told } from './answers.ts';
import { ASKING, openTarget, type Target } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';

const MOVES = 1000;
/** Questions asked after each move; all of them are asked again after the last. */
const ASKED_EACH = 12;

/** Roles whose picture is made of r7 cells or coarser; operations see r8 cells. */
const BELOW: readonly Role[] = ['public', 'partner', 'evaluator', 'planner', 'admin'];

let target: Target;
let ids: Ids;

beforeAll(async () => {
  target = await openTarget({
    load: async (database) => {
      ids = (await loadAttackWorld(database)).one;
    },
  });
});
afterAll(async () => {
  process.stdout.write(`metamorphic: ${MOVES} moves, ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

interface Question {
  readonly role: Role;
  readonly path: string;
}

const questionsOf = (roles: readonly Role[]): Question[] =>
  roles.flatMap((role) => readings(target, ids).map((path) => ({ role, path })));

const answerTo = async ({ role, path }: Question): Promise<string> => told(await target.ask(role, path));

async function answersTo(questions: readonly Question[]): Promise<string[]> {
  const answers: string[] = [];
  for (const question of questions) answers.push(await answerTo(question));
  return answers;
}

/** A point of the cell, drawn evenly over its bounding box until it falls inside. */
function pointIn(cell: string, random: () => number): [lon: number, lat: number] {
  const resolution = Number.parseInt(cell[1] as string, 16);
  const border = cellToBoundary(cell, true);
  const [west, east] = [Math.min(...border.map(([lon]) => lon)), Math.max(...border.map(([lon]) => lon))];
  const [south, north] = [Math.min(...border.map(([, lat]) => lat)), Math.max(...border.map(([, lat]) => lat))];
  for (;;) {
    const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
    if (latLngToCell(lat, lon, resolution) === cell) return [lon, lat];
  }
}

async function moveIncident(id: string, [lon, lat]: readonly [number, number]): Promise<void> {
  await target.database.run(sql`
    update incident set geom = st_setsrid(st_makepoint(${lon}, ${lat}), 4326),
      cell_r8 = ${latLngToCell(lat, lon, 8)} where id = ${id}::uuid`);
  await hearOfHidden('incident');
}

/** What a write to a hidden record leaves in the outbox. */
const hearOfHidden = (noun: string) =>
  target.database.run(sql`
    insert into outbox (organization_id, verb, noun, hidden) values ('one', 'change', ${noun}, true)`);

/** Asks some of the questions after each change, all of them at the end; answers that differ from the first. */
async function changedBytes(
  questions: readonly Question[],
  { changes, change }: { changes: number; change: (index: number) => Promise<unknown> },
): Promise<string[]> {
  const before = await answersTo(questions);
  const changed = new Set<string>();
  const compare = async (at: number) => {
    const question = questions[at] as Question;
    if ((await answerTo(question)) !== before[at]) changed.add(`${question.role} ${question.path}`);
  };
  for (let index = 0; index < changes; index++) {
    await change(index);
    for (let asked = 0; asked < ASKED_EACH; asked++) await compare((index * ASKED_EACH + asked) % questions.length);
  }
  for (let at = 0; at < questions.length; at++) await compare(at);
  return [...changed];
}

describe('a hidden point', () => {
  it('moves within its r7 cell 1,000 times and changes no byte below operations', async () => {
    const random = seededRandom(7);
    const incidents = await target.database.rows<{ id: string; cell: string }>(
      raw(`select id, cell_r7 as cell from incident where organization_id = 'one' and cell_r7 is not null order by id`),
    );
    const changed = await changedBytes(questionsOf(BELOW), {
      changes: MOVES,
      change: (index) => {
        const { id, cell } = incidents[index % incidents.length] as { id: string; cell: string };
        return moveIncident(id, pointIn(cell, random));
      },
    });
    expect(changed).toEqual([]);
  });

  it('moves within its r8 cell and changes no byte for operations', async () => {
    const random = seededRandom(8);
    const incidents = await target.database.rows<{ id: string; cell: string }>(
      raw(`select id, cell_r8 as cell from incident where organization_id = 'one' and cell_r8 is not null order by id`),
    );
    const changed = await changedBytes(questionsOf(['operations']), {
      changes: 50,
      change: (index) => {
        const { id, cell } = incidents[index % incidents.length] as { id: string; cell: string };
        return moveIncident(id, pointIn(cell, random));
      },
    });
    expect(changed).toEqual([]);
  });

  it('is noticed when it moves out of its cell, so that a leak would have been', async () => {
    const [incident] = await target.database.rows<{ id: string; cell: string }>(
      raw(
        `select id, cell_r8 as cell from incident where organization_id = 'one' and cell_r8 is not null order by id limit 1`,
      ),
    );
    const { id, cell } = incident as { id: string; cell: string };
    const [lat, lon] = cellToLatLng(cell);
    const changed = await changedBytes(
      questionsOf(['operations', 'steward']).filter(({ path }) => path.startsWith('/api/incidents')),
      { changes: 1, change: () => moveIncident(id, [lon, lat + 0.05]) },
    );
    expect(changed.some((question) => question.startsWith('operations'))).toBe(true);
    expect(changed).toContain('steward /api/incidents/exact');
    await moveIncident(id, [lon, lat]);
  });
});

describe('a protected service', () => {
  const seesNone: readonly Role[] = ASKING.filter((role) => role !== 'operations' && role !== 'steward');

  it('is moved, changed, removed and added without a byte for those who may not see it', async () => {
    const random = seededRandom(9);
    const changed = await changedBytes(questionsOf(seesNone), {
      changes: 40,
      change: async (index) => {
        if (index % 4 === 3)
          await target.database.run(sql`delete from service where organization_id = 'one' and protected`);
        else if (index % 4 === 0) {
          await target.database.run(sql`
            insert into service (organization_id, name, kind, protected, geom) values ('one', ${`Refuge ${index}`}, 'shelter', true,
              st_setsrid(st_makepoint(${12 + random()}, ${10 + random()}), 4326))`);
        } else {
          await target.database.run(sql`
            update service set capacity = ${index}, geom = st_setsrid(st_makepoint(${12 + random()}, ${10 + random()}), 4326)
            where organization_id = 'one' and protected`);
        }
        await hearOfHidden('service');
      },
    });
    expect(changed).toEqual([]);
  });

  it('would have been noticed: an open service that moves changes answers', async () => {
    const changed = await changedBytes(questionsOf(['public']), {
      changes: 1,
      change: async () => {
        await target.database.run(sql`update service set capacity = 7 where id = ${ids.service}::uuid`);
        await target.database.run(
          sql`insert into outbox (organization_id, verb, noun) values ('one', 'change', 'service')`,
        );
      },
    });
    expect(changed).toContain('public /api/services');
  });
});
