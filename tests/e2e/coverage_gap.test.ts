// The coverage gap in the browser says the same number as the server's process, and says how it was computed.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
let open: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  open = await visit({ browser, address: server.address, path: '/#gap=medical/5000' });
  await open.page.getByRole('tab', { name: 'Coverage gap' }).click();
  await open.page.getByTestId('gap-people').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What POST /ogc/processes/coverage-gap/execution says, asked with the session of the page. */
const onServer = (page: Page, inputs: { kind: string; radiusMeters: number }) =>
  page.evaluate(async ({ kind, radiusMeters }) => {
    const datasets = (await (await fetch('/api/datasets')).json()).items as { id: string; noun: string }[];
    const dataset = datasets.find(({ noun }) => noun === 'population')?.id;
    const response = await fetch('/ogc/processes/coverage-gap/execution', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-Safereach': '1' },
      body: JSON.stringify({
        inputs: {
          cells: { collection: 'population', dataset },
          services: { collection: 'services', where: { kind } },
          radiusMeters,
        },
      }),
    });
    return await response.json();
  }, inputs);

const shown = async () => Number(await open.page.getByTestId('gap-people').getAttribute('data-value'));
const whole = (value: number) => Math.round(value).toLocaleString('en');

async function choose(kind: string, radiusMeters: number) {
  const before = await open.page.getByTestId('gap-people').getAttribute('data-value');
  await open.page.getByLabel('Care').selectOption(kind);
  await open.page.getByLabel('Radius in meters').fill(String(radiusMeters));
  await open.page.waitForFunction(
    (old) => document.querySelector('[data-testid=gap-people]')?.getAttribute('data-value') !== old,
    before,
  );
  await open.page.locator('.gap-answer[aria-busy=false]').waitFor();
}

describe('the coverage gap panel', () => {
  it('gives the number of the server, district by district', async () => {
    const answer = await onServer(open.page, { kind: 'medical', radiusMeters: 5000 });
    expect(await shown()).toBe(answer.totals.uncovered.people);
    await open.page.getByText(whole(answer.totals.uncovered.people), { exact: true }).waitFor();
    const first = answer.gaps[0];
    const row = open.page.locator('.gap-table tbody tr').first();
    expect(await row.textContent()).toContain(`${first.name}${whole(first.people)}`);
  });

  it('follows another kind and another distance', async () => {
    await choose('psychosocial', 12_000);
    const answer = await onServer(open.page, { kind: 'psychosocial', radiusMeters: 12_000 });
    expect(await shown()).toBe(answer.totals.uncovered.people);
    await open.page
      .locator('.gap-answer')
      .getByText(/^beyond 12 km of psychosocial care/)
      .waitFor();
  });

  it('carries unit, date, precision and the caveat of straight lines', async () => {
    const answer = open.page.locator('.gap-answer');
    await answer.getByText(/^people$/).waitFor();
    await answer.getByText(/grid cell precision · as of \d+ \w+ \d{4}/).waitFor();
    await answer.getByText(/Straight line, uncalibrated/).waitFor();
    await open.page.getByText('Method sheet').click();
    await open.page.getByText(/coverage-gap 1/).waitFor();
  });

  it('draws shaded districts, the ground beyond and cells, and marks the district that is chosen', async () => {
    await open.settled();
    const count = (prefix: string) => open.page.evaluate((name) => window.__mapCount?.(name) ?? -1, prefix);
    expect(await count('gap-area')).toBeGreaterThan(0);
    expect(await count('cells')).toBe(0);
    await open.page.locator('.gap-table .row-button').first().click();
    await open.settled();
    expect(await count('selected-area')).toBeGreaterThan(0);
    expect(await count('gap-polygon')).toBeGreaterThan(0);
  });

  it('computes without protected services as planner, says so, and still equals the server', async () => {
    await open.page.getByLabel('View the demo as another role').selectOption('planner');
    await open.page.locator('.try', { hasText: /^Planner/ }).waitFor();
    await open.page.getByRole('tab', { name: 'Coverage gap' }).click();
    await open.page.getByText(/Protected services are not counted/).waitFor();
    const answer = await onServer(open.page, { kind: 'psychosocial', radiusMeters: 12_000 });
    expect(await shown()).toBe(answer.totals.uncovered.people);
  });

  it('made no complaint and asked nobody but its own server', () => {
    expect(open.complaints).toEqual([]);
    expect(open.foreign).toEqual([]);
  });
});
