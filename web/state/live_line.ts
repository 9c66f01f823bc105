// The line of a page: what its stream hears becomes news, and what the news names is read again: soon, not all pages at once,
// and less often where reading takes long. Knows neither queries nor components.
import type { Thing } from '../../geodata/schema/roles.ts';
import { hear, missSome, type News, NOTHING, take, type Waiting } from './live_news.ts';
import { type Known, openStream, type StreamState } from './live_stream.ts';
import type { Store } from './store.ts';

export interface LiveState {
  /** `off`: this role hears nothing, or nobody listens. */
  readonly state: StreamState | 'off';
  /** The page is held still. */
  readonly paused: boolean;
}
export type Live = News & LiveState;

export interface LineOf {
  readonly store: Store<Live>;
  /** What the stream of the role is known by. */
  readonly known: Known;
  readonly inView: (noun: Thing) => boolean;
  readonly readAgain: (nouns: Waiting) => Promise<void>;
  readonly onHeard: (noun: Thing, verb: string) => void;
  /** What is heard is not for this role, or nothing is: the session may be over. */
  readonly onStranger: () => void;
  readonly open?: typeof openStream;
}

/** What comes at once is read again within this, what comes by beats, to all at the same time, within that. */
const SPREAD_MS = { atOnce: 300, byBeat: 6_000 } as const;
/** Between two readings; and four times as long as the last one took. */
const PAUSE_MS = 1_000;
const PAUSE_TIMES = 4;

export function startLine({ store, known, inView, readAgain, onHeard, onStranger, open = openStream }: LineOf) {
  const spreadMs = known === null ? SPREAD_MS.atOnce : SPREAD_MS.byBeat;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  let isOver = false;
  const plan = (): void => {
    const { paused, waiting } = store.get();
    if (isOver || timer !== undefined || isReading || paused || waiting === NOTHING) return;
    timer = setTimeout(() => void catchUp(), Math.random() * spreadMs);
  };
  async function catchUp(): Promise<void> {
    timer = undefined;
    const [nouns, news] = take(store.get());
    if (nouns === NOTHING) return;
    isReading = true;
    store.set((live) => ({ ...live, ...news }));
    const began = performance.now();
    await readAgain(nouns);
    isReading = false;
    if (isOver) return;
    const pauseMs = Math.max(PAUSE_MS, PAUSE_TIMES * (performance.now() - began));
    timer = setTimeout(() => {
      timer = undefined;
      plan();
    }, pauseMs);
  }
  const unsubscribe = store.subscribe(plan); // also when a pause ends
  const close = open(known, {
    change(noun, verb) {
      onHeard(noun, verb);
      store.set((live) => ({ ...live, ...hear(live, noun, inView(noun)) }));
    },
    reset: () => store.set((live) => ({ ...live, ...missSome(live) })),
    state: (state) => store.set((live) => (live.state === state ? live : { ...live, state })),
    stranger: onStranger,
  });
  return () => {
    isOver = true;
    close();
    unsubscribe();
    clearTimeout(timer);
  };
}
