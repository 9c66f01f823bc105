// Environment → typed configuration. The only reader of process.env on the server.
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Login } from './db/guise.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const postgres = z.url({ protocol: /^postgres(ql)?$/ });
const environment = z.object({
  DATABASE_URL: postgres.optional(),
  DATABASE_PUBLIC_URL: postgres.optional(),
  DATABASE_PLANNER_URL: postgres.optional(),
  DATABASE_OPERATIONS_URL: postgres.optional(),
  DATABASE_STEWARD_URL: postgres.optional(),
  SAFEREACH_DATA: z.string().min(1).default('data'),
  SAFEREACH_BACKUP_KEY_FILE: z.string().min(1).optional(),
  SAFEREACH_HOST: z.string().min(1).optional(),
  SAFEREACH_PORT: z.coerce.number().int().min(0).max(65535).default(8400),
  SAFEREACH_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  SAFEREACH_PUBLIC_ORGANIZATION: z.string().min(1).optional(),
  SAFEREACH_DEMO_SCALE: z.coerce.number().min(0).max(1000).default(1),
  SAFEREACH_METRICS_TOKEN: z.string().min(20).optional(),
  SAFEREACH_WEB: z.string().min(1).default('dist'),
  SAFEREACH_KEY_FILE: z.string().min(1).optional(),
  SAFEREACH_TRUST_PROXY: z.enum(['0', '1']).default('0'),
  SAFEREACH_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine((issuer) => issuer.startsWith('https:') || LOOPBACK.has(new URL(issuer).hostname), 'Must be https.')
    .optional(),
  SAFEREACH_OIDC_CLIENT_ID: z.string().min(1).optional(),
  SAFEREACH_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  SAFEREACH_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SAFEREACH_MAIL_FROM: z.email().optional(),
  SAFEREACH_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .refine((address) => address.startsWith('https:') || LOOPBACK.has(new URL(address).hostname), 'Must be https.')
    .optional(),
});

export interface Config {
  /** null = the embedded database in `dataFolder`. */
  readonly databaseUrl: string | null;
  /** Addresses with one login per privilege; where one is missing, the login of `databaseUrl` takes its role. */
  readonly logins: Partial<Record<Login, string>>;
  readonly dataFolder: string;
  /** Key of the backups; null = none is named. */
  readonly backupKeyFile: string | null;
  readonly host: string;
  /** Address that people type, `https://map.example.org`; null = the one listened on, plain http on loopback. */
  readonly origin: string | null;
  readonly port: number;
  /**
   * Demo mode (privacy.md): only without DATABASE_URL; binds to loopback, refuses other Host values and forwarded
   * requests; anybody at this machine may play any role of the organization `demo`, and of no other.
   */
  readonly demo: boolean;
  /** 0 = an empty database, for a look at the empty states. */
  readonly demoScale: number;
  /** Organization whose directory a visitor without a session sees; null = none. */
  readonly publicOrganizationId: string | null;
  /** What a collector of metrics sends as Bearer; null = there are none. */
  readonly metricsToken: string | null;
  /** Folder of the built web client. */
  readonly webFolder: string;
  /** 32 bytes that no database holds; all servers of one database share it. */
  readonly keyFile: string;
  /** The last hop of X-Forwarded-For is the network somebody comes from: only behind a proxy that writes it. */
  readonly trustProxy: boolean;
  /** An OpenID provider where people may sign in; null = none. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecretFile: string } | null;
  /** Ways to say that something waits; null = that way is off. */
  readonly notices: NoticeSettings;
}

export interface NoticeSettings {
  /** `tls`: without it nothing is sent, as everywhere but on loopback. */
  readonly mail: { readonly url: string; readonly from: string; readonly tls: boolean } | null;
  readonly webhook: string | null;
}

export const DEMO_ORGANIZATION = 'demo';

/** Throws Error with every wrong variable named when the environment cannot be used. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The settings cannot be used:\n${wrong.join('\n')}`);
  }
  const values = parsed.data;
  const demo = values.DATABASE_URL === undefined;
  if (!demo && !LOOPBACK.has(values.SAFEREACH_HOST ?? '127.0.0.1') && values.SAFEREACH_ORIGIN === undefined) {
    throw new Error('SAFEREACH_HOST is not loopback: set SAFEREACH_ORIGIN to the https address that people type.');
  }
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    logins: loginsOf(values),
    dataFolder: resolve(values.SAFEREACH_DATA),
    backupKeyFile: values.SAFEREACH_BACKUP_KEY_FILE ?? null,
    host: demo ? '127.0.0.1' : (values.SAFEREACH_HOST ?? '127.0.0.1'),
    origin: demo || values.SAFEREACH_ORIGIN === undefined ? null : new URL(values.SAFEREACH_ORIGIN).origin,
    port: values.SAFEREACH_PORT,
    demo,
    demoScale: values.SAFEREACH_DEMO_SCALE,
    publicOrganizationId: values.SAFEREACH_PUBLIC_ORGANIZATION ?? (demo ? DEMO_ORGANIZATION : null),
    metricsToken: values.SAFEREACH_METRICS_TOKEN ?? null,
    webFolder: resolve(values.SAFEREACH_WEB),
    keyFile: resolve(values.SAFEREACH_KEY_FILE ?? join(values.SAFEREACH_DATA, 'server.key')),
    trustProxy: values.SAFEREACH_TRUST_PROXY === '1',
    oidc: oidcOf(values),
    notices: { mail: mailOf(values), webhook: values.SAFEREACH_WEBHOOK_URL ?? null },
  };
}

function mailOf(values: z.infer<typeof environment>): NoticeSettings['mail'] {
  const url = values.SAFEREACH_SMTP_URL;
  const from = values.SAFEREACH_MAIL_FROM;
  if (url === undefined && from === undefined) return null;
  if (url === undefined || from === undefined)
    throw new Error('Messages by mail need both SAFEREACH_SMTP_URL and SAFEREACH_MAIL_FROM.');
  return { url, from, tls: !LOOPBACK.has(new URL(url).hostname) };
}

function oidcOf(values: z.infer<typeof environment>): Config['oidc'] {
  const issuer = values.SAFEREACH_OIDC_ISSUER;
  const clientId = values.SAFEREACH_OIDC_CLIENT_ID;
  const clientSecretFile = values.SAFEREACH_OIDC_CLIENT_SECRET_FILE;
  if (issuer === undefined && clientId === undefined && clientSecretFile === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecretFile === undefined) {
    throw new Error(
      'Signing in at a provider needs all of SAFEREACH_OIDC_ISSUER, SAFEREACH_OIDC_CLIENT_ID and SAFEREACH_OIDC_CLIENT_SECRET_FILE.',
    );
  }
  return { issuer, clientId, clientSecretFile: resolve(clientSecretFile) };
}

function loginsOf(values: z.infer<typeof environment>): Config['logins'] {
  const addresses: Record<Login, string | undefined> = {
    app_public: values.DATABASE_PUBLIC_URL,
    app_planner: values.DATABASE_PLANNER_URL,
    app_operations: values.DATABASE_OPERATIONS_URL,
    app_steward: values.DATABASE_STEWARD_URL,
  };
  return Object.fromEntries(Object.entries(addresses).filter(([, address]) => address !== undefined));
}
