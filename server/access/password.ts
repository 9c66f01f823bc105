// Passwords: argon2id at the cost of privacy.md, never more than two at once, and the same work for every address,
// known or not: the salt follows from the address, so one computation is compared with whatever is stored.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Algorithm, hash } from '@node-rs/argon2';
import { Problem } from '../../geodata/schema/problem.ts';
import { derivedKey } from './key_file.ts';

const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;

/** Computations at once, and requests that may wait for one: at about 0.1 s each, the last waits about a second. */
const AT_ONCE = 2;
const WAITING_MOST = 20;

export interface Passwords {
  /** Throws busy where nobody may wait any more; before a body is read. `known`: says it is. */
  demandPlace(known: boolean): void;
  /** Runs `work`, which computes, when its turn comes. Who is known goes first, and waits where others may not. */
  inTurn<T>(work: (compute: Compute) => Promise<T>, known?: boolean): Promise<T>;
}

/** The stored form of a password, `$argon2id$v=19$…`. `like`: a stored form whose salt and cost are to be used. */
export type Compute = (email: string, password: string, like?: string | null) => Promise<string>;

const busy = () => new Problem('busy', 'Many people are signing in. Try again in a moment.');

export function createPasswords(key: Uint8Array): Passwords {
  const saltKey = derivedKey(key, 'password salt');
  const waiting: { known: (() => void)[]; others: (() => void)[] } = { known: [], others: [] };
  let running = 0;

  const compute: Compute = (email, password, like = null) => {
    const salt = createHmac('sha256', saltKey).update(email).digest().subarray(0, 16);
    return hash(password, { ...COST, salt, ...costOf(like) });
  };
  const isFull = (queue: readonly unknown[]) => running >= AT_ONCE && queue.length >= WAITING_MOST;
  return {
    demandPlace(known) {
      if (isFull(known ? waiting.known : waiting.others)) throw busy();
    },
    async inTurn(work, known = false) {
      const queue = known ? waiting.known : waiting.others;
      if (isFull(queue)) throw busy();
      if (running < AT_ONCE) running += 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await work(compute);
      } finally {
        const next = waiting.known.shift() ?? waiting.others.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

/** Salt and cost of a stored form, which may be of another key file or of an earlier cost. */
function costOf(stored: string | null) {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$/.exec(stored ?? '');
  if (parts === null) return {};
  const [memoryCost, timeCost, parallelism] = parts.slice(1, 4).map(Number);
  return { memoryCost, timeCost, parallelism, salt: Buffer.from(parts[4] ?? '', 'base64') } as typeof COST & {
    salt: Buffer;
  };
}

/** Compares stored forms without telling where they part. */
export function isSame(made: string, stored: string | null): boolean {
  const [a, b] = [Buffer.from(made), Buffer.from(stored ?? '')];
  return a.length === b.length && timingSafeEqual(a, b);
}
