// A hundred reports to the real program, and then whoever takes the machine: every table as text, every file of the data
// folder but the key file, and all that the program printed. No word, receipt, phone or minute of a report is in it; with a
// steward's key all of them open.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportItem } from '../../geodata/schema/report.ts';
import { createSessions } from '../../server/access/sessions.ts';
import type { Database } from '../../server/db/database.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { raw } from '../../server/db/sql.ts';
import { ensureOrganization } from '../../server/queries/load.ts';
import { puzzlePrefix, searchAnswer } from '../../web/sealed/puzzle_search.ts';
import { makeOwnDatabase, type OwnDatabase } from '../support/database.ts';
import { ageReports } from '../support/report_days.ts';
import { newDigits, receiptOf, reporterOf, sealReply, stewardKeys } from '../support/reports.ts';

const REPORTS = 100;
const WORD = 'Zuwairatu';
const PHONE = 'CanaryPhone/7.1';
const folder = mkdtempSync(join(tmpdir(), 'safereach-at-rest-'));
const reports = Array.from({ length: REPORTS }, (_, n) => ({
  digits: newDigits(),
  text: `${WORD} saw ${n} men at the well of Kessarine`,
}));
const pair = stewardKeys();
let own: OwnDatabase;
let child: ChildProcess;
let address = '';
let said = '';

async function start(): Promise<void> {
  said = '';
  const { DATABASE_URL: _, ...env } = process.env;
  child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: {
      ...env,
      ...(own.url === null ? {} : { DATABASE_URL: own.url, SAFEREACH_PUBLIC_ORGANIZATION: 'demo' }),
      SAFEREACH_DATA: folder,
      SAFEREACH_PORT: '0',
      SAFEREACH_DEMO_SCALE: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => {
        said += text.toString();
        const found = /ready after .*?(http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    child.once('exit', () => reject(new Error(said)));
  });
}
async function stop(): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The database of the program, which has stopped. */
async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database =
    own.url === null ? await openDatabase({ url: null, dataFolder: folder, log: () => undefined }) : await own.open();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      'X-Safereach': '1',
      'Content-Type': 'application/json',
      'User-Agent': PHONE,
      'Accept-Language': `x-${WORD}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
async function asSteward() {
  const token =
    own.url === null
      ? (JSON.parse((await ask('POST', '/api/session/demo', { role: 'steward' })).text).token as string)
      : await withDatabase((database) =>
          createSessions(database, () => new Date()).open({ organizationId: 'demo', role: 'steward', areaPrefix: '' }),
        );
  return async (method: string, path: string, body?: unknown) =>
    ask(method, path, body, { Authorization: `Bearer ${token}` });
}
const reporter = reporterOf(
  (method, path, body) => ask(method, path, body),
  // As the page does it, which is quicker.
  ({ challenge, puzzles, bits }) => ({
    challenge,
    answers: Array.from({ length: puzzles }, (_, n) =>
      Buffer.from(searchAnswer(puzzlePrefix(challenge, n), bits)).toString('base64url'),
    ),
  }),
);

/** What must be nowhere, as text and as bytes: words, phones, receipts, and what the browser derives from them. */
function secretsByHead(): ReadonlyMap<number, readonly Buffer[]> {
  const texts = [WORD, WORD.toLowerCase(), 'Kessarine', PHONE, 'CanaryPhone', ...reports.map(({ digits }) => digits)];
  const ofTexts = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('hex')),
  ]);
  const derived = reports.flatMap(({ digits }) => {
    const { locator, replyKey } = receiptOf(digits, 'demo');
    return [locator, replyKey].flatMap((text) => {
      const bytes = Buffer.from(text, 'base64url');
      return [Buffer.from(text), bytes, Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('base64'))];
    });
  });
  const byHead = new Map<number, Buffer[]>();
  for (const secret of [...ofTexts, ...derived]) {
    const head = secret.readUInt32BE();
    byHead.set(head, [...(byHead.get(head) ?? []), secret]);
  }
  return byHead;
}
const secrets = secretsByHead();

/** One pass over the bytes, however many secrets there are. */
function seenIn(bytes: Buffer): string[] {
  const seen = new Set<string>();
  let head = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    head = ((head << 8) | (bytes[at] as number)) >>> 0;
    for (const secret of secrets.get(head) ?? [])
      if (bytes.subarray(at - 3, at - 3 + secret.length).equals(secret)) seen.add(secret.toString('latin1'));
  }
  return [...seen];
}

beforeAll(async () => {
  own = await makeOwnDatabase();
  if (own.url !== null) {
    await withDatabase(async (database) => {
      await migrate(database, () => undefined);
      await database.transaction((tx) => ensureOrganization(tx, { id: 'demo', name: 'Demo' }));
    });
  }
  await start();
}, 240_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await own?.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('holds and prints nothing of a hundred reports that anybody could read, and all of them open with a key', async () => {
  const steward = await asSteward();
  expect((await steward('POST', '/api/report-keys', { publicKey: pair.publicKey })).status).toBe(201);
  const { keys } = await reporter.challenge();
  // What opened and closed the door to stewards is over before the first report comes.
  const printed = said;
  const from = Date.now();
  const sentBoxes: string[] = [];
  for (const { digits, text } of reports) {
    const { locator, replyKey } = receiptOf(digits, 'demo');
    const answer = await reporter.report(JSON.stringify({ text, replyKey }), locator);
    expect([answer.status, answer.text]).toEqual([201, expect.stringMatching(/^\{"takenOn":"\d{4}-\d\d-\d\d"\}$/)]);
  }
  for (const { digits } of reports.slice(0, 5)) await reporter.places(receiptOf(digits, 'demo').locator);
  // What is refused tells no more.
  await ask('POST', `/api/reports?at=${WORD}`, { text: WORD });
  await ask('POST', '/api/reports', { work: { challenge: WORD, answers: [] }, locator: WORD, envelope: WORD });
  await ask('POST', '/api/reports/inbox', { work: { challenge: WORD, answers: [] }, locator: WORD });
  await ask('GET', `/api/reports/${WORD}`);
  const until = Date.now();
  expect(said).toBe(printed);
  await stop();

  const dump = await withDatabase(async (database) => {
    const tables = await database.rows<{ name: string }>(
      raw(`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'`),
    );
    const rows: string[] = [];
    for (const { name } of tables) {
      for (const { row } of await database.rows<{ row: string }>(raw(`select t::text as row from "${name}" t`)))
        rows.push(`${name} ${row}`);
    }
    for (const { envelope } of await database.rows<{ envelope: Uint8Array }>(
      raw('select envelope from report_message'),
    ))
      sentBoxes.push(JSON.parse(Buffer.from(envelope).toString()).box);
    return rows;
  });
  expect(sentBoxes).toHaveLength(REPORTS);
  const text = Buffer.from(dump.join('\n'));
  expect(seenIn(text)).toEqual([]);
  // No row of any table has a time of the minutes in which they came.
  const times = dump.flatMap((row) => row.match(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?/g) ?? []);
  expect(times.length).toBeGreaterThan(0);
  const within = times.filter((time) => {
    const at = Date.parse(`${time.replace(' ', 'T')}Z`);
    return at >= from && at <= until;
  });
  expect(within).toEqual([]);
  expect(dump.filter((row) => /^(audit|outbox) .*\breport\b/.test(row))).toEqual([]);

  // The disk: all files but the key file. That the search finds what is there is seen by the sealed text itself.
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'server.key',
  );
  let found = 0;
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    expect([file.name, seenIn(bytes)]).toEqual([file.name, []]);
    found += sentBoxes.filter((box) => bytes.includes(box.slice(200, 260))).length;
  }
  if (own.url === null) expect(found).toBeGreaterThanOrEqual(REPORTS);
  expect(said).toBe(printed);
  // And that it finds a secret where there is one.
  expect(seenIn(Buffer.from(`...${WORD}...${reports[3]?.digits}`))).toEqual([WORD, reports[3]?.digits]);

  // A day later.
  await withDatabase((database) => ageReports(database));
  await start();
  const later = await asSteward();
  const items = JSON.parse((await later('GET', '/api/report-inbox')).text).items as ReportItem[];
  expect(items).toHaveLength(REPORTS);
  const opened: string[] = [];
  const [key] = keys;
  for (const { id } of items) {
    const { envelopes } = JSON.parse((await later('GET', `/api/report-inbox/${id}`)).text);
    const message = JSON.parse(pair.open(envelopes[0].envelope, key?.id ?? '') ?? '{}');
    opened.push(message.text);
    if (message.text !== reports[7]?.text) continue;
    const sealed = sealReply('We have read it', message.replyKey);
    expect((await later('POST', `/api/report-inbox/${id}/replies`, { sealed })).status).toBe(201);
  }
  expect(opened.sort()).toEqual(reports.map((report) => report.text).sort());
  const answered = receiptOf(reports[7]?.digits ?? '', 'demo');
  expect((await reporter.places(answered.locator)).map(answered.open)).toEqual(['We have read it', null, null, null]);
  const trail = JSON.parse((await later('GET', '/api/audit?limit=1000')).text).items as {
    role: string;
    rowCount: number;
  }[];
  expect(trail.filter(({ role }) => role === 'reporter').map(({ rowCount }) => rowCount)).toEqual([REPORTS]);
  expect(JSON.parse((await later('GET', '/api/audit/verify')).text).holds).toBe(true);
  await stop();
  expect(seenIn(Buffer.from(said))).toEqual([]);
}, 900_000);
