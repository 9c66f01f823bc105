// Whether the phone is set to dark, as it changes. The page itself keeps no such choice.
import { useSyncExternalStore } from 'react';

const query = matchMedia('(prefers-color-scheme: dark)');

export function useDark(): boolean {
  return useSyncExternalStore(
    (heard) => {
      query.addEventListener('change', heard);
      return () => query.removeEventListener('change', heard);
    },
    () => query.matches,
  );
}
