// The network of a request: what the socket says, or the proxy that is trusted; never what a client claims.
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { networkOf, networkOfAddress } from '../../../server/access/sign_in_network.ts';

async function network(of: { trustProxy: boolean; forwarded?: string; socket?: string }) {
  const app = new Hono().get('/', (c) => c.text(networkOf(c, of.trustProxy)));
  const headers: Record<string, string> = of.forwarded === undefined ? {} : { 'X-Forwarded-For': of.forwarded };
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress: of.socket } } })).text();
}

it('is an IPv4 address, or the /64 of an IPv6 one however it is written', () => {
  expect(networkOfAddress('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOfAddress('::ffff:203.0.113.9')).toBe('203.0.113.9');
  const written = ['2001:db8:0:1::5', '2001:0DB8:0000:0001:ffff:1:2:3', '2001:db8:0:1:0:0:0:9%eth0'];
  expect(new Set(written.map(networkOfAddress))).toEqual(new Set(['2001:db8:0:1::/64']));
  expect(networkOfAddress('2001:db8:0:2::5')).not.toBe('2001:db8:0:1::/64');
  expect(networkOfAddress('::1')).toBe('0:0:0:0::/64');
  expect(networkOfAddress('')).toBe('unknown');
});

it('is the socket, whatever is claimed; behind a trusted proxy the hop that the proxy wrote', async () => {
  const socket = '198.51.100.1';
  expect(await network({ trustProxy: false, forwarded: '1.1.1.1', socket })).toBe(socket);
  expect(await network({ trustProxy: true, forwarded: '1.1.1.1, 203.0.113.7', socket })).toBe('203.0.113.7');
  expect(await network({ trustProxy: true, socket })).toBe(socket);
  const bare = new Hono().get('/', (c) => c.text(networkOf(c, false)));
  expect(await (await bare.request('/')).text()).toBe('unknown');
});
