// The page of patrols in a real browser over the demo: a plan is drawn where people were asked and only its next 24 hours are
// shown; the board keeps what was reported apart from what was found; a route comes from a GPX file.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, visit } from '../support/browser.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

let server: RunningServer;
let browser: Browser;
const TIMEOUT = 180_000;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
}, TIMEOUT);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(part: string, work: (page: Page) => Promise<void>): Promise<void> {
  const opened = await visit({ browser, address: server.address, path: `/patrols#${part}` });
  await work(opened.page);
  expect([opened.complaints, opened.foreign]).toEqual([[], []]);
  await opened.close();
}

describe('patrols', () => {
  it(
    'keep on the board what was reported apart from what patrols found, and say each percent of the week',
    async () => {
      await open('board', async (page) => {
        // The first question wakes the worker that measures.
        await page.getByText('These call for patrols.').waitFor({ timeout: 100_000 });
        await page.getByText('They follow where patrols go, and steer no plan.').waitFor();
        const cells = await page.locator('.heat-wide td').allInnerTexts();
        expect(cells).toHaveLength(168);
        for (const text of cells) expect(text).toMatch(/^(0|<1|\d{1,3}|·)$/);
      });
    },
    TIMEOUT,
  );

  it(
    'are planned by chance where people were asked; only the next day is shown',
    async () => {
      await open('plans', async (page) => {
        await page.getByRole('button', { name: 'Draw a plan' }).click();
        const form = page.getByRole('form', { name: 'Draw a plan' });
        await form.getByLabel('Area').selectOption({ label: 'Maiduguri' });
        await form.getByRole('checkbox').first().waitFor();
        await form.getByRole('button', { name: 'Draw and seal' }).click();
        const plans = page.getByRole('table', { name: 'Patrol plans' });
        await plans.getByText('Maiduguri').waitFor();
        const slots = await page.evaluate(async () => (await fetch('/api/patrol-slots')).json());
        for (const { from } of slots.items) {
          expect(Date.parse(from) - Date.parse(slots.asOf)).toBeLessThanOrEqual(24 * 3_600_000);
        }
      });
    },
    TIMEOUT,
  );

  it(
    'take a route from a GPX file that is read here, and store its line',
    async () => {
      await open('routes', async (page) => {
        await page.getByRole('button', { name: 'New route' }).click();
        const form = page.getByRole('form', { name: 'A new patrol route' });
        await form.locator('input[type=file]').setInputFiles({
          name: 'way.gpx',
          mimeType: 'application/gpx+xml',
          buffer: Buffer.from(
            '<gpx><rte><name>x</name><rtept lat="11.85" lon="13.15"/><rtept lat="11.87" lon="13.16"/></rte></gpx>',
          ),
        });
        await form.getByLabel('Name').fill('Well of the test');
        const stored = page.waitForResponse(
          (answer) => answer.request().method() === 'POST' && /patrols$/.test(answer.url()),
        );
        await form.getByRole('button', { name: 'Save the route' }).click();
        const body = await (await stored).json();
        expect(body.geometry.coordinates).toEqual([
          [13.15, 11.85],
          [13.16, 11.87],
        ]);
        await page.getByRole('heading', { name: 'Well of the test' }).waitFor();
      });
    },
    TIMEOUT,
  );
});
