// An account's own second factor and password. Both end what was signed in before, and give the session another token.
import { Problem } from '../../geodata/schema/problem.ts';
import { type Credentials, isUnchanged, setPassword, spendStep } from '../queries/credentials.ts';
import { deleteSessionsOf } from '../queries/sessions.ts';
import { recordAct } from '../queries/writes.ts';
import { isSame } from './password.ts';
import { hashOfToken } from './sessions.ts';
import { type SignInTools, stepOf } from './sign_in.ts';
import type { Trying } from './sign_in_back_off.ts';

const ended = () => new Problem('unauthenticated', 'The session has ended. Sign in again.');

/** Accepts a code: the first one puts the factor in use and ends the account's other sessions. Returns the new token. */
export async function confirmFactor(
  tools: SignInTools,
  { account, code, token }: { account: Credentials; code: string; token: string },
): Promise<string> {
  // Somebody with this session has the password; who guesses codes counts against the account.
  const guessing: Trying = { email: account.email, network: '', device: `code ${account.id}` };
  await tools.backOff.demand(guessing);
  await tools.backOff.count(guessing);
  const wrong = () => new Problem('unauthenticated', 'The code is not right. Wait for the next one and try again.');
  const step = stepOf(tools, account, code);
  if (step === null) throw wrong();
  const { id, organizationId, role } = account;
  const { next, others } = await tools.database.transaction(async (tx) => {
    if (!(await spendStep(tx, { id, step, confirm: tools.now() }))) throw wrong();
    const replaced = await tools.sessions.replace(token, { usedSecondFactor: true }, tx);
    if (replaced === null) throw ended();
    const verb = account.totpConfirmed ? 'bring_code' : 'set_up_code';
    await recordAct(tx, { organizationId, accountId: id, role, verb, noun: 'session', thingId: id, rowCount: 1 });
    const gone = account.totpConfirmed ? [] : await deleteSessionsOf(tx, id, hashOfToken(replaced));
    return { next: replaced, others: gone };
  });
  tools.sessions.ended([hashOfToken(token), ...others]);
  await tools.backOff.succeeded(guessing);
  return next;
}

/** Returns the token of the one session that goes on. */
export async function changePassword(
  tools: SignInTools,
  given: { account: Credentials; current: string; next: string; token: string; network: string },
): Promise<string> {
  const { account, current, next, token } = given;
  const { id, email, organizationId, role, passwordHash } = account;
  // Known by its session, which nobody without it can use to drive up the count.
  const trying: Trying = { email, network: given.network, device: `password ${id}` };
  await tools.backOff.demand(trying);
  const made = await tools.passwords.inTurn(async (compute) => {
    await tools.backOff.count(trying);
    if (!isSame(await compute(email, current, passwordHash), passwordHash)) {
      throw new Problem('unauthenticated', 'The present password is not right. Nothing was changed.');
    }
    return compute(email, next);
  }, true);
  const { replaced, others } = await tools.database.transaction(async (tx) => {
    if (!(await isUnchanged(tx, account))) throw ended();
    await setPassword(tx, id, made);
    const goesOn = await tools.sessions.replace(token, {}, tx);
    if (goesOn === null) throw ended();
    await recordAct(tx, {
      organizationId,
      accountId: id,
      role,
      verb: 'change_password',
      noun: 'account',
      thingId: id,
      rowCount: 1,
    });
    return { replaced: goesOn, others: await deleteSessionsOf(tx, id, hashOfToken(goesOn)) };
  });
  tools.sessions.ended([hashOfToken(token), ...others]);
  await tools.backOff.succeeded(trying);
  return replaced;
}
