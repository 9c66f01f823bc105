// What has been written, as far as this process has heard: one growing number per organization and noun. Hears the
// database's channel `outbox`; knows nothing of what was written. Snapshots and live views ask it whether they are old.
// The channel carries numbers of rows only: any login of the database may listen to it.
import type { Thing } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { type Change, readChange } from '../queries/outbox.ts';

export type { Change } from '../queries/outbox.ts';

/** Hears each change once, after its commit; `null` = something may have been missed, look again at everything. */
export type ChangeListener = (change: Change | null) => void;

export interface Outbox {
  /**
   * Grows with every write of this noun in this organization, and never shrinks. Without `hiddenToo` a write to a hidden
   * record does not count: who may not see it must not notice it, not even by a tile that takes longer.
   */
  version(organizationId: string, noun: Thing, hiddenToo: boolean): number;
  /**
   * For a route that has just committed a write: its own reader then never waits for the notification to come round.
   * Hearing of one write twice costs one look more and nothing else.
   */
  written(change: Change): void;
  subscribe(listener: ChangeListener): () => void;
  close(): Promise<void>;
}

export async function openOutbox(database: Pick<Database, 'listen' | 'maybeOne'>): Promise<Outbox> {
  const versions = new Map<string, number>();
  const listeners = new Set<ChangeListener>();
  let clock = 0;
  let floor = 0;
  const hear = (change: Change | null): void => {
    clock += 1;
    if (change === null) floor = clock;
    else versions.set(keyOf(change.organizationId, change.noun, change.hidden), clock);
    for (const listener of listeners) listener(change);
  };
  const stop = await database.listen('outbox', (payload) => {
    if (payload === null) hear(null);
    else void readChange(database, payload).then(hear, () => hear(null));
  });
  return {
    version(organizationId, noun, hiddenToo) {
      const seen = versions.get(keyOf(organizationId, noun, false)) ?? 0;
      const hidden = hiddenToo ? (versions.get(keyOf(organizationId, noun, true)) ?? 0) : 0;
      return Math.max(seen, hidden, floor);
    },
    written: hear,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}

const keyOf = (organizationId: string, noun: string, hidden: boolean) => `${organizationId} ${noun} ${hidden}`;
