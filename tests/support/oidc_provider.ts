// An OpenID provider of our own on 127.0.0.1: whoever comes is signed in at once as the person that the test named.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error the package brings no types
import Provider from 'oidc-provider';
import type { OidcSettings } from '../../server/access/oidc.ts';

export interface ProviderPerson {
  readonly subject: string;
  readonly email: string;
  readonly verified: boolean;
  readonly amr?: string[];
}

export interface TestProvider {
  readonly settings: OidcSettings;
  /** Follows an address of /api/oidc/start through the provider, as this person; returns where it sends the browser back. */
  pass(address: string, person: ProviderPerson): Promise<string>;
  close(): Promise<void>;
}

const CLIENT = { client_id: 'safereach', client_secret: 'a secret of the test that is long enough' };
export const REDIRECT = 'http://127.0.0.1/api/oidc/callback';

export async function openProvider({ emailInToken }: { emailInToken: boolean }): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, ProviderPerson>();
  let coming: ProviderPerson | null = null;
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [REDIRECT], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !emailInToken,
    cookies: { keys: ['of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, email: people.get(sub)?.email, email_verified: people.get(sub)?.verified }),
    }),
    // biome-ignore lint: the package brings no types
    loadExistingGrant: async ({ oidc }: any) => {
      const grant = new provider.Grant({ clientId: CLIENT.client_id, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const login = { accountId: coming?.subject, ...(coming?.amr === undefined ? {} : { amr: coming.amr }) };
    return provider.interactionFinished(request, response, { login });
  });

  return {
    settings: { issuer, clientId: CLIENT.client_id, clientSecret: CLIENT.client_secret },
    async pass(address, person) {
      people.set(person.subject, person);
      coming = person;
      const cookies = new Map<string, string>();
      for (let next = address, hops = 0; hops < 8; hops += 1) {
        if (next.startsWith(REDIRECT)) return next;
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
        const response = await fetch(next, { redirect: 'manual', headers: { Cookie: cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
          cookies.set(name, value);
        }
        const location = response.headers.get('Location');
        if (location === null) throw new Error(`The provider stopped: ${response.status} ${await response.text()}`);
        next = new URL(location, next).href;
      }
      throw new Error('The provider sends the browser round in circles.');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
