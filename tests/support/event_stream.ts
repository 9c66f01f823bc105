// A listener of live events over a connection of its own, as a program has it. Knows no browser.
import { request } from 'node:http';

/** What one connection was sent, piece by piece; `until` waits for a text in it. */
export function listenTo(address: string, headers: Record<string, string>) {
  let text = '';
  let wake: () => void = () => undefined;
  let status = 0;
  let answered: Record<string, unknown> = {};
  let hasEnded = false;
  let pause: () => void = () => undefined;
  const asked = request(`${address}/api/events`, { headers }, (response) => {
    status = response.statusCode ?? 0;
    answered = response.headers;
    pause = () => void response.pause();
    response.on('data', (piece: Buffer) => {
      text += piece.toString();
      wake();
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      hasEnded = true;
      wake();
    });
  });
  asked.on('error', () => undefined);
  asked.end();
  const when = async (passes: () => boolean) => {
    while (!passes())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return {
    text: () => text,
    status: () => status,
    headers: () => answered,
    until: (part: string) => when(() => text.includes(part)),
    ended: () => when(() => hasEnded),
    /** Reads no more, and stays connected. */
    pause: () => pause(),
    hangUp: () => asked.destroy(),
  };
}
