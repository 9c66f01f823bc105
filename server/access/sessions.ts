// Who is asking: opaque 256-bit tokens, hashed at rest, in a cookie or a bearer header. Knows no route.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { deleteSession, insertSession, type SessionRow, touchSession } from '../queries/sessions.ts';

/** A session is looked up again after this long, so that a revocation elsewhere is felt within it. */
const REMEMBER_MS = 2_000;
const REMEMBER_MOST = 10_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export interface Sessions {
  /** Opens a session and returns its token; the token is known to nobody else from here on. */
  open(session: { organizationId: string; role: Role; areaPrefix: string }): Promise<string>;
  find(token: string): Promise<SessionRow | null>;
  end(token: string): Promise<void>;
}

export function createSessions(database: Database, now: () => Date): Sessions {
  const remembered = new Map<string, { at: number; session: SessionRow }>();
  return {
    async open(session) {
      const token = randomBytes(32).toString('base64url');
      await insertSession(database, { ...session, tokenHash: hashOf(token) });
      return token;
    },
    async find(token) {
      if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
      const hash = hashOf(token);
      const known = remembered.get(hash);
      if (known !== undefined && now().getTime() - known.at < REMEMBER_MS) return known.session;
      remembered.delete(hash);
      const session = await touchSession(database, hash, now());
      if (session === null) return null;
      if (remembered.size >= REMEMBER_MOST) remembered.clear();
      remembered.set(hash, { at: now().getTime(), session });
      return session;
    },
    async end(token) {
      remembered.delete(hashOf(token));
      await deleteSession(database, hashOf(token));
    },
  };
}
