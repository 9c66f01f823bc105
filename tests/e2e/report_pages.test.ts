// Who can use /report, and at what cost: every step in four languages under an automated check, at twice the letters on a small
// screen, by keyboard alone; without a network; its bytes; how many tries a second the work does. And the stewards' page.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AR_REPORT } from '../../web/i18n/care/ar_report.ts';
import { EN_REPORT } from '../../web/i18n/care/en_report.ts';
import { ES_REPORT } from '../../web/i18n/care/es_report.ts';
import { FR_REPORT } from '../../web/i18n/care/fr_report.ts';
import { launchBrowser, type RunningServer, startServer, visit } from '../support/browser.ts';
import { received } from '../support/find_visit.ts';
import {
  asRole,
  cameraPhoto,
  closeDistrict,
  heading,
  PHONE,
  pickDistrict,
  press,
  publishOtherKey,
  violations,
} from '../support/report_visit.ts';

type Words = Readonly<Record<keyof typeof EN_REPORT, string>>;
const LANGUAGES: readonly (readonly [string, 'ltr' | 'rtl', Words])[] = [
  ['en', 'ltr', EN_REPORT],
  ['fr', 'ltr', FR_REPORT],
  ['es', 'ltr', ES_REPORT],
  ['ar', 'rtl', AR_REPORT],
];

let server: RunningServer;
let browser: Browser;
let closedDistrict = '';

const open = async (path: string, context: object = PHONE) => {
  const opened = await visit({ browser, address: server.address, path, context });
  opened.page.setDefaultTimeout(60_000);
  return opened;
};

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ SAFEREACH_DEMO_SCALE: '0.05' }), launchBrowser()]);
  const { page, close } = await open('/sign-in');
  await asRole(page, 'steward');
  await publishOtherKey(page);
  closedDistrict = await closeDistrict(page);
  await close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** No broken rule, by day and by night; and with letters twice as large on the narrowest screen nothing is cut off or scrolled sideways. */
async function fitsEverybody(page: Page, step: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect([step, colorScheme, await violations(page)]).toEqual([step, colorScheme, []]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '212.5%'));
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('main *, header *')]
      .filter((one) => one.closest('.unseen') === null)
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 0 && (left < -0.5 || right > innerWidth + 0.5);
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  expect([step, wide]).toEqual([step, []]);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize(PHONE.viewport);
}

describe.each(LANGUAGES)('in %s', (language, direction, words) => {
  it('every step is usable by everybody, from the first fact to the receipt and back to an empty inbox', async () => {
    // No emulated touch screen: that one keeps its own scale when a test makes it narrower.
    const opened = await open('/report', { viewport: PHONE.viewport, locale: language });
    const { page } = opened;
    const button = (key: keyof Words) => press(page, words[key]);
    const at = async (key: keyof Words) => {
      await heading(page, words[key]);
      await fitsEverybody(page, `${language} ${key}`);
    };
    await page.getByRole('button', { name: words['report.agree'] }).waitFor();
    await at('report.title');
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      language,
      direction,
    ]);
    await button('report.agree');
    await heading(page, words['report.area.title']);
    await pickDistrict(page, closedDistrict);
    await page.getByText(words['report.area.still']).waitFor();
    await at('report.area.title');
    await button('report.next');
    await button('report.next');
    await page.getByText(words['report.write.empty']).waitFor();
    await at('report.write.title');
    await page.getByLabel(words['report.write.label']).fill(`my name is Amina, 0803 555 0147 ${'x'.repeat(7_200)}`);
    await page
      .locator('#report-photo')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await cameraPhoto(page) });
    await page.getByAltText(words['report.photo.alt']).waitFor();
    await at('report.write.title');
    await button('report.next');
    await page.getByText(words['report.check.found']).waitFor();
    await at('report.check.title');
    await button('report.check.sendAnyway');
    await at('report.receipt.title');
    await button('report.receipt.done');
    await button('report.haveReceipt');
    await button('report.inbox.look');
    await page.getByText(words['report.inbox.empty']).waitFor();
    await at('report.inbox.title');
    await page.getByLabel(words['report.inbox.label']).fill('1234');
    await button('report.inbox.look');
    await page.getByText(words['report.inbox.none']).waitFor();
    await at('report.inbox.title');
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});

describe('by keyboard alone', () => {
  it('a report is written and sent, and each heading is read first', async () => {
    const { page, close } = await open('/report', { viewport: { width: 1280, height: 800 } });
    await page.getByRole('button', { name: 'I agree and go on' }).waitFor();
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: one } = document;
        const label = one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? one.labels?.[0] : null;
        return (label ?? one)?.textContent?.trim() ?? '';
      });
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 40; presses++) {
        if ((await focused()) === name) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Nothing called "${name}" takes the focus.`);
    };
    expect(await focused()).toBe('Tell something in confidence');
    await tabTo('I agree and go on');
    await page.keyboard.press('Enter');
    await heading(page, 'Where was it?');
    expect(await focused()).toBe('Where was it?');
    await tabTo('Go on');
    await page.keyboard.press('Enter');
    await heading(page, 'What do you want to tell?');
    await tabTo('Your words');
    await page.keyboard.type('Written without a mouse.');
    await tabTo('I am not sure, or would rather not say');
    await page.keyboard.press('Space');
    await tabTo('I would like an answer, and will look for it here with my receipt');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await heading(page, 'Before it is sent');
    await tabTo('Send');
    await page.keyboard.press('Enter');
    await heading(page, 'It is sent. Keep these 16 digits');
    await close();
  });
});

describe('without a network', () => {
  it('says so before anything is typed, keeps what was written when it ends in between, and sends it later', async () => {
    const { page, close } = await open('/sign-in');
    const context = page.context();
    await context.route('**/api/reports/challenge', (route) => route.abort());
    await page.goto(`${server.address}/report`);
    await page.getByText('There is no network now, and a report needs one.').waitFor();
    expect(await violations(page)).toEqual([]);
    await context.unroute('**/api/reports/challenge');
    await press(page, 'Try again');
    await press(page, 'I agree and go on');
    await press(page, 'Go on');
    await page.getByLabel('Your words').fill('This stays on the page.');
    await press(page, 'Go on');
    const tried: string[] = [];
    await context.route('**/api/reports', (route) => {
      tried.push(route.request().postData() ?? '');
      return tried.length === 1 ? route.abort() : route.continue();
    });
    await press(page, 'Send');
    await page.getByText('What you wrote is still on this page.').waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, 'Try again');
    await heading(page, 'It is sent. Keep these 16 digits');
    // The same sealed bytes, so that a report whose answer was lost is not there twice.
    const [first, second] = tried.map((body) => JSON.parse(body) as { envelope: unknown; locator: string });
    expect(second?.envelope).toEqual(first?.envelope);
    expect(second?.locator).toBe(first?.locator);
    await close();
  });

  it('stops the work when it is told to, and sends nothing', async () => {
    const { page, asked, close } = await open('/report');
    await page.context().route('**/assets/puzzle.worker-*', () => undefined);
    await press(page, 'I have a receipt');
    await page.getByLabel('Your 16 digits').fill('1234 5678 9012 3456');
    await press(page, 'Look');
    await page.getByRole('progressbar').waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, 'Stop');
    await page.getByRole('button', { name: 'Look' }).waitFor();
    expect(asked.filter((url) => url.endsWith('/api/reports/inbox'))).toEqual([]);
    await close();
  });
});

describe('the cost', () => {
  it('is little enough for a network of the second generation', async () => {
    const { page, close } = await open('/sign-in');
    await page.goto('about:blank');
    const got = await received(page.context(), page);
    await page.goto(`${server.address}/report`);
    await page.getByRole('button', { name: 'I agree and go on' }).waitFor();
    const of = (part: (path: string) => boolean) =>
      got.filter(({ path }) => part(path)).reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    const directory = of((path) => path.endsWith('/directory'));
    const rest = of((path) => !path.endsWith('/directory'));
    process.stdout.write(`/report: ${rest.toFixed(1)} kB with headers, and ${directory.toFixed(1)} kB of directory\n`);
    expect(directory).toBeGreaterThan(1);
    expect(rest).toBeLessThan(75);
    await close();
  });
});

describe('the stewards’ page', () => {
  it('breaks no rule and fits a phone, and is nobody else’s', async () => {
    const { page, complaints, close } = await open('/sign-in');
    await asRole(page, 'steward');
    await page.goto(`${server.address}/inbox`);
    await page.getByText('No report yet').waitFor();
    await page.getByText('A key that you have not confirmed is published').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await press(page, 'Make a key of your own');
    await press(page, 'Make and save the file');
    await page.getByText('Use 16 characters or more.', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await asRole(page, 'operations');
    await page.goto(`${server.address}/inbox`);
    await page.getByText('Only stewards have this page').waitFor();
    await close();
  });
});
