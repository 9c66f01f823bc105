// The ways by which somebody learns that something waits: mail, and a webhook of the operator. The message is one and the same: no
// place, no text, no id. A server that hangs costs a few seconds and nothing else.
import { createTransport } from 'nodemailer';
import type { NoticeSettings } from '../config.ts';

/** All that is ever said. */
export const NOTICE_TEXT = 'Something waits for you in Safereach. Open Safereach.';

/** Each step, and the whole: connecting, greeting, sending. */
const STEP_MS = 4_000;
const WHOLE_MS = 8_000;

export interface NoticeChannels {
  /** Throws where the message was not taken; null = mail is off. */
  readonly mail: ((address: string) => Promise<void>) | null;
  /** Once for all who are told at a time; null = off. */
  readonly webhook: (() => Promise<void>) | null;
}

export function noticeChannels({ mail, webhook }: NoticeSettings): NoticeChannels {
  return {
    mail: mail === null ? null : (address) => sendMail(mail, address),
    webhook: webhook === null ? null : () => callWebhook(webhook),
  };
}

/** A connection of its own for each: there are few, and none is left hanging. */
async function sendMail({ url, from, tls }: NonNullable<NoticeSettings['mail']>, to: string): Promise<void> {
  const { hostname, port, protocol, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: tls,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // Not the name of this machine.
    name: from.slice(from.lastIndexOf('@') + 1),
    ...{ connectionTimeout: STEP_MS, greetingTimeout: STEP_MS, socketTimeout: STEP_MS, dnsTimeout: STEP_MS },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await within(transport.sendMail({ from, to, subject: 'Safereach', text: NOTICE_TEXT, xMailer: false }));
  } finally {
    transport.close();
  }
}

async function callWebhook(address: string): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: NOTICE_TEXT }),
    redirect: 'error',
    signal: AbortSignal.timeout(WHOLE_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new NoticeError('EREFUSED');
}

/** A server that sends a word now and then never runs into the time of a step. */
async function within(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoticeError('ETIMEDOUT')), WHOLE_MS);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
    sending.catch(() => undefined); // told already
  }
}

class NoticeError extends Error {
  readonly code: string;

  constructor(code: string) {
    super('The message was not taken.');
    this.name = 'NoticeError';
    this.code = code;
  }
}
