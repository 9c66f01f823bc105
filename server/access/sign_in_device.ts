// A known device: a cookie that says, to this server alone, that one account signed in completely from this browser.
// It opens nothing. It gives failures a count of their own, which nobody without the cookie can drive up.
// (OWASP, "Slow down online guessing attacks with device cookies".)
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { derivedKey } from './key_file.ts';

export const DEVICE_DAYS = 90;
const SHAPE = /^([A-Za-z0-9_-]{22})\.([0-9a-z]{1,8})\.([A-Za-z0-9_-]{43})$/;

/** What a cookie is bound to: another password makes it void. The cookie itself names no account. */
export interface DeviceAccount {
  readonly id: string;
  readonly passwordHash: string | null;
}

export interface Devices {
  /** A new cookie value. */
  issue(account: DeviceAccount): string;
  /** The name under which failures of this device count, or null where the cookie is not of this account. */
  recognize(cookie: string | undefined, account: DeviceAccount): string | null;
}

export const looksLikeDevice = (cookie: string | undefined) => cookie !== undefined && SHAPE.test(cookie);

export function createDevices(key: Uint8Array, now: () => Date): Devices {
  const deviceKey = derivedKey(key, 'device');
  const today = () => Math.floor(now().getTime() / 86_400_000);
  const seal = (nonce: string, day: string, { id, passwordHash }: DeviceAccount) =>
    createHmac('sha256', deviceKey)
      .update(JSON.stringify([nonce, day, id, passwordHash]))
      .digest();
  return {
    issue(account) {
      const [nonce, day] = [randomBytes(16).toString('base64url'), today().toString(36)];
      return `${nonce}.${day}.${seal(nonce, day, account).toString('base64url')}`;
    },
    recognize(cookie, account) {
      const [, nonce = '', day = '', mac = ''] = SHAPE.exec(cookie ?? '') ?? [];
      const made = seal(nonce, day, account);
      const given = Buffer.from(mac, 'base64url');
      const age = today() - Number.parseInt(day, 36);
      if (given.length !== made.length || !timingSafeEqual(given, made) || age < 0 || age > DEVICE_DAYS) return null;
      return `device ${account.id} ${nonce}`;
    },
  };
}
