// The key that a steward has opened: in memory only, gone when the page is loaded anew. No storage ever holds it, and no request.
import { useSyncExternalStore } from 'react';
import { toBase64url } from '../../sealed/base64url.ts';
import type { KeyPair } from '../../sealed/sealed_box.ts';

export interface OpenKey {
  readonly pair: KeyPair;
  readonly publicKey: string;
}

let open: OpenKey | null = null;
const listeners = new Set<() => void>();

/** null closes it. */
export function setOpenKey(pair: KeyPair | null): void {
  open = pair === null ? null : { pair, publicKey: toBase64url(pair.publicKey) };
  for (const heard of listeners) heard();
}

export const useOpenKey = (): OpenKey | null =>
  useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    () => open,
  );
