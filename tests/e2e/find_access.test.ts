// /find for whoever reads it with a screen reader, enlarged, without a mouse, right to left, or in the dark: the rules of axe in
// every state and language, nothing that scrolls sideways, and all of it by keys.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Directory } from '../../geodata/schema/pack.ts';
import { launchBrowser, type RunningServer, startServer } from '../support/browser.ts';
import { firstCard, openEverything, openFind } from '../support/find_list.ts';
import { listShown } from '../support/find_visit.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What axe finds wrong, by rule and place; contrast of all themes, names, roles, order of headings. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const checker = (window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }).axe;
    interface AxeViolation {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly unknown[] }[];
    }
    const found = await checker.run();
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
  });
}

const STATES: readonly (readonly [state: string, group: string, change: (directory: Directory) => Directory])[] = [
  ['left-out', 'legal', (all) => withServices(all, () => ({ status: 'closed' }))],
  ['no-kind', 'legal', (all) => ({ ...all, services: all.services.filter(({ kind }) => kind !== 'legal') })],
  ['all-closed-unknown', 'legal', (all) => withServices(all, () => ({ openingHours: null }))],
  ['stale', 'legal', (all) => withServices(all, () => ({ verifiedOn: null, underReview: true, status: 'unknown' }))],
];

const withServices = (
  directory: Directory,
  change: (service: Directory['services'][number]) => Partial<Directory['services'][number]>,
): Directory => ({
  ...directory,
  services: directory.services.map((service) => ({ ...service, ...change(service) })),
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(['light', 'dark'] as const)('axe finds nothing wrong in a %s session', async (colorScheme) => {
    const { page, close } = await openFind(
      { browser, address: server.address },
      { locale: language, colorScheme, serviceWorkers: 'block' },
    );
    await page.locator('.need').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('.need').first().click();
    await page.locator('form input.field').fill('11.8469, 13.1572');
    expect(await violations(page)).toEqual([]);
    await page.locator('.choice').first().click();
    await page.locator('.clock-open').click();
    await page.locator('.clock-when').waitFor();
    await page.locator('.pick input').nth(8).check();
    await page.locator('.clock-when .button.main').click();
    expect(await violations(page)).toEqual([]);
    await page.locator('.pick input').nth(1).check();
    await page.locator('.clock-when .button.main').click();
    await page.locator('.clock-row').first().waitFor();
    await openEverything(page);
    expect(await violations(page)).toEqual([]);
    await firstCard(page).locator('.service-facts > button').nth(2).click();
    await page.locator('.problem-form .button').click();
    await page.locator('#tab-map').click();
    await page.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it.each(STATES)(
    'axe finds nothing wrong where the list is %s, and something to do is named',
    async (state, _, change) => {
      const { page, close } = await openFind(
        { browser, address: server.address },
        { locale: language, serviceWorkers: 'block' },
        change,
      );
      await page.locator('.need').nth(3).click();
      await page.locator('form input.field').fill('11.8469, 13.1572');
      await page.locator('.choice').first().click();
      const notice = page.locator(`[data-state="${state}"]`);
      await notice.waitFor();
      expect((await notice.innerText()).length).toBeGreaterThan(30);
      expect(await violations(page)).toEqual([]);
      await close();
    },
  );

  it('nothing is cut off or scrolls sideways on a narrow screen, nor with text twice as large', async () => {
    const { page, close } = await openFind(
      { browser, address: server.address },
      { locale: language, serviceWorkers: 'block' },
    );
    await page.locator('.need').first().click();
    await page.locator('form input.field').fill('11.8469, 13.1572');
    await page.locator('.choice').first().click();
    await page.locator('.clock-open').click();
    await openEverything(page);
    const overflow = () =>
      page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        cut: [...document.querySelectorAll(':is(button, summary, h1, h2, h3, label, .line):not(.unseen)')]
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline',
          )
          .map((element) => `${element.tagName} ${element.className} ${element.textContent}`),
      }));
    // 200 % of a phone of 390 pixels leaves 195.
    for (const width of [390, 320, 195]) {
      await page.setViewportSize({ width, height: 844 });
      expect({ width, ...(await overflow()) }).toEqual({ width, wide: 0, cut: [] });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '212.5%';
    });
    expect(await overflow()).toEqual({ wide: 0, cut: [] });
    await close();
  });
});

describe('by keys alone', () => {
  it('one gets from the need to a phone number, the details, the clock, the map and away', async () => {
    const { page, close } = await openFind({ browser, address: server.address }, { serviceWorkers: 'block' });
    /** Waits until it is shown, as who tabs does; then Tab until something of this name has the focus, which must be seen. */
    const tabTo = async (name: RegExp) => {
      await page.getByText(name).first().waitFor();
      const seen: string[] = [];
      for (let press = 0; press < 80; press++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
          const marked = element.matches('.two-ways input') ? (element.nextElementSibling as HTMLElement) : element;
          const { outlineStyle, outlineWidth } = getComputedStyle(marked);
          return {
            name: `${label ?? element.innerText}`.trim(),
            outline: outlineStyle !== 'none' && outlineWidth !== '0px',
          };
        });
        seen.push(focused.name);
        if (!name.test(focused.name)) continue;
        expect(focused.outline, `${focused.name} shows its focus`).toBe(true);
        return;
      }
      throw new Error(`${name} is not reached by Tab: ${seen.join(' | ')}`);
    };
    await tabTo(/^Medical care after rape/);
    await page.keyboard.press('Enter');
    await tabTo(/^Type a place or a position/);
    await page.keyboard.type('11.8469, 13.1572');
    await page.keyboard.press('Enter');
    await listShown(page);
    await tabTo(/^From .* leaving now/);
    await tabTo(/^On foot/);
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'By vehicle' }).isChecked()).toBe(true);
    await tabTo(/^What still helps/);
    await page.keyboard.press('Enter');
    await tabTo(/^Today/);
    await page.keyboard.press('ArrowDown');
    await tabTo(/^Show what still helps/);
    await page.keyboard.press('Enter');
    await page.getByText('Medicine against HIV (PEP)').first().waitFor();
    await tabTo(/^List$/);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
    await page.keyboard.press('ArrowLeft');
    await tabTo(/^Details$/);
    await page.keyboard.press('Enter');
    await tabTo(/^Card to print or send/);
    await page.keyboard.press('Enter');
    await page.locator('.paper').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Card to print or send');
    await close();
  });
});
