// Which published keys a steward has compared with the person who published them. Kept in this browser, never on the server:
// whoever could slip a key in there could confirm it there as well. Public keys only.

const STORE = 'safereach-known-report-keys';
/** Keys of an organization, over years. More than this was not written here. */
const MOST = 200;

type Keep = Pick<Storage, 'getItem' | 'setItem'>;

/** Where storage is refused no key counts as known. */
export function knownKeys(storage: () => Keep = () => localStorage): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(STORE) ?? '[]');
    const isKey = (one: unknown): one is string => typeof one === 'string' && /^[\w-]{43}$/.test(one);
    return new Set(Array.isArray(kept) ? kept.slice(0, MOST).filter(isKey) : []);
  } catch {
    return new Set();
  }
}

/** Tells whether it is kept. */
export function keepKnown(publicKey: string, storage: () => Keep = () => localStorage): boolean {
  try {
    const all = [publicKey, ...knownKeys(storage)];
    storage().setItem(STORE, JSON.stringify([...new Set(all)].slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}
