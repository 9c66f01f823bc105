// Back-off that cannot lock anybody else out. A failure counts where it was made: for the pair of address and network, or
// for the known device. It never makes another network or device wait; many failures on one address only shorten the
// patience with networks that have failed there themselves. Every wait ends by itself.
import { createHmac } from 'node:crypto';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from '../db/database.ts';
import {
  countFailure,
  type DelayRule,
  failuresOf,
  forgetFailures,
  sweepFailures,
  uncountFailure,
  waitOf,
} from '../queries/sign_in.ts';
import { derivedKey } from './key_file.ts';

/** Five free tries, then 1, 2, 4 … 300 s: at most about 300 a day from one network. */
const PATIENT: DelayRule = { free: 5, baseSeconds: 1, mostSeconds: 300 };
/** While strangers fail on an address again and again: one free try from each network, then 15, 30 … 300 s. */
const WARY: DelayRule = { free: 1, baseSeconds: 15, mostSeconds: 300 };
/** Failures of strangers within an hour from which on an address is treated warily. */
const MANY = 20;
const COUNTS_ONLY: DelayRule = { free: 1_000_000_000, baseSeconds: 0, mostSeconds: 0 };
const SWEEP_MS = 600_000;

/** Who tries: a known device of the account, or a network that could be anybody. */
export interface Trying {
  readonly email: string;
  readonly network: string;
  readonly device: string | null;
}

export interface BackOff {
  /** Throws too_many_requests while whoever tries must wait; changes nothing. */
  demand(trying: Trying): Promise<void>;
  /** Counts the attempt as a failure before it is judged; throws too_many_requests where it must wait. */
  count(trying: Trying): Promise<void>;
  /** It was no failure. */
  uncount(trying: Trying): Promise<void>;
  succeeded(trying: Trying): Promise<void>;
}

/** Retry-After says how long. */
export class MustWait extends Problem {
  readonly retryAfterSeconds: number;

  constructor(milliseconds: number) {
    super('too_many_requests', 'There were several failures. Wait a little and try again.');
    this.retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  }
}

export function createBackOff(database: Database, { key, now }: { key: Uint8Array; now: () => Date }): BackOff {
  const subjectKey = derivedKey(key, 'back-off');
  const hashed = (text: string) => createHmac('sha256', subjectKey).update(text).digest();
  const own = ({ email, network, device }: Trying) => hashed(device ?? JSON.stringify(['pair', email, network]));
  const all = ({ email }: Trying) => hashed(JSON.stringify(['address', email]));
  let sweptAt = 0;

  async function sweep(): Promise<void> {
    if (now().getTime() - sweptAt < SWEEP_MS) return;
    sweptAt = now().getTime();
    await sweepFailures(database, now());
  }
  return {
    async demand(trying) {
      const until = await waitOf(database, own(trying), now());
      if (until !== null) throw new MustWait(until.getTime() - now().getTime());
    },
    async count(trying) {
      await sweep();
      const wary = trying.device === null && (await failuresOf(database, all(trying), now())) >= MANY;
      if (!(await countFailure(database, own(trying), wary ? WARY : PATIENT, now()))) throw new MustWait(0);
      if (trying.device === null) await countFailure(database, all(trying), COUNTS_ONLY, now());
    },
    async uncount(trying) {
      await uncountFailure(database, own(trying), now());
      if (trying.device === null) await uncountFailure(database, all(trying), now());
    },
    async succeeded(trying) {
      await forgetFailures(database, own(trying));
      if (trying.device === null) await uncountFailure(database, all(trying), now());
    },
  };
}
