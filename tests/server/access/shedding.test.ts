// Shedding: what is refused first when there is too much to do, and what never is. The clock is the test's.
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../geodata/schema/problem.ts';
import { createLine } from '../../../server/access/line.ts';
import { MOST_WAIT, shedding, watchLoop } from '../../../server/access/shedding.ts';
import { WORKS, type Work } from '../../../server/access/work.ts';

const REQUESTS: Record<Work, readonly [method: string, path: string]> = {
  health: ['GET', '/healthz'],
  report: ['POST', '/api/reports'],
  read: ['GET', '/api/services'],
  stream: ['GET', '/api/events'],
  write: ['POST', '/api/services'],
  sign_in: ['POST', '/api/session'],
  cancel: ['DELETE', '/ogc/jobs/1'],
  costly_read: ['GET', '/api/search'],
  large_tile: ['GET', '/ogc/collections/services/tiles/WebMercatorQuad/0/0/0'],
  analysis: ['POST', '/ogc/processes/scan/execution'],
};

function sheddingApp() {
  let delay = 0;
  let at = 0;
  const held: (() => void)[] = [];
  const counted: Work[] = [];
  const app = new Hono();
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json(error.toDocument(), error.status as 400);
  });
  app.use(shedding({ loopDelay: () => delay, clock: () => at, shed: (work) => counted.push(work) }));
  app.all('*', async (c) => {
    if (c.req.header('X-Hold') !== undefined) await new Promise<void>((resume) => held.push(resume));
    return c.text('done');
  });
  const ask = async (work: Work, headers: Record<string, string> = {}) =>
    (await app.request(REQUESTS[work][1], { method: REQUESTS[work][0], headers })).status;
  const taken = async () => {
    const answers = await Promise.all(WORKS.map(async (work) => [work, await ask(work)] as const));
    return answers.filter(([, status]) => status === 200).map(([work]) => work);
  };
  return {
    ask,
    taken,
    counted,
    hold: (work: Work) => ask(work, { 'X-Hold': '1' }),
    release: () => held.shift()?.(),
    late: (milliseconds: number) => {
      delay = milliseconds;
    },
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
  };
}

describe('an event loop that is late', () => {
  it('sheds analyses and large tiles first, then costly reads, then writes; reads and reports last; health never', async () => {
    const { late, taken, counted } = sheddingApp();
    expect(await taken()).toEqual(WORKS);
    expect(counted).toEqual([]);
    const takenAt = async (milliseconds: number) => {
      late(milliseconds);
      return taken();
    };
    expect(await takenAt(101)).toEqual([
      'health',
      'report',
      'read',
      'stream',
      'write',
      'sign_in',
      'cancel',
      'costly_read',
    ]);
    expect(await takenAt(201)).toEqual(['health', 'report', 'read', 'stream', 'write', 'sign_in', 'cancel']);
    expect(await takenAt(301)).toEqual(['health', 'report', 'read', 'stream', 'cancel']);
    expect(await takenAt(401)).toEqual(['health', 'report', 'read']);
    expect(await takenAt(501)).toEqual(['health', 'report']);
    expect(await takenAt(5_000)).toEqual(['health']);
    expect(await takenAt(0)).toEqual(WORKS);
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
    const leaves = Array.from({ length: 100 }, () => line.enter());
    for (let n = 0; n < 70; n++) {
      at += 10;
      leaves.shift()?.();
    }
    expect(line.wait()).toBeGreaterThan(290);
    expect(line.wait()).toBeLessThanOrEqual(300);
    for (let n = 0; n < 6; n++) leaves.shift()?.();
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

  it('that grows sheds new requests, and takes them again as soon as it is short', async () => {
    const { hold, ask, pass, release } = sheddingApp();
    const waiting = Array.from({ length: 60 }, () => hold('read'));
    for (let n = 0; n < 30; n++) {
      pass(20);
      release();
      await Promise.race(waiting.slice(n, n + 1));
    }
    expect(await ask('analysis')).toBe(503);
    expect(await ask('write')).toBe(503);
    expect(await ask('health')).toBe(200);
    for (let n = 0; n < 30; n++) release();
    await Promise.all(waiting);
    expect(await ask('analysis')).toBe(200);
  });

  it('is not made longer by open streams, sign-ins and analyses', async () => {
    const { hold, ask, pass, release } = sheddingApp();
    const others = (['stream', 'sign_in', 'analysis'] as const).flatMap((work) =>
      Array.from({ length: 40 }, () => hold(work)),
    );
    const read = hold('read');
    pass(400);
    for (let n = 0; n < 121; n++) release();
    await Promise.all([...others, read]);
    expect(await ask('analysis')).toBe(200);
  });
});

it('measures an event loop that is blocked, and one that is not', async () => {
  const { delay, stop } = watchLoop();
  const until = (passes: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => (passes() ? resolve() : void setImmediate(look));
      look();
    });
  const block = () => {
    const end = performance.now() + 120;
    while (performance.now() < end);
  };
  await until(() => {
    block();
    return delay() > 60;
  });
  await until(() => delay() < 60);
  stop();
});
