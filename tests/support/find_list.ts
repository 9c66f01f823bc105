// /find opened on a phone for a test: its list with everything in it unfolded, its directory changed on the way. Knows no answer.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { packDirectory, unpackDirectory } from '../../geodata/formats/directory_pack.ts';
import type { Directory } from '../../geodata/schema/pack.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en', timezoneId: 'Africa/Lagos' };

export interface OpenedFind {
  readonly page: Page;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** `change` stands between the page and the directory; it needs `serviceWorkers: 'block'`. */
export async function openFind(
  { browser, address }: { readonly browser: Browser; readonly address: string },
  options: BrowserContextOptions = {},
  change?: (directory: Directory) => Directory,
): Promise<OpenedFind> {
  const context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  if (change !== undefined) {
    await page.route('**/directory', async (route) => {
      const response = await route.fetch();
      const changed = packDirectory(change(unpackDirectory(await response.text())));
      await route.fulfill({ response, body: changed });
    });
  }
  await page.goto(`${address}/find`);
  return { page, complaints, close: () => context.close() };
}

export const back = (page: Page) => page.locator('.back').click();
export const firstCard = (page: Page) => page.locator('li.service').first();

/** Opens every part of the list page that can be opened. */
export async function openEverything(page: Page): Promise<void> {
  await firstCard(page).locator('.service-buttons button').click();
  await firstCard(page).locator('.service-facts > button').nth(1).click();
  await page.locator('.referral-card .card-qr').waitFor();
  await page.locator('.trip-fold summary').click();
  await page.locator('.trip > .button').click();
  await page.locator('.trip-next').waitFor();
  const folded = page.locator('.after-list details:not([open]) > summary');
  if ((await folded.count()) > 0) await folded.first().click();
  await page.locator('.filters > summary').click();
}
