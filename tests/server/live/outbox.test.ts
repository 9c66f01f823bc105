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
    const before = outbox.version('demo', 'service');
    say('demo service');
    expect(outbox.version('demo', 'service')).toBeGreaterThan(before);
    expect(outbox.version('demo', 'zone')).toBe(before);
    expect(outbox.version('other', 'service')).toBe(before);
  });

  it('raises every version when something may have been missed, also of what it never heard of', async () => {
    const { outbox, say } = await opened();
    say('demo service');
    const before = [outbox.version('demo', 'service'), outbox.version('other', 'road')] as const;
    say(null);
    expect(outbox.version('demo', 'service')).toBeGreaterThan(before[0]);
    expect(outbox.version('other', 'road')).toBeGreaterThan(before[1]);
  });

  it('takes a payload that it does not understand as anything may have changed', async () => {
    for (const payload of ['', 'demo', 'demo service extra']) {
      const { outbox, say } = await opened();
      const before = outbox.version('demo', 'service');
      say(payload);
      expect(outbox.version('demo', 'service')).toBeGreaterThan(before);
    }
  });

  it('hears of a write of its own process at once', async () => {
    const { outbox } = await opened();
    const before = outbox.version('demo', 'zone');
    outbox.written({ organizationId: 'demo', noun: 'zone' });
    expect(outbox.version('demo', 'zone')).toBeGreaterThan(before);
  });

  it('tells those who subscribed, until they leave', async () => {
    const { outbox, say } = await opened();
    const heard: (Change | null)[] = [];
    const leave = outbox.subscribe((change) => heard.push(change));
    say('demo service');
    say(null);
    leave();
    say('demo zone');
    expect(heard).toEqual([{ organizationId: 'demo', noun: 'service' }, null]);
  });

  it('stops listening when closed', async () => {
    const { outbox, hasStopped } = await opened();
    await outbox.close();
    expect(hasStopped()).toBe(true);
  });
});
