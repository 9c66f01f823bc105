// A mail server of the test on a free port of this machine: keeps what it is given, or misbehaves as told.
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Mail {
  readonly to: readonly string[];
  /** Headers and body as they came over the wire. */
  readonly text: string;
}

export interface MailSink {
  readonly url: string;
  readonly mails: readonly Mail[];
  close(): Promise<void>;
}

export async function openMailSink(options: SMTPServerOptions = {}): Promise<MailSink> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    logger: false,
    onData(stream, session, done) {
      void text(stream).then((said) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: said });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Takes connections and never says a word. */
export async function openSilentServer(): Promise<Omit<MailSink, 'mails'>> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
