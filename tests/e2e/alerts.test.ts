// The duty room takes an alert from its raising to a response, and another to a written reason, through the ledger in a real browser
// over the real server; the log and the figures say the same as what was done.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
let opened: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  opened = await visit({ browser, address: server.address, path: '/alerts' });
  opened.page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const press = (page: Page, name: string | RegExp) =>
  page
    .locator('.next-step')
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();

/** Raises one in the first area of the list, and stands before it. */
async function raise(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Raise an alert' }).click();
  const form = page.getByRole('form', { name: 'Raise an alert' });
  await form.getByLabel('What').selectOption(kind);
  await form.getByRole('button', { name: 'Raise', exact: true }).click();
  await form.getByText('Choose an area').last().waitFor();
  await form.getByLabel('Where').selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Raise', exact: true }).click();
  await page.getByText('Waits: somebody verifies it').last().waitFor();
}

describe('an alert', () => {
  it('goes from raised to responded by one obvious step after the other, each in its log', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Teams', exact: true }).click();
    await page.getByRole('button', { name: 'Add a team' }).click();
    const form = page.getByRole('form', { name: 'Add a team' });
    await form.getByLabel('Team', { exact: true }).fill('First by name');
    await form.getByText('Type it instead').click();
    await form.getByRole('textbox', { name: 'Latitude, longitude' }).fill('11.84, 13.16');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'First by name' }).waitFor();

    await page.getByRole('link', { name: 'Ledger' }).click();
    await raise(page, 'other');
    await press(page, 'It is verified');
    await press(page, /^Send /);
    await press(page, 'The team goes');
    await press(page, 'On the way');
    await press(page, 'Arrived');
    await press(page, 'Close: responded');
    await page.locator('.next-step').getByRole('button', { name: 'Reopen' }).waitFor();
    const log = await page.locator('.alert-log li .log-what').allTextContents();
    expect(log.map((line) => line.split(/[: ]/)[0])).toEqual([
      ...['Raised', 'Verified', 'Assigned', 'The', 'On', 'Arrived', 'Closed'],
    ]);
  });

  it('ends in a reason as easily', async () => {
    const { page } = opened;
    await raise(page, 'other');
    await press(page, 'No response: say why');
    const why = page.getByRole('form', { name: 'Why is there no response?' });
    await why.getByRole('button', { name: 'Close with this reason' }).click();
    await why.getByText('Choose a reason.').waitFor();
    await why.getByLabel('A partner takes care of it').check();
    await why.getByRole('button', { name: 'Close with this reason' }).click();
    await page.locator('.alert-log').getByText('Closed: No response: A partner takes care of it').waitFor();
  });

  it('counts in the response figures', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'Response figures' }).click();
    await page.getByRole('row', { name: /From raising to arrival/ }).waitFor();
    const count = async (name: string) =>
      Number(await page.locator('.figure-counts div', { hasText: name }).first().locator('dd').textContent());
    expect(await count('Responded')).toBeGreaterThanOrEqual(1);
    expect(await count('No response, with a reason')).toBeGreaterThanOrEqual(1);
  });

  it('asks nobody but the server, and fits a phone without scrolling sideways', async () => {
    const { page, foreign, complaints } = opened;
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const part of ['Ledger', 'Tasks', 'Teams', 'Response figures']) {
      await page.getByRole('link', { name: part, exact: true }).click();
      const width = () => page.evaluate(() => document.querySelector('.office-body')?.scrollWidth ?? 0);
      await expect.poll(width).toBeLessThanOrEqual(390);
    }
  });
});
