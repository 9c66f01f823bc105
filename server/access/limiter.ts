// Counts requests against the limits and refuses one too many with 429 and the time to wait. A network is known here by
// 16 bits of a keyed hash whose key lives as long as the process: enough to count by, nothing to find anybody with.
import { createHmac, randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from './environment.ts';
import { LIMIT_OF, LIMITS, type Limit, type LimitName } from './limits.ts';
import { networkOf } from './sign_in_network.ts';
import { workOf } from './work.ts';

export interface Limiter {
  /** Counts every request of a network, and reports of all networks as one; stands before the door. */
  network(): MiddlewareHandler;
  /** Counts what the caller asks for; stands behind the door. */
  caller(): MiddlewareHandler<Environment>;
}

export interface LimiterOptions {
  readonly trustProxy: boolean;
  readonly limited?: (name: LimitName) => void;
}

/** This machine itself, and a request without a socket: behind an undeclared proxy everybody would be one network. */
const NOBODY = new Set(['unknown', '127.0.0.1', '0:0:0:0::/64']);

/** Of whom nothing is known. */
const EVERYBODY = 'everybody';

/** The network to count a request by; null where counting it would be counting everybody. */
export function countedNetwork(c: Context, trustProxy: boolean): string | null {
  const network = networkOf(c, trustProxy);
  return NOBODY.has(network) ? null : network;
}

export function createLimiter({ trustProxy, limited = () => undefined }: LimiterOptions): Limiter {
  const key = randomBytes(32);
  const counters = new Map(
    Object.entries(LIMITS).map(([name, { requests, seconds }]) => [
      name,
      new RateLimiterMemory({ points: requests, duration: seconds }),
    ]),
  );
  const short = (text: string, bytes: number) =>
    createHmac('sha256', key).update(text).digest().toString('hex', 0, bytes);
  /** At most 65,536 networks are told apart, so an attacker with many addresses cannot fill the memory either. */
  const networkKey = (c: Context): string | null => {
    const network = countedNetwork(c, trustProxy);
    return network === null ? null : short(network, 2);
  };

  async function count(c: Context, name: LimitName, of: string | null): Promise<void> {
    if (of === null) return;
    const limit: Limit = LIMITS[name];
    try {
      const state = await counters.get(name)?.consume(of);
      // How much is left of a limit that a network shares would tell how busy the others are.
      if (limit.of === 'caller' && state && state.remainingPoints < limit.requests / 2) tell(c, name, state);
    } catch (state) {
      if (!(state instanceof RateLimiterRes)) throw state;
      if (name !== 'report') limited(name);
      tell(c, name, state);
      const seconds = secondsUntil(state);
      c.header('Retry-After', String(seconds));
      throw new Problem('too_many_requests', `Wait ${seconds} s, then go on more slowly.`);
    }
  }

  return {
    network: () =>
      createMiddleware(async (c, next) => {
        const work = workOf(c.req.method, c.req.path);
        if (work === 'report') await count(c, 'report', EVERYBODY);
        else if (work !== 'health') await count(c, 'network', networkKey(c));
        await next();
      }),
    caller: () =>
      createMiddleware<Environment>(async (c, next) => {
        const token = c.get('token');
        const names = LIMIT_OF[workOf(c.req.method, c.req.path)];
        const name = token === null ? names?.visitor : names?.signedIn;
        if (name !== undefined) {
          const byCaller = LIMITS[name].of === 'caller' && token !== null;
          await count(c, name, byCaller ? short(token, 16) : networkKey(c));
        }
        await next();
      }),
  };
}

const secondsUntil = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));

/** draft-ietf-httpapi-ratelimit-headers (since -08): quota q and window w of the policy, remaining r and time t to its end. */
function tell(c: Context, name: LimitName, state: RateLimiterRes): void {
  const { requests, seconds } = LIMITS[name];
  c.header('RateLimit-Policy', `"${name}";q=${requests};w=${seconds}`);
  c.header('RateLimit', `"${name}";r=${state.remainingPoints};t=${secondsUntil(state)}`);
}
