// Messages that something waits: who gets one, how often, what it says, and what a mail server that misbehaves can do.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { NOTICE_TEXT, noticeChannels } from '../../../server/jobs/notice_channels.ts';
import { createNoticeJob } from '../../../server/jobs/notice_job.ts';
import { noteFor } from '../../../server/queries/notices.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, inDatabase } from '../../support/database.ts';
import { type MailSink, openMailSink, openSilentServer } from '../../support/mail_sink.ts';
import { loadWorld } from '../../support/world.ts';

const FROM = 'duty@safereach.example.org';
const MINUTE_MS = 60_000;
const CHOICE = '/api/account/notices';
const PEER = { email: 'nurse@example.org', role: 'operations' } as const;

interface Stage {
  readonly database: Database;
  readonly app: ReturnType<typeof testApp>;
  readonly accountId: string;
  readonly note: (...accountIds: string[]) => Promise<void>;
  /** One round of the job at a minute after NOW; returns what it held for faults. */
  readonly round: (
    url: string | null,
    minute: number,
    options?: { tls?: boolean; webhook?: string },
  ) => Promise<unknown[]>;
}

/** One account of operations that wants messages. */
function onStage(
  work: (stage: Stage) => Promise<void>,
  within: (work: (database: Database) => Promise<void>) => Promise<void> = inDatabase,
) {
  return within(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'));
    const app = testApp(database);
    const caller = await app.signedIn(PEER);
    const chosen = await caller.send('PATCH', CHOICE, { byMessage: true }, { 'If-Match': '"0"' });
    expect(chosen.status).toBe(200);
    await work({
      database,
      app,
      accountId: caller.accountId,
      note: (...accountIds) => noteFor(database, { organizationId: 'one', accountIds }),
      round: async (url, minute, { tls = false, webhook = null as string | null } = {}) => {
        const faults: unknown[] = [];
        const job = createNoticeJob(noticeChannels({ mail: url === null ? null : { url, from: FROM, tls }, webhook }));
        const now = () => new Date(NOW.getTime() + minute * MINUTE_MS);
        await job.run({ database, outbox: { written: () => {} }, now, onFault: (fault) => faults.push(fault) });
        return faults;
      },
    });
    expect(app.faults).toEqual([]);
  });
}

async function withSink(work: (sink: MailSink) => Promise<void>, options?: Parameters<typeof openMailSink>[0]) {
  const sink = await openMailSink(options);
  try {
    await work(sink);
  } finally {
    await sink.close();
  }
}
const waiting = (database: Database) => database.rows(sql`select account_id from notice`);

it('say that something waits and nothing else: no place, no name, no id, no link', () =>
  onStage(({ accountId, note, round }) =>
    withSink(async (sink) => {
      await note(accountId, accountId);
      expect(await round(sink.url, 0)).toEqual([]);
      expect(sink.mails.map(({ to }) => to)).toEqual([[PEER.email]]);
      const [head = '', body = ''] = (sink.mails[0]?.text ?? '').split('\r\n\r\n');
      expect(body.trim()).toBe(NOTICE_TEXT);
      const names = head.split(/\r\n(?=\S)/).map((line) => line.split(':')[0]?.toLowerCase());
      expect(names.sort()).toEqual(
        [
          'content-transfer-encoding',
          'content-type',
          'date',
          'from',
          'message-id',
          'mime-version',
          'subject',
          'to',
        ].sort(),
      );
      expect(head).toMatch(/^Subject: Safereach$/m);
      expect(sink.mails[0]?.text).not.toContain(accountId);
    }),
  ));

it('go to nobody who did not ask for them, and are forgotten where there is no way to send', () =>
  onStage(({ database, app, accountId, note, round }) =>
    withSink(async (sink) => {
      const quiet = await app.signedIn({ role: 'operations' });
      expect((await quiet.get(CHOICE)).json).toEqual({ byMessage: false, canSend: false });
      await note(quiet.accountId);
      await round(sink.url, 0);
      await database.run(sql`update account set status = 'disabled' where id = ${accountId}::uuid`);
      await note(accountId);
      await round(sink.url, 1);
      expect([sink.mails, await waiting(database)]).toEqual([[], []]);
      await database.run(sql`update account set status = 'active' where id = ${accountId}::uuid`);
      await note(accountId);
      await round(null, 2);
      expect(await waiting(database)).toEqual([]);
    }),
  ));

it('come at most every five minutes, and what waited meanwhile comes as one', () =>
  onStage(({ accountId, note, round }) =>
    withSink(async (sink) => {
      for (const [minute, mails] of [
        [0, 1],
        [1, 1],
        [4, 1],
        [5, 2],
        [6, 2],
        [11, 3],
        [12, 3],
      ] as const) {
        if (minute !== 12) await note(accountId);
        await round(sink.url, minute);
        expect([minute, sink.mails.length]).toEqual([minute, mails]);
      }
      await round(sink.url, 40);
      expect(sink.mails.length).toBe(3);
    }),
  ));

it('are sent once when two servers look at the same time', () =>
  onStage(
    ({ accountId, note, round }) =>
      withSink(async (sink) => {
        await note(accountId);
        await Promise.all([round(sink.url, 0), round(sink.url, 0), round(sink.url, 0)]);
        expect(sink.mails.length).toBe(1);
      }),
    inCommittedDatabase,
  ));

it('are noted by the logins of the duty room, which can neither read them nor note for another organization', () =>
  onStage(async ({ database, accountId }) => {
    for (const login of ['app_operations', 'app_steward'] as const) {
      const worn = database.as({ login, organizationId: 'one', accountId: '' });
      const noting = (organizationId: string) =>
        worn.transaction((tx) => noteFor(tx, { organizationId, accountIds: [accountId] }));
      await noting('one');
      await expect(noting('two')).rejects.toThrow();
      for (const table of ['notice', 'notice_choice'])
        await expect(worn.rows(raw(`select account_id from ${table}`))).rejects.toMatchObject({ sqlstate: '42501' });
    }
    expect(await waiting(database)).toHaveLength(2);
    const outsider = database.as({ login: 'app_planner', organizationId: 'one', accountId: '' });
    await expect(
      outsider.transaction((tx) => noteFor(tx, { organizationId: 'one', accountIds: [accountId] })),
    ).rejects.toMatchObject({ sqlstate: '42501' });
  }));

it('wait, and are tried again later and later, while the mail server refuses, hangs or will not speak in secret', () =>
  onStage(async ({ database, accountId, note, round }) => {
    await note(accountId);
    const silent = await openSilentServer();
    expect(await round(silent.url, 0)).toHaveLength(1);
    await silent.close();
    expect(await round('smtp://127.0.0.1:1', 4)).toHaveLength(0); // not yet
    expect(await round('smtp://127.0.0.1:1', 5)).toHaveLength(1);
    await withSink(async (open) => {
      expect(await round(open.url, 15, { tls: true })).toHaveLength(1);
      expect(open.mails).toEqual([]);
    });
    // Speaks in secret, but nobody vouches for it.
    await withSink(
      async (unknown) => {
        expect(await round(unknown.url, 35, { tls: true })).toHaveLength(1);
        expect(unknown.mails).toEqual([]);
      },
      { hideSTARTTLS: false },
    );
    expect(await waiting(database)).toHaveLength(1);
    await withSink(async (sink) => {
      await round(sink.url, 74);
      expect(sink.mails).toEqual([]);
      await round(sink.url, 75);
      expect(sink.mails.length).toBe(1);
    });
    expect(await waiting(database)).toEqual([]);
  }));

it('call the webhook of the operator with the same sentence, once for all who are told', () =>
  onStage(async ({ app, accountId, note, round }) => {
    const other = await app.signedIn({ role: 'steward' });
    await other.send('PATCH', CHOICE, { byMessage: true }, { 'If-Match': '"0"' });
    const calls: unknown[] = [];
    const hook = createServer((request, response) => {
      void text(request).then((said) => {
        calls.push([request.method, request.url, JSON.parse(said)]);
        response.writeHead(calls.length > 1 ? 500 : 204).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', () => resolve()));
    const webhook = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/duty`;
    try {
      await note(accountId, other.accountId);
      expect(await round(null, 0, { webhook })).toEqual([]);
      expect(calls).toEqual([['POST', '/duty', { text: NOTICE_TEXT }]]);
      await note(accountId);
      expect(await round(null, 10, { webhook })).toHaveLength(1);
      expect(await round(null, 14, { webhook })).toHaveLength(0);
      expect(await round(null, 15, { webhook })).toHaveLength(1);
    } finally {
      await new Promise((resolve) => hook.close(resolve));
    }
  }));

it('are chosen by the account itself, against the version that was read', () =>
  onStage(async ({ app }) => {
    const mine = await app.signedIn({ role: 'steward' });
    const before = await mine.get(CHOICE);
    expect([before.json, before.headers.get('ETag')]).toEqual([{ byMessage: false, canSend: false }, '"0"']);
    expect((await mine.send('PATCH', CHOICE, { byMessage: true })).status).toBe(428);
    expect((await mine.send('PATCH', CHOICE, { byMessage: true }, { 'If-Match': '"0"' })).headers.get('ETag')).toBe(
      '"1"',
    );
    expect((await mine.send('PATCH', CHOICE, { byMessage: true }, { 'If-Match': '"0"' })).status).toBe(412);
    const off = await mine.send('PATCH', CHOICE, { byMessage: false }, { 'If-Match': '"1"' });
    expect([off.json.byMessage, off.headers.get('ETag')]).toEqual([false, '"2"']);
    expect((await (await app.as('operations')).get(CHOICE)).status).toBe(404);
    expect((await app.visitor.get(CHOICE)).status).toBe(404);
  }));
