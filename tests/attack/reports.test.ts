// Attacks on reports in confidence: guessing receipts, replaying and forging work, floods, bombs, and readers who are not meant.
// Nothing tells a receipt that is known from one that is not, and nothing that was not paid for is taken.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../server/db/sql.ts';
import { newDigits, receiptOf, reporterOf, sealReply, sealReport, stewardKeys } from '../support/reports.ts';
import { readAll, readings } from './answers.ts';
import { ASKING, openTarget, type Target } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';

let target: Target;
let ids: Ids;
let reporter: ReturnType<typeof reporterOf>;
const steward = stewardKeys();

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  target.ask('public', path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
const stored = async () =>
  JSON.stringify(
    await target.database.one(
      raw(`select (select count(*) from report) as reports, (select count(*) from report_message) as messages,
        (select coalesce(sum(taken), 0) from report_day) as taken, (select count(*) from audit) as trail,
        (select count(*) from outbox) as heard, (select count(*) from kept_answer) as kept`),
    ),
  );

beforeAll(async () => {
  target = await openTarget({
    load: async (database) => {
      ids = (await loadAttackWorld(database)).one;
      // The key of the planted report is no key at all: the one that is published can be sealed to.
      await database.run(raw(`update report_key set retired_on = '2026-11-02' where organization_id = 'one'`));
      await database.run(sql`
        insert into report_key (organization_id, public_key, created_on)
        values ('one', ${Buffer.from(steward.publicKey, 'base64url')}, '2026-11-02')`);
    },
  });
  reporter = reporterOf((method, path, body) => (method === 'GET' ? target.ask('public', path) : post(path, body)));
  for (const role of ASKING) await target.tokenOf(role);
});
afterAll(async () => {
  process.stdout.write(`reports: ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

describe('a receipt', () => {
  it('cannot be told from one that nobody has by any byte or header, sent to the inbox or with a report', async () => {
    const known = receiptOf(newDigits(), 'one').locator;
    expect((await reporter.report('a', known)).status).toBe(201);
    const others = [known, ...Array.from({ length: 20 }, () => receiptOf(newDigits(), 'one').locator), 'none', ''];
    const shapes = new Set<string>();
    for (const locator of others) {
      const { status, text, headers } = await reporter.lookFor(locator);
      const said = [...headers].filter(([name]) => name !== 'date').map(([name, value]) => `${name}: ${value}`);
      shapes.add(`${status} ${text.replace(/[\w-]{20,}/g, (bytes) => `${bytes.length}`)} ${said.join()}`);
    }
    expect(shapes.size).toBe(1);
    const { keys } = await reporter.challenge();
    const sent = new Set<string>();
    for (const locator of others.slice(0, 6)) {
      const { status, text, headers } = await reporter.sendEnvelope(sealReport('b', keys), locator);
      sent.add(`${status} ${text} ${[...headers].filter(([name]) => name !== 'date').join()}`);
    }
    expect(sent.size).toBe(1);
  });

  it('takes as long to look for as one that nobody has, or as what is none', async () => {
    const known = receiptOf(newDigits(), 'one');
    await reporter.report('a', known.locator);
    const { id } = await target.database.one<{ id: string }>(sql`
      select report_id as id from report_message where organization_id = 'one' and taken_on = '2026-11-20'
      order by xmin::text::bigint desc limit 1`);
    const sealed = Buffer.from(sealReply('x', known.replyKey), 'base64url');
    for (const position of [1, 2, 3, 4])
      await target.database.run(sql`insert into report_reply values ('one', ${id}::uuid, ${position}, ${sealed})`);
    expect((await reporter.places(known.locator)).map(known.open)).toEqual(['x', 'x', 'x', 'x']);
    const wrong = receiptOf(newDigits(), 'one').locator;
    const asked = { known: known.locator, again: known.locator, wrong, malformed: '1234' };
    const names = Object.keys(asked) as (keyof typeof asked)[];
    const rounds = 30;
    const series = () =>
      Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<keyof typeof asked, number[]>;
    const [wall, worked] = [series(), series()];
    for (let n = 0; n < rounds; n += 1) {
      // In turns, each first as often as last, so that whatever else the machine does falls on all alike.
      for (const name of [...names.slice(n % 4), ...names.slice(0, n % 4)]) {
        const body = JSON.stringify({ work: await reporter.work(), locator: asked[name] });
        const [started, before] = [performance.now(), process.cpuUsage()];
        expect((await post('/api/reports/inbox', body)).status).toBe(200);
        wall[name].push(performance.now() - started);
        const { user, system } = process.cpuUsage(before);
        worked[name].push((user + system) / 1000);
      }
    }
    const at = (part: number, of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length * part)] ?? 0;
    const said = (of: typeof wall) => names.map((name) => `${name} ${at(0.5, of[name]).toFixed(1)}`).join(', ');
    process.stdout.write(`inbox, ms: ${said(wall)}; of work: ${said(worked)}\n`);
    // A clock on the wall tells most of all what else the machine does. The work of this process, in which the server, its
    // hashes and the embedded database are, is what a receipt could change: ten per cent of it, where others disturb it least.
    for (const name of ['again', 'wrong', 'malformed'] as const) {
      const ratio = at(0.25, worked[name]) / at(0.25, worked.known);
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });
});

describe('work', () => {
  it('that is replayed, forged, cut, of another server or unsolved is refused in the same bytes', async () => {
    const before = await stored();
    const locator = receiptOf(newDigits(), 'one').locator;
    const { keys } = await reporter.challenge();
    const envelope = sealReport('x', keys);
    const spent = await reporter.work();
    expect((await post('/api/reports/inbox', { work: spent, locator })).status).toBe(200);
    const fresh = await reporter.work();
    const bytes = Buffer.from(fresh.challenge, 'base64url');
    const flipped = [0, 15, 16, 21, 22, 53].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return { ...fresh, challenge: copy.toString('base64url') };
    });
    const works = [
      spent,
      ...flipped,
      { ...fresh, challenge: randomBytes(54).toString('base64url') },
      { ...fresh, challenge: '' },
      { ...fresh, challenge: fresh.challenge.slice(0, 71) },
      { ...fresh, answers: [] },
      { ...fresh, answers: fresh.answers.slice(0, 7) },
      { ...fresh, answers: fresh.answers.map(() => randomBytes(8).toString('base64url')) },
    ];
    const said = new Set<string>();
    for (const work of works) {
      for (const [path, body] of [
        ['/api/reports', { work, locator, envelope }],
        ['/api/reports/inbox', { work, locator }],
      ] as const) {
        const { status, text, headers } = await post(path, body);
        said.add(`${status} ${text} ${[...headers].filter(([name]) => name !== 'date').join()}`);
      }
    }
    expect(said.size).toBe(1);
    expect([...said][0]).toContain('work_refused');
    expect(await stored()).toBe(before);
  });

  it('solved once and sent fifty times at once is taken once', async () => {
    const { keys } = await reporter.challenge();
    const work = await reporter.work();
    const before = await target.database.one<{ n: number }>(raw('select count(*) as n from report_message'));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        post('/api/reports', { work, locator: receiptOf(`${n}`, 'one').locator, envelope: sealReport(`${n}`, keys) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 49 }, () => 422)]);
    const after = await target.database.one<{ n: number }>(raw('select count(*) as n from report_message'));
    expect(after.n).toBe(before.n + 1);
  });

  it('is owed for every envelope: the same one from twenty places at once is stored once, others in some order', async () => {
    const { keys } = await reporter.challenge();
    const { locator } = receiptOf(newDigits(), 'one');
    const messages = async () =>
      target.database.rows<{ position: number }>(sql`
        select m.position from report_message m join report r on r.id = m.report_id
        where r.id = (select report_id from report_message order by xmin::text::bigint desc limit 1) order by 1`);
    const same = sealReport('same', keys);
    const together = (of: (n: number) => typeof same) =>
      Promise.all(Array.from({ length: 20 }, (_, n) => reporter.sendEnvelope(of(n), locator)));
    expect(new Set((await together(() => same)).map(({ status }) => status))).toEqual(new Set([201]));
    expect(await messages()).toEqual([{ position: 1 }]);
    await together((n) => sealReport(`other ${n}`, keys));
    expect(await messages()).toEqual(Array.from({ length: 21 }, (_, n) => ({ position: n + 1 })));
  });

  it('is no way round the order of things: no body makes a row, a trail or a word for live views', async () => {
    const before = await stored();
    const { keys } = await reporter.challenge();
    const good = { work: await reporter.work(), locator: 'A'.repeat(43), envelope: sealReport('x', keys) };
    const bodies = [
      ...['role', 'organizationId', 'organization_id', 'takenOn', 'id', '__proto__', 'constructor'].map(
        (key) => `{${JSON.stringify(key)}:"two",${JSON.stringify(good).slice(1)}`,
      ),
      JSON.stringify({ ...good, locator: 'é'.repeat(43) }),
      JSON.stringify({ ...good, locator: { $ne: null } }),
      JSON.stringify({ ...good, envelope: { ...good.envelope, keys: [{ ...good.envelope.keys[0], id: ids.report }] } }),
      JSON.stringify({ ...good, envelope: { ...good.envelope, box: good.envelope.box.replaceAll('A', '+') } }),
    ];
    for (const body of bodies) expect([400, 409]).toContain((await post('/api/reports', body)).status);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'GET'])
      expect((await target.ask('steward', '/api/reports', { method })).status).toBe(404);
    expect(await stored()).toBe(before);
  });
});

describe('a bomb', () => {
  const BOMBS: Readonly<Record<string, () => string>> = {
    'of two megabytes': () => JSON.stringify({ locator: 'x'.repeat(2_000_000) }),
    'nested a hundred thousand deep': () => '['.repeat(100_000) + ']'.repeat(100_000),
    'of many keys': () => JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`k${i}`, 1]))),
    'of many answers': () =>
      JSON.stringify({ work: { challenge: 'x', answers: Array.from({ length: 80_000 }, () => 'AAAAAAAAAAA') } }),
    'of many addressees': () =>
      JSON.stringify({ envelope: { keys: Array.from({ length: 6_000 }, () => ({ id: '', sealed: '' })), box: '' } }),
    'of a long challenge': () => JSON.stringify({ work: { challenge: 'x'.repeat(900_000), answers: [] }, locator: '' }),
  };

  it.each(Object.keys(BOMBS))('%s is refused within a second', async (name) => {
    const before = await stored();
    const body = (BOMBS[name] as () => string)();
    for (const path of ['/api/reports', '/api/reports/inbox']) {
      const started = performance.now();
      // A server that has answered may close before the rest is sent; the client then sees the closed socket only.
      const { status } = await post(path, body).catch(() => ({ status: 413 }));
      expect(`${path} ${status}`).toMatch(/ 4\d\d$/);
      expect(performance.now() - started).toBeLessThan(1000);
    }
    expect(await stored()).toBe(before);
  });
});

describe('a reader who is not meant', () => {
  it('finds no trace of a report in anything that the role reads, before and after it came', async () => {
    const roles = ASKING.filter((role) => role !== 'steward');
    const addresses = [...readings(target, ids), '/api/session', '/api/audit', '/api/accounts', '/api/report-inbox'];
    const before = new Map<string, Map<string, string>>();
    for (const role of roles) before.set(role, await readAll(target, role, addresses));
    expect((await reporter.report('between', receiptOf(newDigits(), 'one').locator)).status).toBe(201);
    const different: string[] = [];
    for (const role of roles) {
      const after = await readAll(target, role, addresses);
      for (const [address, text] of after)
        if (before.get(role)?.get(address) !== text) different.push(`${role} ${address}`);
    }
    expect(different).toEqual([]);
  });

  it('who is a steward learns nothing of today: neither the list nor the trail is another one', async () => {
    const trail = async () => JSON.parse((await target.ask('steward', '/api/audit')).text).items.length as number;
    const list = async () => (await target.ask('steward', '/api/report-inbox')).text;
    const look = async () => [await list(), await trail()] as const;
    const [before, first] = await look();
    const [, second] = await look();
    await reporter.report('today', receiptOf(newDigits(), 'one').locator);
    const [after, third] = await look();
    expect(after).toBe(before);
    // The trail grows by the steward's own looks, as it did when nobody reported.
    expect(third - second).toBe(second - first);
    expect(JSON.parse(before).items.map(({ id }: { id: string }) => id)).toEqual([ids.report]);
  });

  it('is not told by a live event, nor by an answer that is kept, that somebody reported', async () => {
    const before = JSON.parse(await stored()) as Record<string, number>;
    await reporter.report('quiet', receiptOf(newDigits(), 'one').locator);
    const after = JSON.parse(await stored()) as Record<string, number>;
    expect(after['messages']).toBe((before['messages'] ?? 0) + 1);
    for (const name of ['trail', 'heard', 'kept']) expect(`${name} ${after[name]}`).toBe(`${name} ${before[name]}`);
  });
});
