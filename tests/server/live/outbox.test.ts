// What a process has heard of writes.
import { describe, expect, it } from 'vitest';
import type { Sql } from '../../../server/db/sql.ts';
import { type Change, openOutbox } from '../../../server/live/outbox.ts';

/** `say` writes a change down and says its number, or says what is given; it resolves when it was heard. */
async function opened() {
  const rows = new Map<string, Change>();
  let tell: (payload: string | null) => void = () => undefined;
  let stopped = false;
  const outbox = await openOutbox({
    listen: async (channel, heard) => {
      expect(channel).toBe('outbox');
      tell = heard;
      return async () => {
        stopped = true;
      };
    },
    maybeOne: async <T>({ values }: Sql) => (rows.get(String(values[0])) ?? null) as T | null,
  });
  const say = async (said: Change | string | null): Promise<void> => {
    const heard = new Promise<void>((resolve) => {
      const leave = outbox.subscribe(() => {
        leave();
        resolve();
      });
    });
    if (said === null || typeof said === 'string') tell(said);
    else {
      rows.set(String(rows.size + 1), said);
      tell(String(rows.size));
    }
    await heard;
  };
  return { outbox, say, hasStopped: () => stopped };
}

const service: Change = { organizationId: 'demo', noun: 'service', hidden: false, verb: 'change' };

describe('openOutbox', () => {
  it('raises the version of the noun and organization that was written, and of no other', async () => {
    const { outbox, say } = await opened();
    const before = outbox.version('demo', 'service', true);
    await say(service);
    expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before);
    expect(outbox.version('demo', 'zone', true)).toBe(before);
    expect(outbox.version('other', 'service', true)).toBe(before);
  });

  it('lets nobody notice a write to a hidden record who may not see it', async () => {
    const { outbox, say } = await opened();
    const before = [outbox.version('demo', 'service', false), outbox.version('demo', 'service', true)] as const;
    await say({ ...service, hidden: true });
    expect(outbox.version('demo', 'service', false)).toBe(before[0]);
    expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before[1]);
  });

  it('raises every version when something may have been missed, also of what it never heard of', async () => {
    const { outbox, say } = await opened();
    await say(service);
    const before = [outbox.version('demo', 'service', true), outbox.version('other', 'road', true)] as const;
    await say(null);
    expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before[0]);
    expect(outbox.version('other', 'road', true)).toBeGreaterThan(before[1]);
  });

  it('takes a number without a row, and what is no number, as anything may have changed', async () => {
    for (const payload of ['', '99', 'demo service', '1; drop table outbox']) {
      const { outbox, say } = await opened();
      const before = outbox.version('demo', 'service', true);
      await say(payload);
      expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before);
    }
  });

  it('hears of a write of its own process at once', async () => {
    const { outbox } = await opened();
    const before = outbox.version('demo', 'zone', true);
    outbox.written({ organizationId: 'demo', noun: 'zone', hidden: false });
    expect(outbox.version('demo', 'zone', true)).toBeGreaterThan(before);
  });

  it('tells those who subscribed, until they leave', async () => {
    const { outbox, say } = await opened();
    const heard: (Change | null)[] = [];
    const leave = outbox.subscribe((change) => heard.push(change));
    await say(service);
    await say(null);
    leave();
    await say({ ...service, noun: 'zone' });
    expect(heard).toEqual([service, null]);
  });

  it('stops listening when closed', async () => {
    const { outbox, hasStopped } = await opened();
    await outbox.close();
    expect(hasStopped()).toBe(true);
  });
});
