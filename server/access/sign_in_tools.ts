// All that signing in is made of, once per server.
import type { Database } from '../db/database.ts';
import { createPasswords } from './password.ts';
import { createSecondFactor } from './second_factor.ts';
import type { Sessions } from './sessions.ts';
import type { SignInTools } from './sign_in.ts';
import { createBackOff } from './sign_in_back_off.ts';
import { createDevices } from './sign_in_device.ts';

export function createSignInTools(of: {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly key: Uint8Array;
  readonly now: () => Date;
}): SignInTools {
  const { database, sessions, key, now } = of;
  return {
    database,
    sessions,
    now,
    passwords: createPasswords(key),
    secondFactor: createSecondFactor(key, now),
    backOff: createBackOff(database, { key, now }),
    devices: createDevices(key, now),
  };
}
