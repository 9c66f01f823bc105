// The feeds of one organization's topics: what is sent when something changes, at each beat, and to one who comes or
// returns. Encoded once, the same bytes for everybody of a topic. Knows no connection and no clock.
import { randomBytes } from 'node:crypto';
import type { Change } from './outbox.ts';
import { CLOCKED_NOUNS, type ClockedTopic } from './topics.ts';

/** Bytes for all who listen. */
export type Send = (frame: Uint8Array) => void;

export interface Feed {
  /** A change that the topic hears of; null = something may have been missed. */
  change(change: Change | null): void;
  beat(): void;
  /** What one who comes is sent first; `lastId`: the last event seen before. */
  opening(lastId: string | null): Uint8Array;
}

const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(`${lines.join('\n')}\n\n`);
const newWord = () => randomBytes(8).toString('hex');

/**
 * Speaks at each beat, always, in as many bytes: one word for each noun, another one when something changed since the
 * beat before. A word tells neither how often nor when, and whoever was away compares it with the one known from before.
 */
export function clockedFeed(topic: ClockedTopic, send: Send): Feed {
  const words = new Map(CLOCKED_NOUNS[topic].map((noun) => [noun as string, newWord()]));
  const changed = new Set<string>();
  const encode = () => bytesOf(['event: beat', `data: ${JSON.stringify(Object.fromEntries(words))}`]);
  let frame = encode();
  return {
    change(change) {
      for (const noun of change === null ? words.keys() : [change.noun]) changed.add(noun);
    },
    beat() {
      for (const noun of changed) words.set(noun, newWord());
      if (changed.size > 0) frame = encode();
      changed.clear();
      send(frame);
    },
    opening: () => frame,
  };
}

/** Events kept for those who return. */
const KEPT = 256;
/** An event, not a comment: a browser tells its page of events only, and the page must notice a line that fell silent. */
const BEAT = bytesOf(['event: beat', 'data: {}']);

/**
 * Speaks at once, noun and verb. Events are numbered by this feed alone: the numbers of the database would tell how much
 * other organizations write. Who returns with a number that is not known here is told to look again at everything.
 */
export function immediateFeed(send: Send): Feed {
  let run = newWord();
  let count = 0;
  let kept: { readonly number: number; readonly frame: Uint8Array }[] = [];
  const id = () => `id: ${run}-${count}`;
  return {
    change(change) {
      if (change === null) {
        run = newWord();
        count = 0;
        kept = [];
        send(bytesOf([id(), 'event: reset', 'data: {}']));
        return;
      }
      count++;
      const { noun, verb } = change;
      const frame = bytesOf([id(), 'event: change', `data: ${JSON.stringify({ noun, verb })}`]);
      kept.push({ number: count, frame });
      if (kept.length > KEPT) kept.shift();
      send(frame);
    },
    beat: () => send(BEAT),
    opening(lastId) {
      if (lastId === null) return bytesOf([id(), 'event: open', 'data: {}']);
      const [of, number] = lastId.split('-');
      const last = Number(number);
      const oldest = kept[0]?.number ?? count + 1;
      const isKnown = of === run && /^\d{1,15}$/.test(number ?? '') && last >= oldest - 1 && last <= count;
      if (!isKnown) return bytesOf([id(), 'event: reset', 'data: {}']);
      const missed = kept.filter((event) => event.number > last).map(({ frame }) => frame);
      // The newest number comes last: cut in between, whoever returns asks from the last event that arrived.
      return Buffer.concat([...missed, bytesOf([id(), 'event: open', 'data: {}'])]);
    },
  };
}
