// Who listens, counted as they come and go: by session, by network, in all. Knows nothing of what is sent. Each question is
// answered by a count that is kept, so the ten thousandth comes in as quickly as the first.
import { Problem } from '../../geodata/schema/problem.ts';

export interface Comer {
  /** Of the session or key; null: a visitor. */
  readonly tokenHash: string | null;
  /** Where a visitor comes from; null: not known. */
  readonly network: string | null;
}

export interface EventLimits {
  readonly perSession: number;
  /** Of visitors: behind one network may be a camp. */
  readonly perNetwork: number;
  /** Of visitors in all, so that there is always room for those who are signed in. */
  readonly visitors: number;
  readonly all: number;
  /** A listener who is so far behind is let go. */
  readonly backlogBytes: number;
}

export interface Listeners<One extends Comer> {
  /** Throws too_many_requests or busy when one more would be too many. */
  demandRoom(comer: Comer): void;
  add(one: One): void;
  /** False where it had left already. */
  remove(one: One): boolean;
  of(tokenHash: string): readonly One[];
  sessions(): readonly string[];
  all(): readonly One[];
  count(): number;
}

export function createListeners<One extends Comer>(limits: Omit<EventLimits, 'backlogBytes'>): Listeners<One> {
  const open = new Set<One>();
  const bySession = new Map<string, Set<One>>();
  const byNetwork = new Map<string, number>();
  let visitors = 0;

  function countVisitor({ network }: Comer, step: 1 | -1): void {
    visitors += step;
    if (network === null) return;
    const count = (byNetwork.get(network) ?? 0) + step;
    if (count === 0) byNetwork.delete(network);
    else byNetwork.set(network, count);
  }
  return {
    demandRoom({ tokenHash, network }) {
      const isFull =
        tokenHash === null
          ? network !== null && (byNetwork.get(network) ?? 0) >= limits.perNetwork
          : (bySession.get(tokenHash)?.size ?? 0) >= limits.perSession;
      if (isFull) throw new Problem('too_many_requests', 'Close another page that listens for changes first.');
      if (open.size >= limits.all || (tokenHash === null && visitors >= limits.visitors))
        throw new Problem('busy', 'Too many listen for changes. Read again from time to time instead.');
    },
    add(one) {
      open.add(one);
      if (one.tokenHash === null) {
        countVisitor(one, 1);
        return;
      }
      const mine = bySession.get(one.tokenHash);
      if (mine === undefined) bySession.set(one.tokenHash, new Set([one]));
      else mine.add(one);
    },
    remove(one) {
      if (!open.delete(one)) return false;
      if (one.tokenHash === null) {
        countVisitor(one, -1);
        return true;
      }
      const mine = bySession.get(one.tokenHash);
      mine?.delete(one);
      if (mine?.size === 0) bySession.delete(one.tokenHash);
      return true;
    },
    of: (tokenHash) => [...(bySession.get(tokenHash) ?? [])],
    sessions: () => [...bySession.keys()],
    all: () => [...open],
    count: () => open.size,
  };
}
