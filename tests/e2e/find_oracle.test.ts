// /find without a network against a server that knows every road to the last digit: the same first ten places, in the same
// order, from anywhere. SAFEREACH_ORIGINS sets how many starts are tried.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { launchBrowser, type RunningServer, startServer } from '../support/browser.ts';
import { type CareOracle, careOracle } from '../support/care_oracle.ts';
import { keptForOffline, toList } from '../support/find_visit.ts';

const ORIGINS = Number(process.env['SAFEREACH_ORIGINS'] ?? 60);
/** A Friday afternoon, when many doors close: waits differ from place to place. */
const DEPARTURE = Date.UTC(2026, 10, 20, 14, 30);
/** The towns of the demo with their surroundings, degrees. */
const BOX = { west: 11, south: 9.2, east: 14.2, north: 13.2 };

let server: RunningServer;
let browser: Browser;
let oracle: CareOracle;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  oracle = await careOracle(server.address);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const shownIds = (page: Page): Promise<string[]> =>
  page.locator('li.service').evaluateAll((cards) => cards.slice(0, 10).map(({ id }) => id.replace('service-', '')));

async function typeOrigin(page: Page, lat: number, lon: number): Promise<void> {
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByLabel('Type a place or a position').fill(`${lat.toFixed(5)}, ${lon.toFixed(5)}`);
  await page.locator('.choice').first().click();
  await page.getByText('soonest care first').waitFor();
}

it(
  `names the places that the server would name, from ${ORIGINS} starts in airplane mode`,
  async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
    const page = await context.newPage();
    await page.clock.setFixedTime(DEPARTURE);
    await page.goto(`${server.address}/find`);
    await toList(page, { need: 'Somebody to talk to' });
    await keptForOffline(page);
    await context.setOffline(true);
    await page.reload();
    await toList(page, { need: 'Somebody to talk to' });

    const random = seededRandom(42);
    const wrong: string[] = [];
    let nothing = 0;
    for (let n = 0; n < ORIGINS; n++) {
      const lat = Number((BOX.south + random() * (BOX.north - BOX.south)).toFixed(5));
      const lon = Number((BOX.west + random() * (BOX.east - BOX.west)).toFixed(5));
      await typeOrigin(page, lat, lon);
      const wanted = oracle(
        { lat, lon, mode: 'walk', departure: DEPARTURE, hoursSinceIncident: null },
        'psychosocial-support',
      );
      const shown = (await shownIds(page)).slice(0, wanted.length);
      if (wanted.length === 0) nothing++;
      if (JSON.stringify(shown) !== JSON.stringify(wanted)) wrong.push(`${lat}, ${lon}: ${shown} instead of ${wanted}`);
    }
    process.stdout.write(`airplane: ${ORIGINS - wrong.length} of ${ORIGINS} starts as the server has them\n`);
    expect(nothing).toBe(0);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(0.01 * ORIGINS);
    await context.close();
  },
  60_000 + 1_000 * ORIGINS,
);
