// The secret that this server shares with the OpenID provider, from the file that the settings name.
import { readFile } from 'node:fs/promises';
import type { OidcSettings } from './oidc.ts';

/** Throws Error with a sentence for the operator. */
export async function oidcSettings(
  settings: { issuer: string; clientId: string; clientSecretFile: string } | null,
): Promise<OidcSettings | null> {
  if (settings === null) return null;
  const { issuer, clientId, clientSecretFile } = settings;
  const clientSecret = (await readFile(clientSecretFile, 'utf8').catch(() => '')).trim();
  if (clientSecret === '')
    throw new Error(`The file of SAFEREACH_OIDC_CLIENT_SECRET_FILE cannot be read, or is empty.`);
  return { issuer, clientId, clientSecret };
}
