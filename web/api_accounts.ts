// Signing in, one's own account, and the accounts of an organization. Fetches through api.ts; knows no screen.
import type { Account, AccountChange, AccountInput } from '../geodata/schema/account.ts';
import type { Role, Thing } from '../geodata/schema/roles.ts';
import { read, readAll, type Session, send } from './api.ts';

export type { Account, AccountChange, AccountInput };

/** What a sign-in answers: the cookie is set; `needs` tells what the session must do first. */
export interface Opened {
  readonly role: Role;
  readonly needs?: Session['needs'];
}

/** `qr`: the dark modules as one path of a drawing of `size` × `size`, with their quiet zone. */
export interface SecondFactor {
  readonly secret: string;
  readonly uri: string;
  readonly qr: { readonly size: number; readonly path: string };
}

export interface Welcome {
  readonly token: string;
  readonly password: string;
  /** For the first account of an installation alone. */
  readonly email?: string;
  readonly name?: string;
}

export interface OneTimeLink {
  readonly token: string;
  readonly expiresAt: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly things: readonly Thing[];
  readonly areaPrefix: string;
  readonly expiresAt: string;
  readonly lastUsedOn: string | null;
}
export interface ApiKeyInput {
  readonly name: string;
  readonly role: Role;
  readonly things: readonly Thing[];
  readonly areaPrefix?: string;
  readonly expiresAt: string;
}

const post = <T>(path: string, body: unknown = {}) => send<T>({ method: 'POST', path, body });
const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;
const tag = (version: number) => `"${version}"`;

export const signIn = (body: { email: string; password: string; code?: string }) => post<Opened>('/api/session', body);
export const acceptInvitation = (body: Welcome) => post<Opened>('/api/invitations/accept', body);
export const beginSecondFactor = () => post<SecondFactor>('/api/session/second-factor');
export const confirmSecondFactor = (code: string) => post<Opened>('/api/session/second-factor/confirm', { code });
export const changePassword = (current: string, next: string) => post('/api/session/password', { current, next });
export const signOutEverywhere = () => send({ method: 'DELETE', path: '/api/session/all' });
export const readIssuer = (signal?: AbortSignal) => read<{ issuer: string | null }>('/api/oidc', signal);

export const readAccounts = (signal?: AbortSignal) => readAll<Account>('/api/accounts?limit=1000', signal);
export const createAccount = (body: AccountInput) => post<Account>('/api/accounts', body);
export const changeAccount = ({ id, version }: Account, body: AccountChange) =>
  send<Account>({ method: 'PATCH', path: at('/api/accounts', id), body, etag: tag(version) });
export const deleteAccount = ({ id, version }: Account) =>
  send({ method: 'DELETE', path: at('/api/accounts', id), etag: tag(version) });
/** Who is confirmed is who was looked at. */
export const approveAccount = ({ id, version }: Account) =>
  send<Account>({ method: 'POST', path: `${at('/api/accounts', id)}/approval`, etag: tag(version) });
/** A link that works once: to set the first password, or to set a new one together with a new second factor. */
export const createLink = (accountId: string) => post<OneTimeLink>(`${at('/api/accounts', accountId)}/invitation`);
export const endSessions = (accountId: string) =>
  send({ method: 'DELETE', path: `${at('/api/accounts', accountId)}/sessions` });

export const readApiKeys = async (signal?: AbortSignal) =>
  (await read<{ items: ApiKey[] }>('/api/api-keys', signal)).items;
export const createApiKey = (body: ApiKeyInput) => post<ApiKey & { token: string }>('/api/api-keys', body);
export const deleteApiKey = (id: string) => send({ method: 'DELETE', path: at('/api/api-keys', id) });
