// Who is asking: opaque 256-bit tokens, hashed at rest, in a cookie or a bearer header. Knows no route.
import { createHash, randomBytes } from 'node:crypto';
import { rolesOfKeys, thingsOfKey } from '../../geodata/schema/key_scope.ts';
import { NEEDS_SECOND_FACTOR, type Role, type Viewer } from '../../geodata/schema/roles.ts';
import type { Database, Queryable } from '../db/database.ts';
import {
  copySession,
  deleteSession,
  insertSession,
  liveHashes,
  replaceSession,
  type StoredKey,
  type StoredSession,
  touchKey,
  touchSession,
} from '../queries/sessions.ts';

/** A session is looked up again after this long, so that a revocation elsewhere is felt within it. */
const REMEMBER_MS = 2_000;
const REMEMBER_MOST = 10_000;
const SESSION = /^[A-Za-z0-9_-]{43}$/;
const KEY = /^srk_[A-Za-z0-9_-]{43}$/;

export const isKey = (token: string) => token.startsWith('srk_');
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');
export const newToken = () => randomBytes(32).toString('base64url');

/** What is missing before a session may do anything else. */
export type Need = 'code' | 'second_factor_setup' | null;

export interface SignedIn {
  readonly viewer: Viewer;
  readonly organizationName: string;
  readonly ownRole: Role;
  readonly ownAreaPrefix: string;
  /** null: no account, a token of the command line or the demo. */
  readonly email: string | null;
  readonly needs: Need;
}

export interface NewSession {
  readonly organizationId: string;
  readonly role: Role;
  readonly areaPrefix: string;
  readonly accountId?: string | null;
  readonly usedSecondFactor?: boolean;
}

export interface Sessions {
  /** Opens a session and returns its token; the token is known to nobody else from here on. */
  open(session: NewSession, db?: Queryable): Promise<string>;
  /**
   * Gives the session another token and ends the old one; null where it has ended. In a transaction (`db`), tell
   * `ended` of the old one after the commit.
   */
  replace(
    token: string,
    change: { view?: { role: Role; areaPrefix: string } | null; usedSecondFactor?: boolean },
    db?: Queryable,
  ): Promise<string | null>;
  /** A session of its own like that of a token without an account: what somebody offers is never itself adopted. */
  copy(token: string): Promise<string | null>;
  find(token: string): Promise<SignedIn | null>;
  end(token: string): Promise<void>;
  /** Says that these are over, after the transaction that removed them: nothing remembers them from here on. */
  ended(tokenHashes: readonly string[]): void;
  /** Hears of each session and key that ends in this process; one that ends elsewhere or by time is not live any more. */
  onEnded(listener: (tokenHash: string) => void): () => void;
  isLive(tokenHash: string): Promise<boolean>;
  /** The same for many in one question. */
  liveAmong(tokenHashes: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createSessions(database: Database, now: () => Date): Sessions {
  const remembered = new Map<string, { at: number; session: SignedIn }>();
  const listeners = new Set<(tokenHash: string) => void>();
  /** Grows with every end: what was read before one is not remembered after it. */
  let endings = 0;

  function ended(hashes: readonly string[]): void {
    endings += 1;
    for (const hash of hashes) {
      remembered.delete(hash);
      for (const listener of listeners) listener(hash);
    }
  }
  async function look(token: string, hash: string): Promise<SignedIn | null> {
    if (SESSION.test(token)) return signedIn(await touchSession(database, hash, now()));
    return KEY.test(token) ? byKey(await touchKey(database, hash, now())) : null;
  }
  async function liveAmong(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(hashes.length === 0 ? [] : await liveHashes(database, hashes, now()));
  }

  return {
    async open({ accountId = null, usedSecondFactor = false, ...session }, db) {
      const token = newToken();
      const tokenHash = hashOfToken(token);
      await insertSession(db ?? database, { ...session, accountId, usedSecondFactor, tokenHash, now: now() });
      return token;
    },
    async replace(token, { view = null, usedSecondFactor = false }, db) {
      const [next, tokenHash] = [newToken(), hashOfToken(token)];
      const change = { tokenHash, nextHash: hashOfToken(next), view, usedSecondFactor, now: now() };
      if (!(await replaceSession(db ?? database, change))) return null;
      if (db === undefined) ended([tokenHash]);
      return next;
    },
    async copy(token) {
      const next = newToken();
      const hashes = { tokenHash: hashOfToken(token), nextHash: hashOfToken(next) };
      return (await copySession(database, { ...hashes, now: now() })) ? next : null;
    },
    async find(token) {
      const hash = hashOfToken(token);
      const known = remembered.get(hash);
      if (known !== undefined && now().getTime() - known.at < REMEMBER_MS) return known.session;
      remembered.delete(hash);
      const before = endings;
      const session = await look(token, hash);
      if (session === null) return null;
      if (remembered.size >= REMEMBER_MOST) remembered.clear();
      if (before === endings) remembered.set(hash, { at: now().getTime(), session });
      return session;
    },
    async end(token) {
      const hash = hashOfToken(token);
      await deleteSession(database, hash);
      ended([hash]);
    },
    ended,
    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isLive: async (hash) => (await liveAmong([hash])).has(hash),
    liveAmong,
  };
}

function signedIn(stored: StoredSession | null): SignedIn | null {
  if (stored === null) return null;
  const { organizationId, organizationName, role, areaPrefix, accountId, email, viewRole } = stored;
  const viewing = viewRole !== null;
  const viewer: Viewer = {
    role: viewRole ?? role,
    organizationId,
    areaPrefix: stored.viewAreaPrefix ?? areaPrefix,
    ...(accountId === null ? {} : { accountId }),
    ...(viewing ? { viewing } : {}),
  };
  return { viewer, organizationName, ownRole: role, ownAreaPrefix: areaPrefix, email, needs: needOf(stored) };
}

function needOf({ accountId, usedSecondFactor, hasSecondFactor, role }: StoredSession): Need {
  if (accountId === null || usedSecondFactor) return null;
  if (hasSecondFactor) return 'code';
  return NEEDS_SECOND_FACTOR.has(role) ? 'second_factor_setup' : null;
}

/** A key holds no more than its account would be given today. */
function byKey(key: StoredKey | null): SignedIn | null {
  if (key === null || !rolesOfKeys(key.accountRole).includes(key.role)) return null;
  if (!key.areaPrefix.startsWith(key.accountAreaPrefix)) return null;
  const { organizationId, organizationName, role, areaPrefix, accountId } = key;
  const may = new Set(thingsOfKey(role));
  const viewer: Viewer = {
    role,
    organizationId,
    areaPrefix,
    accountId,
    things: key.things.filter((thing) => may.has(thing)),
  };
  return { viewer, organizationName, ownRole: role, ownAreaPrefix: areaPrefix, email: null, needs: null };
}
