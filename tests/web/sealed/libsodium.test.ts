// Our seals against libsodium's own: each opens what the other sealed, bit by bit the same format.
import sodium from 'libsodium-wrappers';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyPairOf, newKeyPair, openSealed, sealTo } from '../../../web/sealed/sealed_box.ts';
import { lock, unlock } from '../../../web/sealed/secret_box.ts';

beforeAll(() => sodium.ready);

const LENGTHS = [0, 1, 15, 16, 17, 63, 64, 65, 4_096, 65_536];
const text = (length: number) => new Uint8Array(length).map((_, i) => (i * 31) % 251);

describe('a sealed box', () => {
  it('opens in libsodium when sealed here, at any length', () => {
    for (const length of LENGTHS) {
      const { publicKey, privateKey } = sodium.crypto_box_keypair();
      const sealed = sealTo(publicKey, text(length));
      expect(sealed).toHaveLength(length + 48);
      expect(sodium.crypto_box_seal_open(sealed, publicKey, privateKey)).toEqual(text(length));
    }
  });

  it('opens here when libsodium sealed it, at any length', () => {
    for (const length of LENGTHS) {
      const pair = newKeyPair();
      expect(openSealed(pair, sodium.crypto_box_seal(text(length), pair.publicKey))).toEqual(text(length));
    }
  });

  it('is of a public key that libsodium derives from the same secret', () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    expect(keyPairOf(privateKey).publicKey).toEqual(publicKey);
  });

  it('opens for no other key, with no bit changed and nothing cut off', () => {
    const pair = newKeyPair();
    const sealed = sealTo(pair.publicKey, text(40));
    expect(openSealed(newKeyPair(), sealed)).toBe(null);
    for (let bit = 0; bit < sealed.length * 8; bit += 3) {
      const changed = sealed.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect([bit, openSealed(pair, changed)]).toEqual([bit, null]);
    }
    for (const length of [0, 1, 31, 32, 47, 48, sealed.length - 1]) {
      expect(openSealed(pair, sealed.subarray(0, length))).toBe(null);
    }
  });

  it('is never made for a key of low order, to which nothing can be kept secret', () => {
    expect(() => sealTo(new Uint8Array(32), text(8))).toThrow();
    expect(() => sealTo(new Uint8Array(32).fill(1, 0, 1), text(8))).toThrow();
  });

  it('differs each time', () => {
    const { publicKey } = newKeyPair();
    expect(sealTo(publicKey, text(8))).not.toEqual(sealTo(publicKey, text(8)));
  });
});

describe('a secret box', () => {
  it('is libsodium’s, its nonce before it, both ways', () => {
    for (const length of LENGTHS) {
      const key = sodium.crypto_secretbox_keygen();
      const box = lock(key, text(length));
      expect(sodium.crypto_secretbox_open_easy(box.subarray(24), box.subarray(0, 24), key)).toEqual(text(length));
      const nonce = sodium.randombytes_buf(24);
      const theirs = sodium.crypto_secretbox_easy(text(length), nonce, key);
      expect(unlock(key, Uint8Array.from([...nonce, ...theirs]))).toEqual(text(length));
    }
  });

  it('opens for no other key, with no bit changed and nothing cut off', () => {
    const key = sodium.crypto_secretbox_keygen();
    const box = lock(key, text(30));
    expect(unlock(sodium.crypto_secretbox_keygen(), box)).toBe(null);
    for (let bit = 0; bit < box.length * 8; bit++) {
      const changed = box.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(unlock(key, changed)).toBe(null);
    }
    for (let length = 0; length < box.length; length++) expect(unlock(key, box.subarray(0, length))).toBe(null);
  });
});
