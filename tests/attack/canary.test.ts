// The canary sweep: coordinates and words that only some roles may read are planted, and every byte and header of every
// answer to every other role is searched for them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Role, SEES_PROTECTED_SERVICES } from '../../geodata/schema/roles.ts';
import { readAll, readings } from './answers.ts';
import { ASKING, openTarget, type Target, withoutWalls } from './target.ts';
import { CANARY, type Ids, loadAttackWorld } from './world.ts';

/** Who may read which; nobody of the organization may read of the other. */
const MAY: Readonly<Record<keyof typeof CANARY, readonly Role[]>> = {
  incidentLon: ['steward'],
  incidentLat: ['steward'],
  protectedService: ['operations', 'steward'],
  plannedZone: ['planner', 'operations', 'steward'],
  zoneEvidence: ['planner', 'operations', 'steward'],
  patrolRoute: ['operations', 'steward'],
  patrolTeam: ['operations', 'steward'],
  womenRoute: ['operations', 'steward'],
  // Nobody who asks is in the team.
  patrolVisit: [],
  alert: ['operations', 'steward'],
  teamLon: ['operations', 'steward'],
  task: ['planner', 'operations', 'steward'],
  account: ['steward', 'admin'],
  referral: ['operations', 'steward'],
  reportingCell: ['operations', 'steward'],
  unpublishedRoad: ['planner', 'operations', 'steward'],
  constraint: ['planner', 'operations', 'steward'],
  foreign: [],
};

let target: Target;
let ids: Ids;
const load = async (database: Parameters<typeof loadAttackWorld>[0]) => {
  ids = (await loadAttackWorld(database)).one;
};

beforeAll(async () => {
  target = await openTarget({ load });
});
afterAll(async () => {
  process.stdout.write(`canary: ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

async function sightings(of: Target, role: Role): Promise<string[]> {
  const answers = await readAll(of, role, [...readings(of, ids), '/api/accounts', '/api/session', '/api/audit']);
  return [...answers].flatMap(([address, text]) =>
    Object.entries(CANARY).flatMap(([name, word]) => (text.includes(word) ? [`${name} at ${address}`] : [])),
  );
}

describe('a canary', () => {
  it.each(ASKING)('is seen by %s only where the role may read it', async (role) => {
    const seen = await sightings(target, role);
    const forbidden = seen.filter((at) => !MAY[at.split(' ')[0] as keyof typeof CANARY].includes(role));
    expect(forbidden).toEqual([]);
  });

  it('is seen by those who may, so that the sweep would have found it', async () => {
    const names = async (role: Role) => new Set((await sightings(target, role)).map((at) => at.split(' ')[0]));
    const steward = await names('steward');
    for (const name of Object.keys(MAY).filter((name) => MAY[name as keyof typeof CANARY].includes('steward'))) {
      expect(steward).toContain(name);
    }
    expect(await names('admin')).toContain('account');
  });

  it('is seen by the public of a server whose list of roles is wrong and whose database has no walls', async () => {
    const weak = await openTarget({ load, weaken: withoutWalls });
    const roles = SEES_PROTECTED_SERVICES as Set<Role>;
    roles.add('public');
    try {
      expect((await sightings(weak, 'public')).some((at) => at.startsWith('protectedService'))).toBe(true);
    } finally {
      roles.delete('public');
      await weak.close();
    }
  });

  it('is not seen by the public of a server whose list of roles is wrong while the walls stand', async () => {
    const roles = SEES_PROTECTED_SERVICES as Set<Role>;
    roles.add('public');
    try {
      expect((await sightings(target, 'public')).filter((at) => at.startsWith('protectedService'))).toEqual([]);
    } finally {
      roles.delete('public');
      target.faults.length = 0; // the database refused, which the server notes
    }
  });
});
