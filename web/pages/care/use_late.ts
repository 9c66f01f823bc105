// A part of a page that is loaded when it is wanted: there, failed, or on its way. Knows no part.
import { useEffect, useState } from 'react';

export interface Late<T> {
  readonly part: T | null;
  readonly failed: boolean;
  readonly again: () => void;
}

/** `load` must stay the same function. */
export function useLate<T extends object>(load: () => Promise<T>, wanted = true): Late<T> {
  const [part, setPart] = useState<T | null>(null);
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try loads again
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setFailed(false);
    load().then(
      (loaded) => current && setPart(() => loaded),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [load, wanted, tries]);
  return { part, failed, again: () => setTries((count) => count + 1) };
}
