// One stream of server-sent events that stays open: reopened when the server refused it or it fell silent. Knows neither
// queries nor pages; tells what was heard, and when something may have been missed.
import type { Thing } from '../../geodata/schema/roles.ts';

/** `live`: hears now. `away`: tries again by itself. */
export type StreamState = 'opening' | 'live' | 'away';

export interface StreamHeard {
  change(noun: Thing, verb: string): void;
  /** Something may have been missed: look again at everything. */
  reset(): void;
  state(state: StreamState): void;
  /** Somebody else's stream, or none: the session may be over. */
  stranger(): void;
}

/** What the stream of a role is known by: `null` = it tells at once and has no words, else a noun that its beats name. */
export type Known = null | Thing;

/** The server speaks every 15 s; after two beats without a word the line is taken for dead. */
export const SILENCE_MS = 40_000;
const WATCH_MS = 5_000;
const FIRST_WAIT_MS = 4_000;
const LONGEST_WAIT_MS = 60_000;

type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;
const CLOSED = 2;

export function openStream(
  known: Known,
  heard: StreamHeard,
  make: () => Source = () => new EventSource('/api/events'),
): () => void {
  let words: Readonly<Record<string, string>> | null = null;
  let waitMs = FIRST_WAIT_MS;
  let isAgain = false;
  let lastHeard = Date.now();
  let again: ReturnType<typeof setTimeout> | undefined;
  let source = begin();

  function begin(): Source {
    const opened = make();
    const on = (name: string, does: (data: Record<string, string>) => void) =>
      opened.addEventListener(name, (event) => {
        if (opened !== source || !('data' in event)) return;
        lastHeard = Date.now();
        does(JSON.parse(String(event.data)) as Record<string, string>);
      });
    lastHeard = Date.now();
    heard.state(isAgain ? 'away' : 'opening');
    on('open', () => isLive());
    on('reset', () => {
      isAgain = false;
      isLive();
      heard.reset();
    });
    on('change', ({ noun, verb }) => heard.change(noun as Thing, verb ?? ''));
    on('beat', compare);
    opened.addEventListener('error', () => {
      if (opened !== source) return;
      heard.state('away');
      if (opened.readyState === CLOSED) reopen(); // answered, but not with a stream
    });
    return opened;
  }
  function isLive(): void {
    waitMs = FIRST_WAIT_MS;
    heard.state('live');
    // A stream that this page opened anew does not say where the one before ended.
    if (isAgain) heard.reset();
    isAgain = false;
  }
  function compare(now: Readonly<Record<string, string>>): void {
    const nouns = Object.keys(now);
    const isOurs = known === null ? nouns.length === 0 : known in now;
    if (!isOurs) {
      heard.stranger();
      return;
    }
    isAgain = isAgain && known === null; // words tell what was missed
    isLive();
    for (const noun of nouns) {
      if (words !== null && words[noun] !== now[noun]) heard.change(noun as Thing, 'change');
    }
    words = now;
  }
  function reopen(): void {
    source.close();
    isAgain = true;
    clearTimeout(again);
    again = setTimeout(
      () => {
        source = begin();
      },
      waitMs * (0.5 + Math.random()), // not all pages at once
    );
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    heard.stranger();
  }
  const watch = setInterval(() => {
    if (source.readyState === CLOSED || Date.now() - lastHeard < SILENCE_MS) return;
    heard.state('away');
    lastHeard = Date.now();
    reopen();
  }, WATCH_MS);

  return () => {
    clearInterval(watch);
    clearTimeout(again);
    const last = source;
    source = { addEventListener: () => undefined, close: () => undefined, readyState: CLOSED };
    last.close();
  };
}
