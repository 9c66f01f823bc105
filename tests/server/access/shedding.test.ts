// Shedding: what is refused first when there is too much to do, and what never is. The clock is the test's.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createLine } from '../../../server/access/line.ts';
import { createShedding, MOST_WAIT, watchLoop } from '../../../server/access/shedding.ts';
import { WORKS, type Work } from '../../../server/access/work.ts';

const REQUESTS: Record<Work, readonly [method: string, path: string]> = {
  health: ['GET', '/healthz'],
  report: ['POST', '/api/reports'],
  light_read: ['GET', '/ogc/collections/services/tiles/WebMercatorQuad/9/1/1'],
  read: ['GET', '/api/services'],
  stream: ['GET', '/api/events'],
  write: ['POST', '/api/services'],
  sign_in: ['POST', '/api/session'],
  cancel: ['DELETE', '/ogc/jobs/1'],
  costly_read: ['GET', '/api/search'],
  large_tile: ['GET', '/ogc/collections/services/tiles/WebMercatorQuad/0/0/0'],
  analysis: ['POST', '/ogc/processes/scan/execution'],
};

function overloaded() {
  let delay = 0;
  let at = 0;
  const counted: Work[] = [];
  const { admit, before } = createShedding({
    loopDelay: () => delay,
    clock: () => at,
    shed: (work) => counted.push(work),
  });
  const ask = (work: Work) => admit(...REQUESTS[work])?.() ?? null;
  return {
    before,
    counted,
    /** What calls when it is over, or null: refused. */
    ask,
    taken: () => WORKS.filter((work) => ask(work) !== null),
    late: (milliseconds: number) => {
      delay = milliseconds;
    },
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
  };
}

describe('an event loop that is late', () => {
  it('sheds analyses and large tiles first, then costly reads, then writes; reads and reports last; health never', () => {
    const { late, taken, counted } = overloaded();
    expect(taken()).toEqual(WORKS);
    expect(counted).toEqual([]);
    const takenAt = (milliseconds: number) => {
      late(milliseconds);
      return taken();
    };
    expect(takenAt(61)).toEqual([
      'health',
      'report',
      'light_read',
      'read',
      'stream',
      'write',
      'sign_in',
      'cancel',
      'costly_read',
    ]);
    expect(takenAt(101)).toEqual(['health', 'report', 'light_read', 'read', 'stream', 'write', 'sign_in', 'cancel']);
    expect(takenAt(151)).toEqual(['health', 'report', 'light_read', 'read', 'stream', 'cancel']);
    expect(takenAt(201)).toEqual(['health', 'report', 'light_read', 'read']);
    expect(takenAt(251)).toEqual(['health', 'report']);
    expect(takenAt(5_000)).toEqual(['health']);
    expect(takenAt(0)).toEqual(WORKS);
    expect(counted).toContain('report');
  });

  it('lets nothing in but health that would wait longer than the second promised', () => {
    const waits = WORKS.filter((work) => work !== 'health').map((work) => MOST_WAIT[work]);
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });
});

describe('a line', () => {
  it('is as long as those in it times how often one is done, and no line while they are few', () => {
    let at = 0;
    const line = createLine(() => at);
    const inLine = Array.from({ length: 30 }, () => line.enter());
    for (let n = 0; n < 100; n++) {
      at += 10;
      inLine.shift()?.();
      inLine.push(line.enter());
    }
    expect(line.wait()).toBeGreaterThan(290);
    expect(line.wait()).toBeLessThanOrEqual(300);
    for (const leave of inLine.splice(0, 18)) leave();
    expect(line.wait()).toBe(0);
  });

  it('does not hold those who wait for something of their own: after two seconds they count no more', () => {
    let at = 0;
    const line = createLine(() => at);
    const slow = Array.from({ length: 50 }, () => line.enter());
    at = 500;
    slow.pop()?.();
    expect(line.wait()).toBeGreaterThan(0);
    at = 2_001;
    expect(line.wait()).toBe(0);
    for (const leave of slow) leave();
    expect(line.wait()).toBe(0);
  });

  it('is at least as long as its first has waited, however quickly others pass', () => {
    let at = 0;
    const line = createLine(() => at);
    const slow = Array.from({ length: 20 }, () => line.enter());
    for (let n = 0; n < 600; n++) {
      at += 1;
      line.enter()();
    }
    expect(line.wait()).toBe(600);
    for (const leave of slow) leave();
    expect(line.wait()).toBe(0);
  });

  it('that grows sheds new requests, and takes them again as soon as it is short', () => {
    const { ask, pass } = overloaded();
    const inLine = Array.from({ length: 80 }, () => ask('read'));
    for (let n = 0; n < 30; n++) {
      pass(20);
      inLine.shift()?.();
    }
    expect([ask('analysis'), ask('write'), ask('read')]).toEqual([null, null, null]);
    expect(ask('light_read')).not.toBe(null); // answered from memory, it waits in another line
    expect(ask('health')).not.toBe(null);
    for (const leave of inLine) leave?.();
    expect(ask('analysis')).not.toBe(null);
  });

  it('is not made longer by open streams, sign-ins and analyses', () => {
    const { ask, pass } = overloaded();
    for (let n = 0; n < 40; n++) for (const work of ['stream', 'sign_in', 'analysis'] as const) ask(work);
    const leave = ask('read');
    pass(400);
    leave?.();
    expect(ask('analysis')).not.toBe(null);
  });
});

describe('over a connection', () => {
  it('what is asked for is known however its address is written', async () => {
    const stage = overloaded();
    const server = createServer(stage.before((_request, response) => response.end('done')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const statusOf = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ port, host: '127.0.0.1', path }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    try {
      stage.late(MOST_WAIT.costly_read + 1);
      for (const path of ['/api/search?q=a', '/%61pi/search', 'http://host/api/search?q=a', 'http://host/%61pi/search'])
        expect([path, await statusOf(path)]).toEqual([path, 503]);
      for (const path of ['/api/services', '/%61pi/services', '/%', 'http://'])
        expect([path, await statusOf(path)]).toEqual([path, 200]);
    } finally {
      server.close();
    }
  });

  it('what is answered before its body has come is in no line afterwards', async () => {
    const stage = overloaded();
    const server = createServer(stage.before((_request, response) => response.writeHead(403).end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (let n = 0; n < 50; n++) {
        const answer = await fetch(`${address}/api/services`, { method: 'POST', body: 'x'.repeat(50_000) });
        expect(answer.status).toBe(403);
      }
      stage.pass(1_000);
      expect(stage.ask('write')).not.toBe(null);
      expect(stage.ask('costly_read')).not.toBe(null);
    } finally {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
  });

  it('what is shed is a problem document with the time to wait, and never reaches the app', async () => {
    const { before, late, ask } = overloaded();
    const reached: string[] = [];
    const server = createServer(
      before((request, response) => {
        reached.push(request.url ?? '');
        response.end('done');
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      late(5_000);
      const refused = await fetch(`${address}/api/services?q=canary`);
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '1']);
      expect(refused.headers.get('Content-Type')).toBe('application/problem+json');
      expect(refused.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(await refused.json()).toMatchObject({ status: 503, code: 'busy' });
      const written = await fetch(`${address}/api/services`, { method: 'POST', body: 'x'.repeat(1_000_000) });
      expect(written.status).toBe(503);
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      expect(reached).toEqual(['/healthz']);
      late(0);
      expect(await (await fetch(`${address}/api/services`)).text()).toBe('done');
      expect(ask('read')).not.toBe(null);
    } finally {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
  });
});

it('measures an event loop that is blocked again and again, not one that was once, and one that is free', async () => {
  const { delay, stop } = watchLoop();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const block = async (milliseconds: number) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    await turn();
  };
  await block(700);
  expect(delay()).toBeLessThan(60);
  while (delay() < 60) await block(120);
  while (delay() > 60) await turn();
  stop();
});
