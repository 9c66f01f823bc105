// Reports in confidence over HTTP: from the receipt to the reply and back, sealed by a browser's own means; what is taken once,
// what is refused, and what nobody can tell apart.
import { expect, it } from 'vitest';
import { inboxAnswer, type ReportItem, reportChallenge } from '../../../geodata/schema/report.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { openReport } from '../../../web/sealed/open.ts';
import { sealReport as sealInPage } from '../../../web/sealed/seal.ts';
import { newKeyPair } from '../../../web/sealed/sealed_box.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import {
  newDigits,
  receiptOf,
  reporterOf,
  type StewardKeys,
  sealReply,
  sealReport,
  stewardKeys,
} from '../../support/reports.ts';

const DAY_MS = 86_400_000;
const onDay = (days: number) => () => new Date(NOW.getTime() + days * DAY_MS);

/** A server of organization `one` on a day after today, its steward and somebody who is not signed in. */
async function serverOf(database: TestDatabase, days = 0) {
  const app = testApp(database, { publicOrganizationId: 'one', now: onDay(days) });
  const steward = await app.as('steward');
  const reporter = reporterOf((method, path, body) =>
    method === 'GET' ? app.visitor.get(path) : app.visitor.send(method, path, body),
  );
  const inbox = async (): Promise<ReportItem[]> => (await steward.get('/api/report-inbox')).json.items;
  return { ...app, steward, reporter, inbox };
}

/** Organization `one` with a steward's key that is published. */
async function open(database: TestDatabase, keys = 1) {
  for (const id of ['one', 'two']) await ensureOrganization(database, { id, name: id });
  const today = await serverOf(database);
  const published: { pair: StewardKeys; id: string }[] = [];
  for (let n = 0; n < keys; n += 1) {
    const pair = stewardKeys();
    const made = await today.steward.send('POST', '/api/report-keys', { publicKey: pair.publicKey });
    expect(made.status).toBe(201);
    published.push({ pair, id: made.json.id });
  }
  return { ...today, keys: published };
}

const etag = (answer: { headers: Headers }) => ({ 'If-Match': answer.headers.get('ETag') ?? '' });
const count = async (db: TestDatabase, table: string) =>
  (await db.one<{ n: number }>(raw(`select count(*) as n from ${table}`))).n;

it('goes from a receipt to the stewards, each of whom opens it, and a reply comes back to the receipt alone', () =>
  inDatabase(async (database) => {
    const { reporter, keys, faults } = await open(database, 2);
    const receipt = receiptOf(newDigits(), 'one');
    const message = JSON.stringify({ text: 'They stop us at the bridge', replyKey: receipt.replyKey });
    const taken = await reporter.report(message, receipt.locator);
    expect([taken.status, JSON.parse(taken.text)]).toEqual([201, { takenOn: '2026-11-20' }]);

    const tomorrow = await serverOf(database, 1);
    const [item] = await tomorrow.inbox();
    expect(item).toEqual({
      id: expect.any(String),
      takenOn: '2026-11-20',
      state: 'new',
      messages: 1,
      replies: 0,
      version: 1,
    });
    const thread = (await tomorrow.steward.get(`/api/report-inbox/${item?.id}`)).json;
    expect(thread.envelopes).toHaveLength(1);
    for (const { pair, id } of keys) expect(pair.open(thread.envelopes[0].envelope, id)).toBe(message);

    const sealed = sealReply('Come to the school on Tuesday', receipt.replyKey);
    const replied = await tomorrow.steward.send('POST', `/api/report-inbox/${item?.id}/replies`, { sealed });
    expect([replied.status, replied.json.replies]).toEqual([201, 1]);
    const places = await tomorrow.reporter.places(receipt.locator);
    expect(places.map((place) => receipt.open(place))).toEqual(['Come to the school on Tuesday', null, null, null]);
    const stranger = receiptOf(newDigits(), 'one');
    const theirs = await tomorrow.reporter.places(stranger.locator);
    expect(theirs.map((place) => stranger.open(place) ?? receipt.open(place))).toEqual([null, null, null, null]);
    expect([...faults, ...tomorrow.faults]).toEqual([]);
  }));

it('takes what the page seals, and gives stewards what the page opens', () =>
  inDatabase(async (database) => {
    for (const id of ['one', 'two']) await ensureOrganization(database, { id, name: id });
    const { reporter, steward } = await serverOf(database);
    const pair = newKeyPair();
    const publicKey = Buffer.from(pair.publicKey).toString('base64url');
    expect((await steward.send('POST', '/api/report-keys', { publicKey })).status).toBe(201);
    const { keys } = await reporter.challenge();
    const message = {
      version: 1 as const,
      text: 'نص',
      occurredOn: '2026-11-19',
      areaPcode: null,
      wishesContact: false,
      replyKey: publicKey,
    };
    const envelope = sealInPage({ message, photo: null }, keys);
    if (envelope === null) throw new Error('It fits.');
    expect((await reporter.sendEnvelope(envelope, receiptOf(newDigits(), 'one').locator)).status).toBe(201);
    const tomorrow = await serverOf(database, 1);
    const [item] = await tomorrow.inbox();
    const thread = (await tomorrow.steward.get(`/api/report-inbox/${item?.id}`)).json;
    expect(openReport(thread.envelopes[0].envelope, pair)).toEqual({ report: { message, photo: null } });
  }));

it('shows from the next day in UTC, not before midnight, and nothing of today in any answer to stewards', () =>
  inDatabase(async (database) => {
    const { reporter, steward, inbox } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    await reporter.report('a', locator);
    const { id } = await database.one<{ id: string }>(raw('select id from report'));
    expect(await inbox()).toEqual([]);
    const none = await steward.get(`/api/report-inbox/${crypto.randomUUID()}`);
    const hidden = await steward.get(`/api/report-inbox/${id}`);
    expect([hidden.status, hidden.text]).toEqual([404, none.text]);
    const reply = { sealed: sealReply('x', receiptOf('1', 'one').replyKey) };
    for (const attempt of [
      await steward.send('POST', `/api/report-inbox/${id}/replies`, reply),
      await steward.send('PATCH', `/api/report-inbox/${id}`, { state: 'open' }, { 'If-Match': '"1"' }),
      await steward.send('DELETE', `/api/report-inbox/${id}`, undefined, { 'If-Match': '"1"' }),
    ])
      expect([attempt.status, attempt.text]).toEqual([404, none.text]);
    const before = testApp(database, { publicOrganizationId: 'one', now: () => new Date('2026-11-20T23:59:59.999Z') });
    expect((await (await before.as('steward')).get('/api/report-inbox')).json.items).toEqual([]);
    const after = testApp(database, { publicOrganizationId: 'one', now: () => new Date('2026-11-21T00:00:00Z') });
    expect((await (await after.as('steward')).get('/api/report-inbox')).json.items).toHaveLength(1);
  }));

it('answers a new report, one more envelope and the same again in the same bytes, and stores the same once', () =>
  inDatabase(async (database) => {
    const { reporter } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    const { keys } = await reporter.challenge();
    const [first, second] = [sealReport('first', keys), sealReport('second', keys)];
    const answers = [
      await reporter.sendEnvelope(first, locator),
      await reporter.sendEnvelope(second, locator),
      await reporter.sendEnvelope(first, locator),
      await reporter.sendEnvelope(first, receiptOf(newDigits(), 'one').locator),
    ];
    const told = answers.map(({ status, text, headers }) => JSON.stringify([status, text, [...headers]]));
    expect(new Set(told).size).toBe(1);
    expect([await count(database, 'report'), await count(database, 'report_message')]).toEqual([2, 3]);
    expect(await database.rows(sql`select day, taken, told from report_day`)).toEqual([
      { day: '2026-11-20', taken: 3, told: false },
    ]);
  }));

it('is stored once where the same envelope comes fifty times at once', () =>
  inDatabase(async (database) => {
    const { reporter } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    const envelope = sealReport('once', (await reporter.challenge()).keys);
    const answers = await Promise.all(Array.from({ length: 50 }, () => reporter.sendEnvelope(envelope, locator)));
    // Twenty wait in line; the others are told to come again.
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(20);
    expect(statuses.every((status) => status === 201 || status === 503)).toBe(true);
    expect([await count(database, 'report'), await count(database, 'report_message')]).toEqual([1, 1]);
  }));

it('is new again from the day after more came, and a steward who has not seen that changes nothing', () =>
  inDatabase(async (database) => {
    const { reporter } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    await reporter.report('first', locator);
    const next = await serverOf(database, 1);
    const id = (await next.inbox())[0]?.id;
    const address = `/api/report-inbox/${id}`;
    const read = await next.steward.get(address);
    const closed = await next.steward.send('PATCH', address, { state: 'closed' }, etag(read));
    expect([closed.status, closed.json.state, closed.json.version]).toEqual([200, 'closed', 2]);
    await next.reporter.report('second', locator);
    // Today nothing tells that there is more.
    expect((await next.steward.get(address)).json).toEqual({ ...closed.json, envelopes: read.json.envelopes });
    expect(await next.inbox()).toMatchObject([{ state: 'closed', messages: 1, takenOn: '2026-11-20', version: 2 }]);

    const later = await serverOf(database, 2);
    expect(await later.inbox()).toMatchObject([{ state: 'new', messages: 2, takenOn: '2026-11-21', version: 3 }]);
    const stale = await later.steward.send('PATCH', address, { state: 'closed' }, etag(closed));
    expect([stale.status, stale.json.code]).toEqual([412, 'stale_version']);
    const seen = await later.steward.get(address);
    expect(seen.json.envelopes.map(({ takenOn }: { takenOn: string }) => takenOn)).toEqual([
      '2026-11-20',
      '2026-11-21',
    ]);
    const again = await later.steward.send('PATCH', address, { state: 'open' }, etag(seen));
    expect([again.json.state, again.json.version]).toEqual(['open', 4]);
    expect((await later.steward.send('PATCH', address, { state: 'open' })).status).toBe(428);
    expect((await later.steward.send('PATCH', address, { state: 'lost' }, etag(again))).status).toBe(400);
  }));

it('is sealed to every published key and to no other, or nothing is stored', () =>
  inDatabase(async (database) => {
    const { reporter, steward, keys } = await open(database, 2);
    const { locator } = receiptOf(newDigits(), 'one');
    const published = (await reporter.challenge()).keys;
    const [one, two] = published;
    if (one === undefined || two === undefined) throw new Error('Two are published.');
    const foreign = { ...one, id: crypto.randomUUID() };
    for (const addressed of [[one], [one, two, foreign], [one, foreign], [one, one]]) {
      const refused = await reporter.sendEnvelope(sealReport('x', addressed), locator);
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('report_keys_changed')]);
    }
    const retired = await steward.send('DELETE', `/api/report-keys/${keys[0]?.id}`);
    expect(retired.status).toBe(204);
    expect((await reporter.sendEnvelope(sealReport('x', published), locator)).status).toBe(409);
    expect((await reporter.challenge()).keys.map(({ id }) => id)).toEqual([keys[1]?.id]);
    expect((await reporter.report('x', locator)).status).toBe(201);
    await steward.send('DELETE', `/api/report-keys/${keys[1]?.id}`);
    expect((await reporter.challenge()).keys).toEqual([]);
    expect((await reporter.sendEnvelope(sealReport('x', published), locator)).status).toBe(409);
    expect(await count(database, 'report_message')).toBe(1);
  }));

/** u of a point of Curve25519: u³ + 486662 u² + u is a square modulo 2^255 − 19. */
function isPoint(place: string): boolean {
  const p = 2n ** 255n - 19n;
  const bytes = Buffer.from(place, 'base64url').subarray(0, 32).reverse();
  const u = BigInt(`0x${bytes.toString('hex')}`);
  let [power, base, exponent] = [1n, (u * u * u + 486662n * u * u + u) % p, (p - 1n) / 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) power = (power * base) % p;
    base = (base * base) % p;
  }
  return u < p && power === 1n;
}

it('shows an inbox of one size for a receipt with replies, one without, one that nobody has, and no receipt at all', () =>
  inDatabase(async (database) => {
    const { reporter, faults } = await open(database);
    const [known, silent] = [receiptOf(newDigits(), 'one'), receiptOf(newDigits(), 'one')];
    await reporter.report('a', known.locator);
    const { id } = await database.one<{ id: string }>(raw('select id from report'));
    await reporter.report('b', silent.locator);
    const tomorrow = await serverOf(database, 1);
    for (const words of ['1', '2', '3', '4', '5']) {
      const sealed = sealReply(words, known.replyKey);
      expect((await tomorrow.steward.send('POST', `/api/report-inbox/${id}/replies`, { sealed })).status).toBe(201);
    }
    expect((await tomorrow.inbox()).find((item) => item.id === id)?.replies).toBe(5);
    const locators = [
      ...[known.locator, silent.locator, receiptOf(newDigits(), 'one').locator],
      // Malformed: too short, too long, no base64url, nothing.
      ...['AAAA', known.locator.repeat(20), '!'.repeat(43), 'é', ''],
    ];
    const look = async () => {
      const answers = [];
      for (const locator of locators) answers.push(await tomorrow.reporter.lookFor(locator));
      return answers;
    };
    const answers = await look();
    expect(new Set(answers.map(({ status, text }) => `${status} ${text.length}`)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => [...headers].join('\n'))).size).toBe(1);
    expect([answers[0]?.status, answers[0]?.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(answers[0]?.headers.get('ETag')).toBe(null);
    const inboxes = answers.map(({ text }) => inboxAnswer.parse(JSON.parse(text)).places);
    // The last four replies to one; for everybody else places that look like them and open for nobody.
    expect(inboxes[0]?.map(known.open)).toEqual(['5', '4', '3', '2']);
    for (const places of inboxes.slice(1)) {
      expect(places.map((place) => known.open(place) ?? silent.open(place))).toEqual([null, null, null, null]);
    }
    for (const places of inboxes) {
      expect(places.map(isPoint)).toEqual([true, true, true, true]);
      expect(new Set(places).size).toBe(4);
    }
    // The same again for the same receipt, be it one that nobody has; other bytes for each other one.
    expect((await look()).map(({ text }) => text)).toEqual(answers.map(({ text }) => text));
    expect(new Set(inboxes.flat()).size).toBe(4 * locators.length);
    expect([...faults, ...tomorrow.faults]).toEqual([]);
  }));

it('does the very same in the database for a receipt that is known, wrong or none', () =>
  inDatabase(async (database) => {
    const { reporter } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    await reporter.report('a', locator);
    const heard: string[] = [];
    const rows = (query: { text: string; values: readonly unknown[] }) => {
      heard.push(query.text);
      return database.rows(query);
    };
    const listened = await serverOf({ ...database, rows } as TestDatabase);
    const said: string[] = [];
    for (const of of [locator, receiptOf(newDigits(), 'one').locator, 'none']) {
      const solved = await listened.reporter.work();
      heard.length = 0;
      expect((await listened.visitor.send('POST', '/api/reports/inbox', { work: solved, locator: of })).status).toBe(
        200,
      );
      said.push(heard.join('\n'));
    }
    expect(said[0]).toContain('report_reply');
    expect(new Set(said).size).toBe(1);
  }));

it('takes nothing without work, with work that was used, or of a shape that is not the one', () =>
  inDatabase(async (database) => {
    const { reporter, visitor, faults } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    const asked = await reporter.challenge();
    expect(reportChallenge.safeParse(asked).error).toBeUndefined();
    const envelope = sealReport('x', asked.keys);
    const work = await reporter.work();
    const post = async (body: unknown) => {
      const { status, json } = await visitor.send('POST', '/api/reports', body);
      return `${status} ${json.code}`;
    };
    const unsolved = { ...work, answers: work.answers.map(() => 'AAAAAAAAAAA') };
    expect(await post({ work: { ...unsolved, challenge: 'mine' }, locator, envelope })).toBe('422 work_refused');
    const wrong = [
      { locator, envelope },
      { work, envelope },
      { work, locator },
      { work, locator: locator.slice(1), envelope },
      { work, locator, envelope, organizationId: 'two' },
      { work, locator, envelope: { ...envelope, sentAt: 1 } },
      { work, locator, envelope: { ...envelope, box: envelope.box.slice(4) } },
      { work, locator, envelope: { ...envelope, keys: [] } },
      { work, locator, envelope: { ...envelope, keys: Array.from({ length: 9 }, () => envelope.keys[0]) } },
      { work: { ...work, answers: [1] }, locator, envelope },
      ...[null, [], 'x', '{'],
    ];
    for (const body of wrong) expect(await post(body)).toBe('400 invalid_input');
    // None of these used the work up.
    expect((await visitor.send('POST', '/api/reports', { work, locator, envelope })).status).toBe(201);
    expect(await post({ work, locator, envelope })).toBe('422 work_refused');
    const again = await visitor.send('POST', '/api/reports/inbox', { work, locator });
    expect([again.status, again.json.code]).toEqual([422, 'work_refused']);
    expect(await count(database, 'report_message')).toBe(1);
    expect(faults).toEqual([]);
  }));

it('leaves work good where the day is full, and takes no more than a day may', () =>
  inDatabase(async (database) => {
    const { reporter, visitor } = await open(database);
    const { locator } = receiptOf(newDigits(), 'one');
    const { keys } = await reporter.challenge();
    await database.run(sql`insert into report_day values ('one', '2026-11-20', 5000)`);
    const body = { work: await reporter.work(), locator, envelope: sealReport('x', keys) };
    const full = await visitor.send('POST', '/api/reports', body);
    expect([full.status, full.json.code]).toEqual([503, 'reports_full']);
    expect([await count(database, 'report'), await count(database, 'report_message')]).toEqual([0, 0]);
    await database.run(sql`update report_day set taken = 4999`);
    expect((await visitor.send('POST', '/api/reports', body)).status).toBe(201);
  }));

it('reaches the public organization alone, whoever is signed in, and asks nothing of who that is', () =>
  inDatabase(async (database) => {
    const app = await open(database);
    const foreign = await app.as('steward', 'two');
    const reporter = reporterOf((method, path, body) =>
      method === 'GET' ? foreign.get(path) : foreign.send(method, path, body, { 'Idempotency-Key': 'k' }),
    );
    expect((await reporter.report('x', receiptOf(newDigits(), 'one').locator)).status).toBe(201);
    expect(await database.rows(raw('select organization_id as id from report'))).toEqual([{ id: 'one' }]);
    expect(await count(database, 'kept_answer')).toBe(0);
    const tomorrow = await serverOf(database, 1);
    const [item] = await tomorrow.inbox();
    const theirs = await tomorrow.as('steward', 'two');
    expect((await theirs.get('/api/report-inbox')).json.items).toEqual([]);
    expect((await theirs.get(`/api/report-inbox/${item?.id}`)).status).toBe(404);
  }));

it('is not taken where no organization is public, and the challenge says so', () =>
  inDatabase(async (database) => {
    await ensureOrganization(database, { id: 'one', name: 'One' });
    const app = testApp(database);
    const reporter = reporterOf((method, path, body) =>
      method === 'GET' ? app.visitor.get(path) : app.visitor.send(method, path, body),
    );
    const asked = await reporter.challenge();
    expect([asked.organizationId, asked.keys]).toEqual(['', []]);
    const key = { id: crypto.randomUUID(), publicKey: stewardKeys().publicKey, createdOn: '2026-11-20' };
    const refused = await reporter.sendEnvelope(sealReport('x', [key]), receiptOf('1', 'one').locator);
    expect([refused.status, app.faults]).toEqual([409, []]);
  }));

it('leaves no time, no trail and no word for live views; a report has columns of dates only', () =>
  inDatabase(async (database) => {
    const { reporter } = await open(database);
    const before = [await count(database, 'audit'), await count(database, 'outbox'), await count(database, 'session')];
    const { locator } = receiptOf(newDigits(), 'one');
    await reporter.report('a', locator);
    await reporter.places(locator);
    expect([await count(database, 'audit'), await count(database, 'outbox'), await count(database, 'session')]).toEqual(
      before,
    );
    const types = await database.rows<{ type: string }>(sql`
      select distinct data_type as type from information_schema.columns
      where table_schema = 'public' and table_name like 'report%' and table_name <> 'reporting_point' order by 1`);
    expect(types.map(({ type }) => type)).toEqual(['boolean', 'bytea', 'date', 'integer', 'text', 'uuid']);
  }));
