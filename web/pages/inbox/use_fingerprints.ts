// Fingerprints of public keys, computed in the browser.
import { useEffect, useState } from 'react';
import { fingerprintOf } from '../../sealed/key_file.ts';

/** Public key → fingerprint; without those that are still being computed. */
export function useFingerprints(keys: readonly string[]): ReadonlyMap<string, string> {
  const [found, setFound] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = keys.join();
  useEffect(() => {
    let current = true;
    const all = wanted === '' ? [] : wanted.split(',');
    void Promise.all(all.map(async (key) => [key, await fingerprintOf(key)] as const)).then(
      (pairs) => current && setFound(new Map(pairs)),
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  return found;
}
