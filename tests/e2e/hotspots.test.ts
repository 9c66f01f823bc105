// Hotspots in a real browser over the real server: each cell in a plain sentence, lost reporting told from calm, an alert
// raised from what is read, and the day on which a reporting point closed.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { become, launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
let opened: Visit;
const PHONE = { viewport: { width: 390, height: 844 } };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  opened = await visit({ browser, address: server.address, path: '/hotspots', context: PHONE });
  opened.page.setDefaultTimeout(60_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const readings = (page: Page) => page.getByRole('table', { name: 'Readings by cell' });

describe('operations', () => {
  it('reads one sentence a cell, and of a place whose women’s space closed that its reporting is lost', async () => {
    const { page } = opened;
    const lost = readings(page).getByText(/^Reporting lost since \d+ \w+ \d{4}: the women’s space closed$/);
    await lost.first().waitFor();
    await readings(page).getByText('More reports than chance explains').first().waitFor();
    expect(await page.locator('.hotspots').innerText()).not.toMatch(
      /\b(cold|cooler|declin|diminish|improv|calmer|safer)/i,
    );
    await lost.first().click();
    await page.getByText('Hatched weeks: reporting lost or not known; an empty one is not none.').waitFor();
    expect(await page.locator('.hot-cell .hot-lost').count()).toBeGreaterThan(10);
  });

  it('raises an alert from the cell, which stands in the ledger without its place', async () => {
    const { page } = opened;
    const cell = page.locator('.hot-cell');
    await cell.getByRole('button', { name: 'Raise an alert' }).click();
    await cell.getByLabel('Severity').selectOption('1');
    await cell.getByRole('button', { name: 'Raise', exact: true }).click();
    await cell.getByText('The alert stands in the ledger').waitFor();
    const alerts = await page.evaluate(async () => (await fetch('/api/alerts?state=raised')).json());
    const raised = alerts.items.find((alert: { kind: string }) => alert.kind === 'reporting_lost');
    expect(raised).toMatchObject({ severity: 1, raisedBy: 'cluster', cell: null });
    expect(raised.areaPcode).toMatch(/^NG9/);
  });

  it('writes down the day on which a reporting point closed', async () => {
    const { page } = opened;
    const row = page
      .getByRole('table', { name: 'Reporting points' })
      .getByRole('row')
      .filter({ hasText: 'clinic' })
      .first();
    const area = (await row.locator('td').nth(1).innerText()).replace('Area', '').trim();
    await row.getByRole('button', { name: 'It closed' }).click();
    await page.getByLabel('Last day it was open').fill('2026-01-31');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('row')
      .filter({ hasText: area })
      .filter({ hasText: /closed after 31 Jan 2026/ })
      .first()
      .waitFor();
  });

  it('fits a phone without scrolling sideways, and asks nobody but the server', async () => {
    const width = await opened.page.evaluate(() => document.querySelector('.office-body')?.scrollWidth ?? 0);
    expect(width).toBeLessThanOrEqual(390);
    expect(opened.foreign).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});

describe('a planner', () => {
  it('reads a weekly picture, and neither raises alerts nor writes who could report', async () => {
    const { page } = opened;
    await become({ page, address: server.address, role: 'planner' });
    await page.getByText('Your picture is renewed once a week').waitFor();
    await page.getByRole('table', { name: 'Reporting points' }).waitFor();
    expect(await page.getByRole('button', { name: 'Raise an alert' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Add a reporting point' }).count()).toBe(0);
    expect(await page.getByText('It closed').count()).toBe(0);
  });
});
