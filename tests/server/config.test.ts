// Settings: demo mode only without a database address, and no insecure cookie beyond this machine.
import { expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';

const DATABASE_URL = 'postgres://somebody@db.example.org/safereach';

it('is the demo on loopback when no database is named, whatever host is asked for', () => {
  const config = readConfig({ SAFEREACH_HOST: '0.0.0.0', SAFEREACH_ORIGIN: 'https://map.example.org' });
  expect(config).toMatchObject({
    demo: true,
    host: '127.0.0.1',
    port: 8400,
    publicOrganizationId: 'demo',
    origin: null,
  });
});

it('is never the demo with a database, and shows no directory that was not chosen', () => {
  expect(readConfig({ DATABASE_URL })).toMatchObject({ demo: false, publicOrganizationId: null });
});

it('listens beyond this machine only when it knows its https address', () => {
  expect(() => readConfig({ DATABASE_URL, SAFEREACH_HOST: '0.0.0.0' })).toThrow('SAFEREACH_ORIGIN');
  const config = readConfig({ DATABASE_URL, SAFEREACH_HOST: '0.0.0.0', SAFEREACH_ORIGIN: 'https://map.example.org/x' });
  expect(config).toMatchObject({ host: '0.0.0.0', origin: 'https://map.example.org' });
});

it('names every setting that is wrong, and no value', () => {
  const wrong = () => readConfig({ DATABASE_URL: 'mysql://user:secret@db', SAFEREACH_PORT: '99999' });
  expect(wrong).toThrow(/DATABASE_URL[\s\S]*SAFEREACH_PORT/);
  expect(wrong).not.toThrow(/secret/);
});

it('keeps the key file in the data folder unless another is named, and trusts no proxy by itself', () => {
  const config = readConfig({ DATABASE_URL, SAFEREACH_DATA: '/srv/safereach' });
  expect(config).toMatchObject({ keyFile: '/srv/safereach/server.key', trustProxy: false, oidc: null });
  const named = readConfig({ DATABASE_URL, SAFEREACH_KEY_FILE: '/run/secrets/key', SAFEREACH_TRUST_PROXY: '1' });
  expect(named).toMatchObject({ keyFile: '/run/secrets/key', trustProxy: true });
});

it('takes a sign-in provider with all its parts, over https or on this machine only', () => {
  const parts = { SAFEREACH_OIDC_CLIENT_ID: 'safereach', SAFEREACH_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' };
  const from = (issuer: string) => readConfig({ DATABASE_URL, ...parts, SAFEREACH_OIDC_ISSUER: issuer });
  expect(from('https://login.example.org').oidc).toMatchObject({ clientSecretFile: '/run/secrets/oidc' });
  expect(from('http://127.0.0.1:9000').oidc).not.toBeNull();
  expect(() => from('http://login.example.org')).toThrow('SAFEREACH_OIDC_ISSUER');
  expect(() => readConfig({ DATABASE_URL, ...parts })).toThrow('needs all of SAFEREACH_OIDC_ISSUER');
});

it('sends messages only where a way is set, in secret beyond this machine, and never half a setting', () => {
  expect(readConfig({ DATABASE_URL }).notices).toEqual({ mail: null, webhook: null });
  const url = 'smtp://duty:secret@mail.example.org:587';
  const set = { SAFEREACH_SMTP_URL: url, SAFEREACH_MAIL_FROM: 'duty@example.org' };
  expect(readConfig({ DATABASE_URL, ...set }).notices.mail).toEqual({ url, from: 'duty@example.org', tls: true });
  const here = readConfig({ DATABASE_URL, ...set, SAFEREACH_SMTP_URL: 'smtp://127.0.0.1:25' });
  expect(here.notices.mail?.tls).toBe(false);
  const half = () => readConfig({ DATABASE_URL, SAFEREACH_SMTP_URL: url });
  expect(half).toThrow('SAFEREACH_MAIL_FROM');
  expect(half).not.toThrow(/secret/);
  expect(() => readConfig({ DATABASE_URL, SAFEREACH_WEBHOOK_URL: 'http://hooks.example.org/x' })).toThrow('https');
});
