// The roads of the duty room are read once for many questions, and anew when a road or a constraint changed or a minute passed.
import { expect, it } from 'vitest';
import type { Viewer } from '../../../geodata/schema/roles.ts';
import type { Database } from '../../../server/db/database.ts';
import { createDutyRoads } from '../../../server/live/duty_roads.ts';

const viewer = (organizationId: string): Viewer => ({ role: 'operations', organizationId, areaPrefix: '' });

/** A database without roads that counts how often it is asked, and fails when it is told to. */
function scene() {
  const state = { reads: 0, fails: false, at: 0, road: 0, constraint: 0 };
  const tx = { one: async () => ({ numbers: null, count: 0, last: null }) };
  const database = {
    transaction: async (work: (given: typeof tx) => Promise<unknown>) => {
      state.reads++;
      if (state.fails) throw new Error('gone');
      return work(tx);
    },
  } as unknown as Database;
  const version = (_organization: string, noun: string) =>
    noun === 'road' ? state.road : noun === 'constraint' ? state.constraint : 0;
  return { state, roads: createDutyRoads({ database, outbox: { version }, now: () => new Date(state.at) }) };
}

it('are kept until a road or a constraint is written to, a minute at most, and by organization', async () => {
  const { state, roads } = scene();
  const reads = async (change: Partial<typeof state>, organization = 'one') => {
    Object.assign(state, change);
    await Promise.all([roads.of(viewer(organization)), roads.of(viewer(organization))]);
    return state.reads;
  };
  expect(await reads({})).toBe(1);
  expect(await reads({ at: 59_999 })).toBe(1);
  expect(await reads({ road: 1 })).toBe(2);
  expect(await reads({ constraint: 2 })).toBe(3);
  expect(await reads({ at: 2 * 60_000 })).toBe(4);
  expect(await reads({}, 'two')).toBe(5);
  // A clock that goes back keeps nothing for longer.
  expect(await reads({ at: 0 })).toBe(6);
});

it('are asked for again where they could not be read', async () => {
  const { state, roads } = scene();
  state.fails = true;
  await expect(roads.of(viewer('one'))).rejects.toThrow('gone');
  state.fails = false;
  expect((await roads.of(viewer('one'))).columns.seconds.length).toBe(0);
  expect(state.reads).toBe(2);
});
