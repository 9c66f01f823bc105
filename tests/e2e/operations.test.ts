// The duty board in a real browser over the real server: time, table, numbers and filters follow each other, the link brings a
// colleague to the same view, and a report that is added is there for the board at once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server: RunningServer;
let browser: Browser;
let opened: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  opened = await visit({ browser, address: server.address, path: '/operations' });
  opened.page.setDefaultTimeout(60_000);
  await opened.page.locator('.board-number').first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const numberOf = async (page: Page, selector: string): Promise<number> =>
  Number(((await page.locator(selector).first().textContent()) ?? '').replace(/[^\d]/g, ''));
const reported = (page: Page) => numberOf(page, '.board-number');
const listed = (page: Page) => numberOf(page, '.board-table-count');

describe('the duty board', () => {
  it('counts and lists the same reports, whatever is filtered, and says so in its address', async () => {
    const { page } = opened;
    const all = await reported(page);
    expect(all).toBeGreaterThan(0);
    await expect.poll(() => listed(page)).toBe(all);
    const word = page.locator('.board-facet').first().locator('.board-word').first();
    const count = Number(((await word.locator('.board-word-count').textContent()) ?? '').replaceAll(',', ''));
    await word.click();
    await expect.poll(() => reported(page)).toBe(count);
    await expect.poll(() => listed(page)).toBe(count);
    await page.locator('.board-chip').first().waitFor();
    await expect.poll(() => page.url()).toMatch(/#last=90&types=\w+/);
    const link = page.url();
    const other = await visit({ browser, address: server.address, path: link.slice(server.address.length) });
    await other.page.locator('.board-number').first().waitFor();
    await expect.poll(() => reported(other.page)).toBe(count);
    await other.close();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await expect.poll(() => reported(page)).toBe(all);
  });

  it('moves its window by keys, and plays it from the first day', async () => {
    const { page } = opened;
    const first = page.getByRole('slider', { name: 'First day of the window' });
    const before = Number(await first.getAttribute('aria-valuenow'));
    await first.press('ArrowLeft');
    await expect.poll(async () => Number(await first.getAttribute('aria-valuenow'))).toBe(before - 1);
    const start = Number(await first.getAttribute('aria-valuemin'));
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => Number(await first.getAttribute('aria-valuenow'))).toBeLessThan(before - 100);
    await expect.poll(async () => Number(await first.getAttribute('aria-valuenow'))).toBeGreaterThan(start);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    await expect.poll(async () => Number(await first.getAttribute('aria-valuenow'))).toBe(before - 1);
  });

  it('shows a record with its cell and its precision, and never a coordinate', async () => {
    const { page, asked } = opened;
    await page.locator('.board-rows .row-button').first().click();
    await page.locator('.board-records li').first().waitFor();
    const text = (await page.locator('.board-details').textContent()) ?? '';
    expect(text).toContain('Place known to');
    expect(text).not.toMatch(/\d{1,2}\.\d{3,}/);
    expect(asked.filter((address) => address.includes('/api/incidents/exact'))).toEqual([]);
    await page.locator('.board-details .back').click();
  });

  it('takes a report by area, without a word of who, and counts it at once', async () => {
    const { page } = opened;
    const before = await reported(page);
    await page.getByRole('button', { name: 'Add a report' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Type').selectOption('physical_assault');
    await form.locator('input[type=date]').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    await form.getByLabel('Place known to').selectOption('district');
    await form.getByLabel('Area').selectOption({ index: 1 });
    await form.getByLabel('Source').selectOption('community');
    await form.getByLabel('Consent').selectOption('given');
    expect(await form.locator('input[type=text], textarea').count()).toBe(0);
    await form.getByRole('button', { name: 'Save the report' }).click();
    await form.waitFor({ state: 'detached' });
    await expect.poll(() => reported(page)).toBe(before + 1);
  });

  it('has nothing that a screen reader or a keyboard cannot use, and asks nobody else', async () => {
    const { page, complaints, foreign } = opened;
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(where: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run('main')).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
    expect([complaints, foreign]).toEqual([[], []]);
  });

  it('puts the numbers on a wall by a key, without controls, and comes back by Escape', async () => {
    const { page } = opened;
    await page.locator('.board-number').first().click();
    await page.keyboard.press('w');
    await page.locator('.board-wall').waitFor();
    expect(await page.getByRole('button', { name: 'Play' }).isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await page.locator('.board-wall').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });
});
