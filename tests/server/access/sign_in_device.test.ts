// The cookie of a known device: made by this server, for one account, until its password changes or 90 days pass.
import { expect, it } from 'vitest';
import { createDevices, looksLikeDevice } from '../../../server/access/sign_in_device.ts';
import { clockFrom } from '../../support/browser_session.ts';

const ann = { id: '0a0a0a0a-0000-4000-8000-000000000001', passwordHash: '$argon2id$1' };

it('is recognized for its account alone, and names it nowhere', () => {
  const { now } = clockFrom(new Date('2026-11-20T12:00:00Z'));
  const devices = createDevices(new Uint8Array(32).fill(1), now);
  const cookie = devices.issue(ann);
  expect(looksLikeDevice(cookie)).toBe(true);
  expect(cookie).not.toContain('0a0a');
  expect(devices.recognize(cookie, ann)).toMatch(new RegExp(`^device ${ann.id} `));
  expect(devices.recognize(devices.issue(ann), ann)).not.toBe(devices.recognize(cookie, ann));
  expect(devices.recognize(cookie, { ...ann, id: '0a0a0a0a-0000-4000-8000-000000000002' })).toBeNull();
  expect(devices.recognize(cookie, { ...ann, passwordHash: '$argon2id$2' })).toBeNull();
  expect(createDevices(new Uint8Array(32).fill(2), now).recognize(cookie, ann)).toBeNull();
  for (const bad of [undefined, '', 'x.y.z', `${cookie}A`, cookie.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))]) {
    expect(devices.recognize(bad, ann)).toBeNull();
  }
});

it('is forgotten after 90 days, and its day cannot be moved', () => {
  const { now, pass } = clockFrom(new Date('2026-11-20T12:00:00Z'));
  const devices = createDevices(new Uint8Array(32).fill(1), now);
  const cookie = devices.issue(ann);
  pass(90 * 86_400);
  expect(devices.recognize(cookie, ann)).not.toBeNull();
  pass(86_400);
  expect(devices.recognize(cookie, ann)).toBeNull();
  const [nonce, , mac] = cookie.split('.');
  const today = Math.floor(now().getTime() / 86_400_000).toString(36);
  expect(devices.recognize(`${nonce}.${today}.${mac}`, ann)).toBeNull();
});
