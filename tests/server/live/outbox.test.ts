// What a process has heard of writes.
import { describe, expect, it } from 'vitest';
import { type Change, openOutbox } from '../../../server/live/outbox.ts';

async function opened() {
  let say: (payload: string | null) => void = () => undefined;
  let stopped = false;
  const outbox = await openOutbox({
    listen: async (channel, heard) => {
      expect(channel).toBe('outbox');
      say = heard;
      return async () => {
        stopped = true;
      };
    },
  });
  return { outbox, say: (payload: string | null) => say(payload), hasStopped: () => stopped };
}

describe('openOutbox', () => {
  it('raises the version of the noun and organization that was written, and of no other', async () => {
    const { outbox, say } = await opened();
    const before = outbox.version('demo', 'service', true);
    say('demo service');
    expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before);
    expect(outbox.version('demo', 'zone', true)).toBe(before);
    expect(outbox.version('other', 'service', true)).toBe(before);
  });

  it('lets nobody notice a write to a hidden record who may not see it', async () => {
    const { outbox, say } = await opened();
    const before = [outbox.version('demo', 'service', false), outbox.version('demo', 'service', true)] as const;
    say('demo service hidden');
    expect(outbox.version('demo', 'service', false)).toBe(before[0]);
    expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before[1]);
  });

  it('raises every version when something may have been missed, also of what it never heard of', async () => {
    const { outbox, say } = await opened();
    say('demo service');
    const before = [outbox.version('demo', 'service', true), outbox.version('other', 'road', true)] as const;
    say(null);
    expect(outbox.version('demo', 'service', true)).toBeGreaterThan(before[0]);
    expect(outbox.version('other', 'road', true)).toBeGreaterThan(before[1]);
  });

  it('takes a payload that it does not understand as anything may have changed', async () => {
    for (const payload of ['', 'demo', 'demo service extra']) {
      const { outbox, say } = await opened();
      const before = outbox.version('demo', 'service', true);
      say(payload);
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
    say('demo service');
    say(null);
    leave();
    say('demo zone');
    expect(heard).toEqual([{ organizationId: 'demo', noun: 'service', hidden: false }, null]);
  });

  it('stops listening when closed', async () => {
    const { outbox, hasStopped } = await opened();
    await outbox.close();
    expect(hasStopped()).toBe(true);
  });
});
