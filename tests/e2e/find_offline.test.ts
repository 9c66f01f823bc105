// /find on a phone: what a first visit costs, what is asked of the server and what is kept, life without a network after one
// visit, and leaving without a trace.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer } from '../support/browser.ts';
import { keptBy, keptForOffline, listShown, received, slowNetwork, toList } from '../support/find_visit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en' };
const EXIT = 'https://www.wikipedia.org/';
/** All that /find may ask for, and nothing of it says a need, a place, a time or a word. */
const ASKED =
  /^\/(find|report|information\.svg|service_worker\.js|assets\/[\w.-]+|api\/packs(\/[\w-]+\/(directory|travel))?)$/;
const say = (line: string) => process.stdout.write(`${line}\n`);
const NOTHING = { cookies: 0, local: 0, session: 0, databases: 0, workers: 0, cached: [] };

let server: RunningServer;
let browser: Browser;
let isStopped = false;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  if (!isStopped) await server?.stop();
});

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
  readonly asked: {
    readonly url: string;
    readonly method: string;
    readonly body: string | null;
    readonly headers: string;
  }[];
}

async function open(
  more: { before?: (of: { context: BrowserContext; page: Page }) => Promise<void>; locale?: string } = {},
): Promise<Opened> {
  const context = await browser.newContext({ ...PHONE, locale: more.locale ?? PHONE.locale });
  const page = await context.newPage();
  const opened: Opened = { context, page, complaints: [], asked: [] };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') opened.complaints.push(message.text());
  });
  page.on('pageerror', (error) => opened.complaints.push(error.message));
  context.on('request', (request) => {
    const { url, method, postData, headers } = {
      url: request.url(),
      method: request.method(),
      postData: request.postData(),
      headers: request.headers(),
    };
    opened.asked.push({ url, method, body: postData, headers: JSON.stringify(headers) });
  });
  await more.before?.({ context, page });
  await page.goto(`${server.address}/find`);
  return opened;
}

/** A page of the same site that no worker answers for, to look at what is kept. */
async function keptAfter(context: BrowserContext) {
  const page = await context.newPage();
  await page.goto(`${server.address}/information.svg`);
  return keptBy(context, page);
}

describe('a first visit', () => {
  it('costs at most 100 kB for all that the first list needs', async () => {
    let got: Awaited<ReturnType<typeof received>> = [];
    const { context, page } = await open({
      before: async (of) => {
        // What comes after the list is kept away: the list stands without it.
        await of.context.route(/\/travel$|\/(pack_store_roads|clock)-/, (route) => route.abort());
        got = await received(of.context, of.page);
      },
    });
    await toList(page);
    const bytes = got.reduce((total, one) => total + one.bytes, 0);
    const directory = got.find(({ path }) => path.endsWith('/directory'))?.bytes ?? 0;
    say(`first list after ${bytes} bytes in ${got.length} answers; directory ${directory}`);
    expect(got.map(({ path }) => path)).toContain('/find');
    expect(directory).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(100_000);
    await context.close();
  });

  it('has a useful list soon on a slow network; the time is printed', async () => {
    const { context, page } = await open({
      before: async (of) => {
        await slowNetwork(of.context, of.page);
      },
    });
    await toList(page);
    const milliseconds = await page.evaluate(() => performance.now());
    say(`first list after ${(milliseconds / 1000).toFixed(1)} s at 1.6 Mbit/s and 300 ms, taps of a machine included`);
    expect(milliseconds).toBeGreaterThan(600);
    await context.close();
  });

  it('loads one language, and another one when it is asked for', async () => {
    const { context, page, asked } = await open({ locale: 'fr-TD' });
    await page.getByRole('heading', { name: 'Quelle aide' }).waitFor();
    const words = () => asked.flatMap(({ url }) => /\/assets\/(en|fr|es|ar)_shell-/.exec(url)?.[1] ?? []);
    expect(words()).toEqual(['fr']);
    await page.getByLabel('Langue').selectOption('ar');
    await page.getByRole('heading', { name: 'ما نوع المساعدة' }).waitFor();
    expect(words()).toEqual(['fr', 'ar']);
    expect(
      await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang, document.title]),
    ).toEqual(['rtl', 'ar', 'معلومات']);
    await context.close();
  });
});

describe('a visit', () => {
  it('is one address and one entry of history, asks for nothing but packs and files, and keeps nothing of the person', async () => {
    const { context, page, asked } = await open({
      before: async ({ context: of }) => {
        await of.grantPermissions(['geolocation'], { origin: server.address });
        await of.setGeolocation({ longitude: 13.1572, latitude: 11.8469, accuracy: 20 });
      },
    });
    const before = await page.evaluate(() => [location.href, history.length, document.title]);
    await page.getByRole('button', { name: 'Medical care after rape' }).click();
    await page.getByRole('button', { name: 'Near me' }).click();
    await listShown(page);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByLabel('Type a place or a position').fill('11.8469, 13.1572');
    await page.locator('.choice').first().click();
    await listShown(page);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Pick an area' }).click();
    await page.locator('.choice').first().click();
    await page.getByRole('button', { name: 'Start from' }).click();
    await listShown(page);
    await keptForOffline(page);
    expect(await page.evaluate(() => [location.href, history.length, document.title])).toEqual(before);
    expect(before[0]).toBe(`${server.address}/find`);
    const paths = asked.map(({ url }) => url.slice(server.address.length));
    expect(paths.filter((path) => !ASKED.test(path))).toEqual([]);
    expect(asked.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
    expect(
      asked.filter(({ headers }) => /"(cookie|authorization)"|"referer":"[^"]|11\.8|13\.1/i.test(headers)),
    ).toEqual([]);
    const kept = await keptBy(context, page);
    expect(kept).toMatchObject({ cookies: 0, local: 0, session: 0, databases: 0, workers: 2 });
    expect(kept.cached.filter((path) => !ASKED.test(path))).toEqual([]);
    await context.close();
  });

  it('leaves the map of the staff alone', async () => {
    const { context, page } = await open();
    await toList(page);
    await keptForOffline(page);
    const staff = await context.newPage();
    await staff.goto(server.address);
    await staff.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
    expect(await staff.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    await context.close();
  });
});

describe('leaving', () => {
  /** The site that leaving leads to, without a network to it. Only here: a browser that is watched so does not answer workers from its caches. */
  const elsewhere = async ({ context }: { context: BrowserContext }) => {
    await context.route(EXIT, (route) => route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' }));
  };

  it('by the button blanks the page at once, and nothing of the site is kept', async () => {
    const { context, page } = await open({ before: elsewhere });
    await toList(page);
    await keptForOffline(page);
    const entries = await page.evaluate(() => history.length);
    const left = page.waitForURL(EXIT);
    // In one turn of the page: what is on the screen right after the tap.
    const shown = await page.evaluate(() => {
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Leave')?.click();
      return document.body?.textContent ?? '';
    });
    expect(shown).toBe('');
    await left;
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await expect.poll(() => keptAfter(context), { timeout: 15_000 }).toEqual(NOTHING);
    await context.close();
  });

  it('by Shift three times does the same, two times or with a letter between does not', async () => {
    const { context, page } = await open({ before: elsewhere });
    await toList(page);
    await keptForOffline(page);
    await page.keyboard.press('Shift');
    await page.keyboard.press('Shift');
    await page.keyboard.press('a');
    await page.keyboard.press('Shift');
    expect(page.url()).toBe(`${server.address}/find`);
    await page.keyboard.press('Shift');
    await page.keyboard.press('Shift');
    await page.waitForURL(EXIT);
    await expect.poll(() => keptAfter(context), { timeout: 15_000 }).toEqual(NOTHING);
    await context.close();
  });
});

describe('without a network', () => {
  it('need, place, search, list, clock and map work after one visit, and the copy says that it is one', async () => {
    const { context, page } = await open();
    await toList(page);
    const names = await page.getByRole('article').getByRole('heading').allTextContents();
    expect(names.length).toBeGreaterThanOrEqual(10);
    await keptForOffline(page);
    await server.stop();
    isStopped = true;
    await page.reload();
    await toList(page, { place: 'Maidugury' });
    await page.getByText('the network does not answer').waitFor();
    expect(await page.getByRole('article').getByRole('heading').allTextContents()).toEqual(names);
    await context.setOffline(true);
    await page.getByText('you are offline', { exact: true }).waitFor();
    await page.getByText('What still helps, and until when').click();
    await page.getByText('When did it happen?').waitFor();
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
    await page.getByLabel('Language', { exact: true }).selectOption('es');
    await page.getByRole('button', { name: 'Salir' }).waitFor();
    await context.close();
  });
});
