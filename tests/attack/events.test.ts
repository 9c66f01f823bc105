// What a listener learns: below operations the frames of a fixed clock, the same whatever happens to hidden records.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../geodata/schema/roles.ts';
import { sql } from '../../server/db/sql.ts';
import { openTarget, type Target } from './target.ts';
import { CANARY, type Ids, loadAttackWorld } from './world.ts';

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
  expect(target.faults).toEqual([]);
  await target.close();
});

interface Heard {
  /** Resolves with the next frame. */
  readonly next: () => Promise<string>;
  readonly all: string[];
  readonly ended: Promise<void>;
  readonly close: () => void;
}

async function listen(role: Role): Promise<Heard> {
  const token = await target.tokenOf(role);
  const stop = new AbortController();
  const response = await fetch(`${target.address}/api/events`, {
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  expect(response.status).toBe(200);
  const all: string[] = [];
  let waiting: (frame: string) => void = () => undefined;
  const ended = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const frame = text.slice(0, end);
        text = text.slice(end + 2);
        all.push(frame);
        waiting(frame);
      }
    }
  })().catch(() => undefined);
  return {
    all,
    ended,
    close: () => stop.abort(),
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
      }),
  };
}

/** A write as a route leaves it: the record, and a row in the outbox in the same transaction. */
const write = (noun: 'service' | 'incident' | 'patrol', hidden: boolean) =>
  target.database.transaction(async (tx) => {
    if (noun === 'service') {
      const id = hidden ? ids.protected : ids.service;
      await tx.run(sql`update service set capacity = coalesce(capacity, 0) + 1 where id = ${id}::uuid`);
    }
    await tx.run(sql`
      insert into outbox (organization_id, verb, noun, thing_id, hidden)
      values ('one', 'change', ${noun}, ${ids.protected}, ${hidden})`);
  });

const body = (frame: string): string => frame.replace(/^(retry|id): .*\n?/gm, '');

it('below operations hidden writes are in no frame, in no size and at no time; an open one is heard at the next beat', async () => {
  const roles: readonly Role[] = ['public', 'partner', 'evaluator'];
  const listeners = await Promise.all(roles.map(listen));
  const beat = () => Promise.all(listeners.map((one) => one.next()));
  const first = await beat();
  for (let index = 0; index < 50; index++)
    await write((['service', 'incident', 'patrol'] as const)[index % 3] as never, true);
  const second = await beat();
  expect(second.map(body)).toEqual(first.map(body));
  await write('service', false);
  const third = await beat();
  for (const [at, frame] of third.entries()) {
    expect(body(frame)).not.toBe(body(second[at] as string));
    expect(frame.length).toBe((second[at] as string).length);
  }
  for (const { all, close } of listeners) {
    // Nothing between the beats: the opening and three of them.
    expect(all.length).toBeLessThanOrEqual(4);
    for (const frame of all)
      for (const word of [...Object.values(CANARY), ids.protected]) expect(frame).not.toContain(word);
    close();
  }
  expect(new Set(third.map(body)).size).toBe(1);
}, 120_000);

it('operations hear of hidden writes at once, so that the others could have', async () => {
  const listener = await listen('operations');
  while (listener.all.length === 0) await listener.next(); // the opening
  const heard = listener.next();
  await write('patrol', true);
  const frame = await heard;
  expect(frame).toContain('patrol');
  expect(frame).not.toContain(ids.protected);
  listener.close();
});

it('a stream ends when its session does, within five seconds', async () => {
  const listener = await listen('planner');
  const started = performance.now();
  await target.ask('planner', '/api/session', { method: 'DELETE', anew: false });
  await listener.ended;
  expect(performance.now() - started).toBeLessThan(5000);
});
