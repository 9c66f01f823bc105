// Signing in at an OpenID provider: authorization code with PKCE, nonce and state. Only accounts that exist get in:
// linked by a verified address at first, by issuer and subject from then on. The provider is asked only when somebody
// signs in that way.
import { createHash } from 'node:crypto';
import * as oidc from 'openid-client';
import { Problem } from '../../geodata/schema/problem.ts';
import { type Credentials, credentialsByEmail, credentialsBySubject, linkSubject } from '../queries/credentials.ts';
import { insertAttempt, takeAttempt } from '../queries/sign_in.ts';
import { recordAct } from '../queries/writes.ts';
import { newToken } from './sessions.ts';
import { type Opened, openSession, type SignInTools } from './sign_in.ts';

export interface OidcSettings {
  /** https, or http on loopback. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Oidc {
  readonly issuer: string;
  /** Where to send the browser, and what it must bring back in a cookie. */
  start(redirectUri: string): Promise<{ address: string; browser: string }>;
  /** `url`: the address that the provider sent the browser to. Throws unauthenticated with one sentence for all. */
  finish(url: URL, browser: string | undefined): Promise<Opened>;
}

/** Ways of signing in that a provider names (RFC 8176): two of them, or a word that says so. A code or a key alone is one. */
const usedTwoFactors = (amr: unknown): boolean => {
  const ways = new Set<unknown>(Array.isArray(amr) ? amr : []);
  return ways.has('mfa') || (ways.has('pwd') && (ways.has('otp') || ways.has('hwk')));
};

const refused = () =>
  new Problem('unauthenticated', 'The sign-in did not lead to an account here. Try again, or ask your administrator.');
const sha256 = (text: string) => createHash('sha256').update(text).digest();

export function createOidc({ issuer, clientId, clientSecret }: OidcSettings, tools: SignInTools): Oidc {
  const { database, now } = tools;
  let found: Promise<oidc.Configuration> | null = null;
  const configuration = () => {
    const insecure = issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {};
    found ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, insecure).catch(() => {
      found = null;
      throw new Problem('busy', 'The sign-in provider does not answer. Try again, or sign in with a password.');
    });
    return found;
  };
  return {
    issuer: new URL(issuer).host,
    async start(redirectUri) {
      const provider = await configuration();
      const [state, browser, nonce] = [newToken(), newToken(), oidc.randomNonce()];
      const codeVerifier = oidc.randomPKCECodeVerifier();
      const hashes = { stateHash: sha256(state), browserHash: sha256(browser) };
      await insertAttempt(database, { ...hashes, nonce, codeVerifier, now: now() });
      const address = oidc.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, browser };
    },
    async finish(url, browser) {
      const state = url.searchParams.get('state');
      if (state === null || browser === undefined) throw refused();
      const hashes = { stateHash: sha256(state), browserHash: sha256(browser) };
      const attempt = await takeAttempt(database, { ...hashes, now: now() });
      if (attempt === null) throw refused();
      const checks = { expectedState: state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.codeVerifier };
      const tokens = await oidc.authorizationCodeGrant(await configuration(), url, checks).catch((error: unknown) => {
        throw error instanceof Problem ? error : refused();
      });
      const claims = tokens.claims();
      if (claims === undefined) throw refused();
      const account = await accountOf(tools, {
        issuer,
        subject: claims.sub,
        // What a provider leaves out of the token it tells of whoever holds the answer's access token.
        address: async (): Promise<Partial<oidc.UserInfoResponse>> =>
          claims['email'] !== undefined
            ? claims
            : await oidc.fetchUserInfo(await configuration(), tokens.access_token, claims.sub).catch(() => ({})),
      });
      return openSession(tools, account, null, usedTwoFactors(claims['amr']));
    },
  };
}

interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly address: () => Promise<{ readonly email?: unknown; readonly email_verified?: unknown }>;
}

async function accountOf({ database }: SignInTools, { issuer, subject, address }: Identity): Promise<Credentials> {
  const linked = await credentialsBySubject(database, { issuer, subject });
  if (linked !== null) {
    if (linked.status !== 'active') throw refused();
    return linked;
  }
  const claims = await address();
  if (claims.email_verified !== true || typeof claims.email !== 'string') throw refused();
  const known = await credentialsByEmail(database, claims.email.toLowerCase());
  // The same address in two organizations: which one is meant, only an administrator can say, by an invitation.
  const [account, ...others] = known.filter(({ status, isLinked }) => status !== 'disabled' && !isLinked);
  if (account === undefined || others.length > 0) throw refused();
  await database.transaction(async (tx) => {
    if (!(await linkSubject(tx, { id: account.id, issuer, subject }))) throw refused();
    const { id, organizationId, role } = account;
    await recordAct(tx, {
      organizationId,
      accountId: id,
      role,
      verb: 'link',
      noun: 'account',
      thingId: id,
      rowCount: 1,
    });
  });
  return { ...account, status: 'active' };
}
