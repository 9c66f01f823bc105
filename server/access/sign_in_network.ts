// From which network a request comes, for back-off alone: the socket's address, an IPv6 one as its /64. It is hashed
// before it is stored anywhere and never logged.
import { isIPv6 } from 'node:net';
import type { Context } from 'hono';

/**
 * `unknown` without a socket. Behind a proxy every socket is the proxy's: with `trustProxy` the last hop of
 * X-Forwarded-For counts, which the proxy itself wrote; all before it are what somebody claims.
 */
export function networkOf(c: Context, trustProxy: boolean): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const forwarded = trustProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return networkOfAddress(forwarded ?? incoming?.socket?.remoteAddress ?? '');
}

export function networkOfAddress(address: string): string {
  if (address === '') return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return address.slice(0, 100);
  const [head = '', tail] = bare.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
