// A partner sends people to a place through the page, in a real browser over the real server: the card tells nothing of why,
// and when nobody could help three times the entry is being checked in the pack that every phone reads, until a steward has looked.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackDirectory } from '../../geodata/formats/directory_pack.ts';
import type { PackService } from '../../geodata/schema/pack.ts';
import { become, launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
let opened: Visit;
const PHONE = { viewport: { width: 390, height: 844 } };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  opened = await visit({ browser, address: server.address, path: '/referrals', context: PHONE });
  opened.page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** The services of all packs, as a phone without an account reads them. */
async function packed(): Promise<PackService[]> {
  const { items } = (await (await fetch(`${server.address}/api/packs`)).json()) as { items: { region: string }[] };
  const directories = await Promise.all(
    items.map(async ({ region }) =>
      unpackDirectory(await (await fetch(`${server.address}/api/packs/${region}/directory`)).text()),
    ),
  );
  return directories.flatMap(({ services }) => services);
}
const reviewed = async () => (await packed()).filter(({ underReview }) => underReview).map(({ name }) => name);

let place = '';
const refer = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Make a referral' }).click();
  await page.getByRole('searchbox', { name: 'Name of the place or contact' }).fill(place || 'clinic');
  const first = page.locator('.goal').filter({ hasNot: page.locator(':disabled') });
  place = (await first.first().locator('.goal-name').textContent()) ?? '';
  await first.first().getByRole('radio').check();
  await page.getByRole('button', { name: 'Make the referral' }).click();
  const code = (await page.getByRole('heading', { name: 'The code is' }).locator('strong').textContent()) ?? '';
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4} [2-9A-HJ-NP-Z]{4}$/);
  return code;
};
const unavailable = async (page: Page, code: string) => {
  await page.getByRole('searchbox', { name: 'Code' }).fill(code.toLowerCase());
  const row = page.getByRole('row').filter({ hasText: code });
  await row.getByRole('button', { name: 'Nobody could help' }).click();
  await page.getByRole('dialog').getByLabel('Reason').selectOption('closed');
  await page.getByRole('dialog').getByRole('button', { name: 'Save the answer' }).click();
  await row.getByText('Closed when it should be open').waitFor();
};

describe('a referral', () => {
  it('gives a code and a card that names the place and nothing of why', async () => {
    const { page } = opened;
    await become({ page, address: server.address, role: 'partner' });
    await page.getByText('No referral yet').waitFor();
    const code = await refer(page);
    const text = (await page.locator('.card-text').textContent()) ?? '';
    expect(text).toContain(`Code: ${code}`);
    expect(text).toContain(`Place: ${place}`);
    expect(text.replace(place, '')).not.toMatch(/medical|psycho|legal|shelter|violence|rape|assault|refer/i);
    await page.getByLabel('Without the name and phone of the place').check();
    expect(await page.locator('.card-text').textContent()).not.toContain(place);
    const link = (await page.getByRole('link', { name: 'Send as a text message' }).getAttribute('href')) ?? '';
    expect(decodeURIComponent(link)).toBe(`sms:?body=${await page.locator('.card-text').textContent()}`);
    await page.getByRole('button', { name: 'Done' }).click();
    await unavailable(page, code);
  });

  it('opens a check of the entry when nobody could help three times and another voice says so too', async () => {
    const { page } = opened;
    const done = () => page.getByRole('button', { name: 'Done' }).click();
    const second = await refer(page);
    await done();
    await unavailable(page, second);
    const third = await refer(page);
    await done();
    expect(await reviewed()).toEqual([]);
    await become({ page, address: server.address, role: 'operations' });
    await page.getByRole('button', { name: 'Make a referral' }).waitFor();
    await unavailable(page, third);
    expect(await reviewed()).toEqual([place]);
    await page.getByRole('button', { name: 'Make a referral' }).click();
    await page.getByRole('searchbox', { name: 'Name of the place or contact' }).fill(place);
    await page.locator('.goal').first().getByText('Nobody could help 3 times').waitFor();
  });

  it('keeps no code in any address, and asks nobody but the server', async () => {
    expect(opened.foreign).toEqual([]);
    expect(opened.complaints).toEqual([]);
    expect(opened.asked.filter((address) => /code=/.test(address))).toEqual([]);
  });

  it('fits a phone without scrolling sideways', async () => {
    const width = await opened.page.evaluate(() => document.querySelector('.office-body')?.scrollWidth ?? 0);
    expect(width).toBeLessThanOrEqual(390);
  });
});

describe('a steward', () => {
  it('sees the entry to check, where it is, and verifies it: the packs no longer mark it', async () => {
    const { page } = opened;
    await page.goto(`${server.address}/steward#entries`);
    await become({ page, address: server.address, role: 'steward' });
    const row = page.getByRole('row').filter({ hasText: place });
    await row.getByText('it stands lower in lists').waitFor();
    expect(await row.getByRole('link', { name: 'Show on the map' }).getAttribute('href')).toMatch(/^\/#map=15\//);
    await row.getByRole('button', { name: 'Verified today' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verified today' }).click();
    await page.getByText('Nothing to check').waitFor();
    expect(await reviewed()).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    expect((await packed()).find(({ name }) => name === place)?.verifiedOn).toBe(today);
  });
});
