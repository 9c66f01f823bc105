// Signing in with a password, and with a code where the account has one. Whatever is wrong, the answer is one sentence
// after the same work, and the failure was counted before it was judged.
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from '../db/database.ts';
import { type Credentials, credentialsByEmail, isUnchanged, spendStep } from '../queries/credentials.ts';
import { recordAct } from '../queries/writes.ts';
import { isSame, type Passwords } from './password.ts';
import type { SecondFactor } from './second_factor.ts';
import type { Sessions } from './sessions.ts';
import type { BackOff, Trying } from './sign_in_back_off.ts';
import type { Devices } from './sign_in_device.ts';

export interface SignInTools {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly secondFactor: SecondFactor;
  readonly backOff: BackOff;
  readonly devices: Devices;
  readonly now: () => Date;
}

export interface Attempt {
  readonly email: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly network: string;
  /** The cookie of a known device. */
  readonly device: string | undefined;
}

export interface Opened {
  readonly token: string;
  readonly account: Credentials;
}

/** Told only to who has all that the account signs in with. */
class AwaitsApproval extends Problem {
  constructor() {
    super('forbidden', 'A steward of your organization confirms this account first.');
  }
}

const refused = () =>
  new Problem('unauthenticated', 'The address, the password or the code is not right. Check all three and try again.');

export async function signInWithPassword(tools: SignInTools, attempt: Attempt): Promise<Opened> {
  const { database, backOff } = tools;
  const known = await credentialsByEmail(database, attempt.email);
  const [only, ...others] = known;
  const isAlone = others.length === 0;
  const trying: Trying = {
    email: attempt.email,
    network: attempt.network,
    device: isAlone && only !== undefined ? tools.devices.recognize(attempt.device, only) : null,
  };
  await backOff.demand(trying);
  const account = await tools.passwords.inTurn(async (compute) => {
    await backOff.count(trying);
    const salts = new Set(known.flatMap(({ passwordHash }) => (passwordHash === null ? [] : [saltedAs(passwordHash)])));
    const made: string[] = [];
    for (const like of salts.size === 0 ? [null] : salts) {
      made.push(await compute(attempt.email, attempt.password, like));
    }
    return known.filter((one) => made.some((text) => isSame(text, one.passwordHash))).find(isActive);
  }, trying.device !== null);
  if (account === undefined) throw refused();
  if (account.totpConfirmed && attempt.code === undefined) {
    await backOff.uncount(trying);
    throw new Problem('code_required', 'Enter the six digits that your app shows.');
  }
  const opened = await openWithCode(tools, { account, code: attempt.code, trying }).catch(async (error: unknown) => {
    if (error instanceof AwaitsApproval) await backOff.uncount(trying);
    throw error;
  });
  // The same address in another organization may be somebody else's doing: who gets into one account is not for that
  // forgiven what was tried on the other, and known to neither.
  await (isAlone ? backOff.succeeded(trying) : backOff.uncount(trying));
  return opened;
}

const isActive = ({ status }: Credentials) => status === 'active';
/** All before the last part: algorithm, cost and salt. One and the same for all accounts of an address. */
const saltedAs = (stored: string) => stored.slice(0, stored.lastIndexOf('$') + 1);

/**
 * Who knows the password and guesses codes is slowed on this account wherever it comes from, except from a known device:
 * a change of the password from there ends it.
 */
const guessing = (account: Credentials, trying: Trying): Trying | null =>
  trying.device === null ? { ...trying, device: `code ${account.id}` } : null;

async function openWithCode(
  tools: SignInTools,
  { account, code, trying }: { account: Credentials; code: string | undefined; trying: Trying },
): Promise<Opened> {
  if (!account.totpConfirmed) return openSession(tools, account, null);
  const guess = guessing(account, trying);
  if (guess !== null) await tools.backOff.count(guess);
  const step = stepOf(tools, account, code);
  if (step === null) throw refused();
  const opened = await openSession(tools, account, step);
  if (guess !== null) await tools.backOff.succeeded(guess);
  return opened;
}

export function stepOf({ secondFactor }: SignInTools, account: Credentials, code: string | undefined): number | null {
  if (account.totpSealed === null || code === undefined) return null;
  return secondFactor.stepOf(account.totpSealed, account.id, code);
}

/** A session of an account, and the trace of it, in the transaction that spends the code. */
export async function openSession(
  { database, sessions }: SignInTools,
  account: Credentials,
  step: number | null,
  usedSecondFactor = step !== null,
): Promise<Opened> {
  const { id, organizationId, role, areaPrefix } = account;
  if (account.awaitsApproval) throw new AwaitsApproval();
  const token = await database.transaction(async (tx) => {
    if (!(await isUnchanged(tx, account))) throw refused();
    if (step !== null && !(await spendStep(tx, { id, step }))) throw refused();
    const opened = await sessions.open({ organizationId, role, areaPrefix, accountId: id, usedSecondFactor }, tx);
    await recordAct(tx, {
      organizationId,
      accountId: id,
      role,
      verb: 'sign_in',
      noun: 'session',
      thingId: id,
      rowCount: 1,
    });
    return opened;
  });
  return { token, account };
}
