// The file of a steward's key: opens with its passphrase alone, and tells nothing without it.
import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../../web/sealed/base64url.ts';
import { fingerprintOf, openKeyFile, writeKeyFile } from '../../../web/sealed/key_file.ts';
import { newKeyPair } from '../../../web/sealed/sealed_box.ts';

describe('a key file', () => {
  it('opens with its passphrase, also where letters are composed otherwise, and with no other', async () => {
    const pair = newKeyPair();
    const file = await writeKeyFile(pair, 'quatre mots à moi');
    expect(await openKeyFile(file, 'quatre mots a\u0300 moi')).toEqual({ pair });
    expect(await openKeyFile(file, 'quatre mots a moi')).toEqual({ failure: 'wrong_passphrase' });
  });

  it('holds the secret in no readable form', async () => {
    const pair = newKeyPair();
    const file = await writeKeyFile(pair, 'four plain words');
    expect(file).toContain(toBase64url(pair.publicKey));
    expect(file).toContain('600000');
    for (const form of ['base64url', 'base64', 'hex'] as const) {
      expect(file).not.toContain(Buffer.from(pair.secretKey).toString(form));
    }
  });

  it('does not open when a bit of it was changed, whatever it then says of itself', async () => {
    const file = JSON.parse(await writeKeyFile(newKeyPair(), 'four plain words'));
    const flipped = `${file.box.slice(0, 40)}${file.box[40] === 'A' ? 'B' : 'A'}${file.box.slice(41)}`;
    expect(await openKeyFile(JSON.stringify({ ...file, box: flipped }), 'four plain words')).toEqual({
      failure: 'wrong_passphrase',
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"format":"safereach-report-key-1","iterations":1e12,"salt":"AAAA","box":"AAAA"}',
    '{"format":"safereach-report-key-1","iterations":1.5,"salt":"AAAA","box":"AAAA"}',
    '{"format":"safereach-report-key-1","iterations":1,"salt":"?","box":"AAAA"}',
    `{"format":"safereach-report-key-1","x":"${'x'.repeat(5_000)}"}`,
  ])('is not %j', async (text) => {
    expect(await openKeyFile(text, 'x')).toEqual({ failure: 'not_a_key_file' });
  });
});

describe('a fingerprint', () => {
  it('is six groups of four, of the hash of the key', async () => {
    // SHA-256 of 32 zero bytes begins 66687aadf862bd776c8fc18b.
    expect(await fingerprintOf(toBase64url(new Uint8Array(32)))).toBe('6668 7aad f862 bd77 6c8f c18b');
  });
});
