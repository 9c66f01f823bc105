// One thing that a person asked for and that takes a while: whether it runs, and what went wrong with the last try.
import { useRef, useState } from 'react';

export interface Action {
  readonly busy: boolean;
  /** What was thrown by the last try; null = nothing. */
  readonly problem: unknown;
  /** Runs unless it runs already; tells whether it was done. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; problem: unknown }>({ busy: false, problem: null });
  const running = useRef(false);
  return {
    ...state,
    clear: () => setState({ busy: false, problem: null }),
    async run(work) {
      if (running.current) return false;
      running.current = true;
      setState({ busy: true, problem: null });
      try {
        await work();
        setState({ busy: false, problem: null });
        return true;
      } catch (problem) {
        setState({ busy: false, problem });
        return false;
      } finally {
        running.current = false;
      }
    },
  };
}
