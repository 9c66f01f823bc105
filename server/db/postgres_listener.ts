// LISTEN on a connection of its own that comes back after the database does. Knows no table. After a reconnect every
// listener hears null: something may have been missed.
import pg from 'pg';
import { translate } from './failures.ts';

type Heard = (payload: string | null) => void;

export interface Listener {
  listen(channel: string, heard: Heard): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const FIRST_RETRY_MILLISECONDS = 50;
const LAST_RETRY_MILLISECONDS = 1000;

export function openListener({ config, log }: { config: pg.ClientConfig; log: (line: string) => void }): Listener {
  const channels = new Map<string, Set<Heard>>();
  let client: pg.Client | null = null;
  let opening: Promise<pg.Client> | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const open = async (): Promise<pg.Client> => {
    const next = new pg.Client(config);
    next.on('error', () => undefined);
    next.on('end', () => lost(next));
    next.on('notification', ({ channel, payload }) => {
      for (const heard of channels.get(channel) ?? []) heard(payload ?? '');
    });
    try {
      await next.connect();
      for (const channel of channels.keys()) await next.query(`listen "${channel}"`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw translate(error);
    }
    client = next;
    return next;
  };

  const lost = (which: pg.Client) => {
    if (closed || client !== which) return;
    client = null;
    opening = null;
    log('The connection that listens for changes was lost; trying again.');
    reconnect(FIRST_RETRY_MILLISECONDS);
  };

  const reconnect = (delay: number) => {
    retry = setTimeout(() => {
      opening = open();
      opening.then(
        () => {
          log('Listening for changes again.');
          for (const listeners of channels.values()) for (const heard of listeners) heard(null);
        },
        () => {
          opening = null;
          if (!closed) reconnect(Math.min(delay * 2, LAST_RETRY_MILLISECONDS));
        },
      );
    }, delay);
    retry.unref();
  };

  return {
    async listen(channel, heard) {
      if (!/^[a-z_]+$/.test(channel)) throw new Error('A channel is named by lower-case letters.');
      const listeners = channels.get(channel) ?? new Set();
      const isNew = listeners.size === 0;
      listeners.add(heard);
      channels.set(channel, listeners);
      const own = opening === null;
      opening ??= open();
      try {
        const connection = await opening;
        if (isNew && !own) await connection.query(`listen "${channel}"`);
      } catch (error) {
        if (own) opening = null;
        listeners.delete(heard);
        throw translate(error);
      }
      return async () => {
        listeners.delete(heard);
        if (listeners.size > 0) return;
        channels.delete(channel);
        await client?.query(`unlisten "${channel}"`).catch(() => undefined);
      };
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      const connection = await opening?.catch(() => null);
      await connection?.end().catch(() => undefined);
    },
  };
}
