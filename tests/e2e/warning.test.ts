// A steward makes a focal point, who tells from a phone what is seen: the form keeps nothing, says the same to a code that nobody
// has, finds a slip of the finger itself, and waits for a network as long as it is open. And the board as staff read it.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AR_WATCH } from '../../web/i18n/care/ar_watch.ts';
import { EN_WATCH } from '../../web/i18n/care/en_watch.ts';
import { ES_WATCH } from '../../web/i18n/care/es_watch.ts';
import { FR_WATCH } from '../../web/i18n/care/fr_watch.ts';
import { launchBrowser, type RunningServer, startServer, visit } from '../support/browser.ts';
import { asRole, heading, PHONE, press, violations } from '../support/report_visit.ts';

/** Twelve digits that check each other and that nobody was given. */
const MADE_UP = '123456789092';

let server: RunningServer;
let browser: Browser;

const open = async (path: string, context: object = PHONE) => {
  const opened = await visit({ browser, address: server.address, path, context });
  opened.page.setDefaultTimeout(60_000);
  return opened;
};

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ SAFEREACH_DEMO_SCALE: '0.05' }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function toCode(page: Page): Promise<void> {
  await heading(page, EN_WATCH['watch.title']);
  await page.getByLabel(EN_WATCH['watch.kind.armed_near']).selectOption('2');
  await press(page, EN_WATCH['watch.next']);
  await heading(page, EN_WATCH['watch.code']);
}
const type = (page: Page, code: string) => page.getByLabel(EN_WATCH['watch.code.label']).fill(code);

/** Everything in which a browser could keep something of a page. */
const kept = (page: Page, context: BrowserContext) =>
  Promise.all([
    page.evaluate(async () => ({
      stored: [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length],
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      address: location.pathname + location.search + location.hash,
      title: document.title,
    })),
    context.cookies(),
  ]);

describe('the form of focal points', () => {
  it.each([
    ['en', 'ltr', EN_WATCH],
    ['fr', 'ltr', FR_WATCH],
    ['es', 'ltr', ES_WATCH],
    ['ar', 'rtl', AR_WATCH],
  ] as const)('is whole in %s and breaks no rule of access', async (locale, direction, words) => {
    const { page, close } = await open('/watch', { ...PHONE, locale });
    await heading(page, words['watch.title']);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
    }
    await page.getByLabel(words['watch.kind.pillage']).selectOption('1');
    await press(page, words['watch.next']);
    await heading(page, words['watch.code']);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await close();
  });

  it('tells a slip of the finger by itself, and no code from another', async () => {
    const { page, close } = await open('/warning', { viewport: { width: 1440, height: 900 } });
    await page.locator('.warning-board').waitFor();
    await asRole(page, 'steward');
    const code = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json', 'X-Safereach': '1' };
      const areas = await (await fetch('/api/areas?limit=5')).json();
      const body = JSON.stringify({ areaPcode: areas.features[0].properties.pcode, group: 'women' });
      return (await (await fetch('/api/focal-points', { method: 'POST', headers, body })).json()).code as string;
    });
    await close();
    const seen: unknown[] = [];
    for (const digits of [code, MADE_UP]) {
      const { page: phone, close: end } = await open('/watch');
      const asked: string[] = [];
      phone.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await toCode(phone);
      await type(phone, `${digits.slice(0, 11)}${(Number(digits[11]) + 1) % 10}`);
      await press(phone, EN_WATCH['watch.send']);
      await phone.getByText(EN_WATCH['watch.code.wrong']).waitFor();
      expect(asked.filter((one) => one.includes('/api/'))).toEqual([]);
      await type(phone, digits.replace(/(\d{4})/g, '$1 '));
      await press(phone, EN_WATCH['watch.send']);
      await heading(phone, EN_WATCH['watch.taken']);
      expect(asked.filter((one) => one.includes('/api/'))).toEqual([
        'GET /api/reports/challenge',
        'POST /api/community-observations',
      ]);
      seen.push([await phone.locator('main').innerHTML(), await kept(phone, phone.context())]);
      await end();
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toEqual([
      expect.not.stringMatching(/\d{4}/),
      [{ stored: [0, 0, 0], caches: [], workers: 0, address: '/watch', title: 'Information' }, []],
    ]);
  });

  it('waits for a network as long as it is open, and sends the same message once', async () => {
    const { page, close } = await open('/watch');
    await toCode(page);
    await page.route('**/api/community-observations', (route) => route.abort());
    await type(page, MADE_UP);
    await press(page, EN_WATCH['watch.send']);
    await page.getByText(EN_WATCH['watch.waits']).waitFor();
    await page.unroute('**/api/community-observations');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await heading(page, EN_WATCH['watch.taken']);
    await page.goBack();
    expect(page.url()).not.toContain('/watch');
    await close();
  });
});

describe('the board', () => {
  it('tells each state in words, opens what it rests on, and breaks no rule of access', async () => {
    const { page, close } = await open('/warning', { viewport: { width: 1440, height: 900 } });
    const board = page.getByRole('table', { name: 'Indicators by area, the most urgent area first' });
    await board.waitFor();
    for (const state of ['Alarm', 'To verify', 'As usual', 'Too few reports', 'Not heard of'])
      await board.getByText(state, { exact: true }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await board.getByRole('button', { name: /^Armed men near\s*, Gwoza:\s*1 time\s*To verify$/ }).click();
    await page.getByText('Ask a second source before anybody speaks of an alarm.', { exact: false }).waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
  });
});
