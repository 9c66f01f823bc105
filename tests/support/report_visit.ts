// For tests of /report and /inbox in a real browser: the way through the steps, photos, doors that are closed, and what an
// automated check of accessibility finds. Chooses places of the demo.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { withExif } from '../web/sealed/exif_photo.ts';

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
/** The base point of Curve25519: a key like any other. */
export const OTHER_KEY = `CQ${'A'.repeat(41)}`;

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
export const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

/** To the step where one writes. */
export async function toWords(page: Page): Promise<void> {
  await press(page, 'I agree and go on');
  await heading(page, 'Where was it?');
  await press(page, 'Go on');
  await heading(page, 'What do you want to tell?');
}

export async function lookWith(page: Page, typed: string): Promise<void> {
  await page.getByLabel('Your 16 digits').fill(typed);
  await press(page, 'Look');
  await page.getByRole('button', { name: 'Type the digits again' }).waitFor();
}

/** What somebody sees and what a screen reader reads. */
export const shown = async (page: Page): Promise<string[]> => [
  await page.locator('main').innerHTML(),
  await page.title(),
  page.url(),
];

export const asRole = (page: Page, role: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const headers = { 'content-type': 'application/json', 'X-Safereach': '1' };
    await fetch('/api/session/demo', { method: 'POST', headers, body: JSON.stringify({ role: wanted }) });
  }, role);

/** As a steward: a key of which nobody here has the private half. */
export const publishOtherKey = (page: Page): Promise<void> =>
  page.evaluate(async (publicKey) => {
    const headers = { 'content-type': 'application/json', 'X-Safereach': '1' };
    await fetch('/api/report-keys', { method: 'POST', headers, body: JSON.stringify({ publicKey }) });
  }, OTHER_KEY);

/** As a steward: closes every medical and psychosocial door of one district; gives its P-code. */
export const closeDistrict = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    interface Found {
      readonly id: string;
      readonly properties: { readonly kind: string; readonly areaPcode: string; readonly version: number };
    }
    const { features } = (await (await fetch('/api/services?limit=1000')).json()) as { features: Found[] };
    const first = features.filter(({ properties: { kind } }) => ['medical', 'psychosocial'].includes(kind));
    const pcode = first[0]?.properties.areaPcode ?? '';
    for (const { id, properties } of first.filter((one) => one.properties.areaPcode === pcode)) {
      const headers = {
        'content-type': 'application/json',
        'X-Safereach': '1',
        'If-Match': `"${properties.version}"`,
      };
      const init = { method: 'PATCH', headers, body: JSON.stringify({ status: 'closed' }) };
      if (!(await fetch(`/api/services/${id}`, init)).ok) throw new Error('A service could not be closed.');
    }
    return pcode;
  });

/** Picks a district by its P-code, whatever the language of the page. */
export async function pickDistrict(page: Page, pcode: string): Promise<void> {
  const top = page.locator('main select').first();
  const tops = await top.locator('option').evaluateAll((all: HTMLOptionElement[]) => all.map(({ value }) => value));
  await top.selectOption(tops.find((one) => one !== '' && pcode.startsWith(one)) ?? '');
  await page.locator('main select').nth(1).selectOption(pcode);
}

/** A picture as a camera makes it: large, on its side, and full of what a camera notes. */
export async function cameraPhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1600;
    const context = canvas.getContext('2d')!;
    for (let i = 0; i < 4_000; i++) {
      context.fillStyle = `hsl(${(i * 47) % 360} 60% ${20 + ((i * 13) % 60)}%)`;
      context.fillRect((i * 197) % 2400, (i * 89) % 1600, 40 + (i % 70), 30 + (i % 50));
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
    const bytes = new Uint8Array(await blob!.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return withExif(Buffer.from(base64, 'base64'));
}

/** A picture of which no JPEG is small: noise. */
export async function noisePhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 480;
    const context = canvas.getContext('2d')!;
    const picture = context.createImageData(480, 480);
    for (let at = 0; at < picture.data.length; at += 4_096)
      crypto.getRandomValues(picture.data.subarray(at, at + 4_096));
    for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
    context.putImageData(picture, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that are broken, each with the first element that breaks it. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Axe {
      run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}
