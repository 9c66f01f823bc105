// The first screen in a real browser over the real server: four layers of the demo season, roles, search, tables, keys,
// and that the page talks to nobody else.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
let open: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  open = await visit({ browser, address: server.address });
  await open.page.getByText(/reports? in .* cells/).waitFor();
  await open.settled();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const count = (prefix: string) => open.page.evaluate((name) => window.__mapCount?.(name) ?? -1, prefix);

describe('the first screen', () => {
  it('opens as operations of the demo and says that the season is invented', async () => {
    expect(await open.page.getByLabel('View the demo as another role').inputValue()).toBe('operations');
    await open.page.getByText('Invented season').waitFor();
    await open.page.getByText(/^Operations.*Set incidents to the last 30 days/).waitFor();
  });

  it('draws all four layers', async () => {
    for (const prefix of ['service-dot', 'zone-mark', 'patrol-plan', 'cells']) {
      expect(await count(prefix), prefix).toBeGreaterThan(0);
    }
  });

  it('explains each of them in the legend', async () => {
    const legend = open.page.getByRole('region', { name: 'Legend' });
    for (const title of ['Reported incidents', 'Safe zones', 'Patrol routes', 'Services']) {
      await legend.getByRole('heading', { name: title }).waitFor();
    }
    await legend.getByText(/reports per cell of about [\d.]+ km², last 90 days/).waitFor();
  });

  it('takes a layer off the map and its legend with it', async () => {
    await open.page.getByRole('button', { name: 'Hide Safe zones' }).click();
    await open.settled();
    expect(await count('zone-mark')).toBe(0);
    expect(await open.page.getByRole('region', { name: 'Legend' }).getByText('Safe zones').count()).toBe(0);
    await open.page.getByRole('button', { name: 'Show Safe zones' }).click();
    await open.settled();
    expect(await count('zone-mark')).toBeGreaterThan(0);
  });

  it('counts fewer reports in a shorter time', async () => {
    const reports = async () => {
      const text = (await open.page.getByText(/reports? in .* cells/).textContent()) ?? '';
      return Number((/([\d,]+) reports?/.exec(text)?.[1] ?? '').replaceAll(',', ''));
    };
    const quarter = await reports();
    await open.page.getByRole('radio', { name: '12 months' }).check({ force: true });
    const year = await reports();
    expect(year).toBeGreaterThan(quarter);
    expect(quarter).toBeGreaterThan(0);
    await open.page.getByRole('radio', { name: '90 days' }).check({ force: true });
  });

  it('finds a service by name and shows its details', async () => {
    await open.page.keyboard.press('/');
    await open.page.keyboard.type('Health Post, Maiduguri');
    await open.page.getByRole('listbox').getByRole('option').first().waitFor();
    await open.page.keyboard.press('Enter');
    await open.page.getByRole('heading', { name: /Health Post, Maiduguri/ }).waitFor();
    await open.page.getByText('Clinical management of rape').waitFor();
    await open.page.getByText(/^(Open|Closed) now|^Open now: not known|^Not operating/).waitFor();
    await open.settled();
    expect(await count('selected-point')).toBeGreaterThan(0);
    await open.page.keyboard.press('Escape');
    await open.page.keyboard.press('Escape');
  });

  it('goes to a typed position without telling the server what was typed', async () => {
    await open.page.keyboard.press('/');
    await open.page.getByLabel('Search', { exact: true }).fill('11.5431, 13.6872');
    await open.page.getByRole('option', { name: '11.54310, 13.68720' }).waitFor();
    await open.page.keyboard.press('Enter');
    await open.page.waitForFunction(() => location.hash.includes('/11.543/13.687'));
    await open.settled();
    expect(open.asked.filter((url) => /11\.54|13\.68/.test(decodeURIComponent(url)))).toEqual([]);
  });

  it('marks on the map what is chosen in a table', async () => {
    await open.page.getByRole('tab', { name: 'Tables' }).click();
    await open.page.getByLabel('Table of').selectOption('zones');
    const table = open.page.getByRole('table', { name: 'Safe zones' });
    await table.getByRole('button', { name: /./ }).nth(6).click();
    await open.settled();
    expect(await count('selected-line')).toBeGreaterThan(0);
    await open.page.getByRole('button', { name: 'Open the details' }).click();
    await open.page.getByText('People now and capacity').waitFor();
    await open.page.getByText(/^[\d,]+ m²/).waitFor();
    await open.page.getByRole('button', { name: 'Tables' }).click();
  });

  it('keeps the camera and layers in the address, and no selection', async () => {
    const selected = await open.page.evaluate(() => location.hash);
    expect(selected).toMatch(/^#map=[\d.]+\/[\d.-]+\/[\d.-]+&layers=/);
    expect(selected).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('closes and opens the legend by key', async () => {
    await open.page.locator('body').press('l');
    expect(await open.page.getByRole('region', { name: 'Legend' }).count()).toBe(0);
    await open.page.locator('body').press('l');
    await open.page.getByRole('region', { name: 'Legend' }).waitFor();
  });
});

describe('another role', () => {
  it('as planner has fewer reports, under a floor of 3, and no patrol', async () => {
    await open.page.getByLabel('View the demo as another role').selectOption('planner');
    await open.page.locator('.try', { hasText: /^Planner/ }).waitFor();
    await open.page.getByText(/reports? in .* cells/).waitFor();
    await open.settled();
    await open.page.getByText('no week of one type with 3 or more', { exact: true }).waitFor();
    await open.page.getByText(/^at least [\d,]+ reports? in /).waitFor();
    expect(await count('patrol')).toBe(0);
    expect(await open.page.getByText('Patrol routes').count()).toBe(0);
    await open.page.getByText('Patrol hours').first().waitFor();
    const counts = await open.page.evaluate(async () => {
      const answer = await (await fetch('/api/incidents?from=2020-01-01')).json();
      return answer.count as number[];
    });
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
  });

  it('as public has services and open zones, and neither incident cells nor analyses', async () => {
    await open.page.getByLabel('View the demo as another role').selectOption('public');
    await open.page.locator('.try', { hasText: /^Public/ }).waitFor();
    await open.page.getByText(/\d+ services/).waitFor();
    await open.page.getByRole('button', { name: 'Fit to the data' }).click();
    await open.settled();
    expect(await count('cells')).toBe(0);
    expect(await open.page.getByText('Reported incidents', { exact: true }).count()).toBe(0);
    expect(await count('service-dot')).toBeGreaterThan(0);
    await open.page.getByRole('tab', { name: 'Coverage gap' }).click();
    await open.page.getByText('Your role may not run this analysis').waitFor();
  });
});

describe('the page', () => {
  it('made no complaint and asked nobody but its own server', () => {
    expect(open.complaints).toEqual([]);
    expect(open.foreign).toEqual([]);
  });

  it('keeps nothing in the browser but the theme', async () => {
    const kept = await open.page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
    expect(kept).toEqual({ local: [], session: [], databases: 0, caches: 0 });
  });
});

describe('on a phone', () => {
  it('has its drawer, targets of 44 px and nothing wider than the screen', async () => {
    const phone = await visit({
      browser,
      address: server.address,
      context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    });
    await phone.page.getByText('All data shown is made up').waitFor();
    await phone.settled();
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await phone.page.getByRole('tab', { name: 'Layers' }).tap();
    await phone.page.getByText(/\d+ services/).waitFor();
    const small = await phone.page.evaluate(() =>
      [...document.querySelectorAll('button, select, input:not([type=radio])')]
        .filter((element) => element.checkVisibility())
        .map((element) => ({
          name: element.getAttribute('aria-label') ?? element.textContent,
          box: element.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 1 && (box.height < 44 || box.width < 44))
        .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
    );
    // The handle is 16 px of drawing in a target of 44 px that its ::after makes.
    expect(small.filter((text) => !text.startsWith('Resize the panel'))).toEqual([]);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });
});

describe('when something fails', () => {
  it('says which layer was not read and what to do, and reads it when asked again', async () => {
    const broken = await visit({ browser, address: server.address, path: null });
    const problem = {
      type: 'about:blank',
      title: 'The database cannot be reached',
      status: 503,
      code: 'database_unavailable',
    };
    await broken.page.route('**/api/zones*', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await broken.page.goto(server.address);
    const zones = broken.page
      .getByRole('listitem')
      .filter({ has: broken.page.getByText('Safe zones', { exact: true }) });
    await zones.getByText('The database cannot be reached just now. Try again in a minute.').waitFor();
    await broken.page.getByText(/\d+ services/).waitFor();
    await broken.page.unroute('**/api/zones*');
    await zones.getByRole('button', { name: 'Try again' }).click();
    await zones.getByText(/\d+ zones/).waitFor();
    await broken.close();
  });

  it('says so when a part of the map was not read', async () => {
    const broken = await visit({ browser, address: server.address, path: null });
    await broken.page.route('**/ogc/collections/roads/**', (route) => route.fulfill({ status: 500, body: '' }));
    await broken.page.goto(server.address);
    await broken.page.getByText('Part of the map was not read.').waitFor();
    await broken.page.unroute('**/ogc/collections/roads/**');
    await broken.page.getByRole('button', { name: 'Try again' }).click();
    await broken.settled();
    expect(await broken.page.getByText('Part of the map was not read.').count()).toBe(0);
    expect(await broken.page.evaluate(() => window.__mapCount?.('road') ?? 0)).toBeGreaterThan(0);
    await broken.close();
  });

  it('clears a sign-in token from the address before it is used, and says when it did not work', async () => {
    const page = await visit({ browser, address: server.address, path: '/session#token=not-a-token' });
    await page.page.getByText('This sign-in link did not work').waitFor();
    expect(page.page.url()).toBe(`${server.address}/session`);
    await page.close();
  });
});
