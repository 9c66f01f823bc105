// Which queries are read again when a noun changed, and that rows which stayed the same stay the same objects.
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { Session } from '../../../web/api.ts';
import { readAgain } from '../../../web/state/live.ts';

const session = { role: 'operations', organizationId: 'one' } as Session;

/** A query that somebody looks at, and how often it was read. */
function watched(client: QueryClient, key: readonly string[], meta: Record<string, unknown> = {}) {
  let reads = 0;
  const observer = new QueryObserver(client, {
    queryKey: key,
    meta,
    queryFn: () => {
      reads++;
      return [
        { id: 'a', name: 'same' },
        { id: 'b', name: `changed ${reads}` },
      ];
    },
  });
  const stop = observer.subscribe(() => undefined);
  return { reads: () => reads, rows: () => observer.getCurrentResult().data ?? [], stop };
}

it('reads again the queries of the noun, of this role and organization, and those that say they are made of it', async () => {
  const client = new QueryClient();
  const zones = watched(client, ['operations', 'one', 'zone']);
  const nearby = watched(client, ['operations', 'one', 'nearby'], { nouns: ['zone', 'patrol'] });
  const others = [
    ['operations', 'one', 'alert'],
    ['planner', 'one', 'zone'],
    ['operations', 'two', 'zone'],
    ['session'],
  ].map((key) => watched(client, key));
  await readAgain(client, session, 'all');
  const before = [zones, nearby, ...others].map((query) => query.reads());
  await readAgain(client, session, new Set(['zone']));
  const after = [zones, nearby, ...others].map((query) => query.reads());
  expect(after.map((reads, at) => reads - (before[at] ?? 0))).toEqual([1, 1, 0, 0, 0, 0]);
  for (const query of [zones, nearby, ...others]) query.stop();
});

it('leaves rows that did not change the same objects, so that nothing else is drawn anew', async () => {
  const client = new QueryClient();
  const zones = watched(client, ['operations', 'one', 'zone']);
  await readAgain(client, session, new Set(['zone']));
  const [a, b] = zones.rows();
  await readAgain(client, session, new Set(['zone']));
  expect(zones.rows()[0]).toBe(a);
  expect(zones.rows()[1]).not.toBe(b);
  zones.stop();
});
