// The map of /find in a real browser: drawn from what is saved, without a tile; a tap picks a start or chooses a place; by keys
// alone; without a network; and what is said where a phone cannot draw it.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer } from '../support/browser.ts';
import { keptForOffline, listShown, toList } from '../support/find_visit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en', hasTouch: true };
/** All that the page may ask for: its own files, and packs that are the same for everybody. No tile, no letter, no place. */
const ASKED =
  /^\/(find|report|information\.svg|service_worker\.js|assets\/[\w.-]+\.(js|css)|api\/packs(\/[\w-]+\/(directory|travel))?)$/;

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
  /** Paths asked for, with what stands after them. */
  readonly asked: string[];
}

async function open(before?: (page: Page) => Promise<unknown>): Promise<Opened> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const opened: Opened = { context, page, complaints: [], asked: [] };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') opened.complaints.push(message.text());
  });
  page.on('pageerror', (error) => opened.complaints.push(error.message));
  context.on('request', (request) => opened.asked.push(request.url().slice(server.address.length)));
  await before?.(page);
  await page.goto(`${server.address}/find`);
  return opened;
}

const settled = (page: Page) => page.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });

async function toMap(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Map' }).click();
  await settled(page);
  await page.locator('.care-map-field').scrollIntoViewIfNeeded();
}

async function toPicking(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Medical care after rape' }).click();
  await page.getByRole('button', { name: 'Tap the map' }).click();
  await settled(page);
}

/** Colors of the light map. */
const LAND = [0xf6, 0xf3, 0xed] as const;
const ROAD_EDGE = [0xd3, 0xca, 0xbb] as const;
const OPEN_RING = [0x12, 0x70, 0x6b] as const;
const START = [0x11, 0x11, 0x11] as const;

/** How many pixels of the map have this color, nearly. */
async function pixelsOf(page: Page, color: readonly [number, number, number]): Promise<number> {
  const png = (await page.locator('.care-map-canvas').screenshot()).toString('base64');
  return page.evaluate(
    async ({ address, wanted }) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const pen = canvas.getContext('2d');
      pen?.drawImage(image, 0, 0);
      const data = pen?.getImageData(0, 0, image.width, image.height).data ?? [];
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (wanted.every((value, band) => Math.abs((data[at + band] as number) - value) < 6)) count++;
      }
      return count;
    },
    { address: `data:image/png;base64,${png}`, wanted: color },
  );
}

/** Taps here and there on the map until a place answers; null = none did. */
async function tapAPlace(page: Page): Promise<string | null> {
  const field = await page.locator('.care-map-field').boundingBox();
  if (field === null) return null;
  const chosen = page.locator('.care-map-chosen');
  for (let y = field.y + 110; y < field.y + field.height - 70; y += 28) {
    for (let x = field.x + 20; x < field.x + field.width - 20; x += 28) {
      // Two taps of a finger so close to one another would be a gesture.
      await page.mouse.click(x, y);
      if ((await chosen.textContent()) !== '') return chosen.textContent();
    }
  }
  return null;
}

describe('the map of /find', () => {
  it('is drawn from what is saved: it asks for its own files, and for no tile, letter, picture or place', async () => {
    const { context, page, asked, complaints } = await open();
    await toList(page);
    await keptForOffline(page);
    await toMap(page);
    expect(await pixelsOf(page, OPEN_RING), 'rings of open places').toBeGreaterThan(60);
    expect(await pixelsOf(page, ROAD_EDGE), 'roads').toBeGreaterThan(200);
    expect(await pixelsOf(page, START), 'the start').toBeGreaterThan(60);
    await page.getByRole('button', { name: 'Farther' }).click();
    await settled(page);
    await page.getByRole('button', { name: 'Closer' }).click();
    await settled(page);
    expect(asked.some((path) => path.startsWith('/assets/care_map-'))).toBe(true);
    expect(asked.filter((path) => !ASKED.test(path))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('chooses the place that is tapped, which then stands below it', async () => {
    const { context, page } = await open();
    await toList(page);
    await toMap(page);
    const said = await tapAPlace(page);
    const [, number, name] = /^(\d+)\. (.*): (open|closed|not known)/.exec(said ?? '') ?? [];
    expect(name, said ?? 'nothing was hit').toBeTruthy();
    const card = page.locator('ol.services > li');
    expect(await card.count()).toBe(1);
    expect(await page.locator('ol.services').getAttribute('start')).toBe(number);
    await card.getByRole('heading', { name: name ?? '' }).waitFor();
    await context.close();
  });

  it('takes a start by taps: from afar it comes closer first, then the list is made, and nobody is told', async () => {
    const { context, page, asked } = await open();
    await toPicking(page);
    const middle = async () => {
      const box = await page.locator('.care-map-field').boundingBox();
      return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
    };
    await page.getByText('Tap near the place you start from.').waitFor();
    const near = page.getByText('Tap the place you start from. It stays on this phone.');
    for (let taps = 0; taps < 4 && !(await near.isVisible()); taps++) {
      await page.touchscreen.tap(...(await middle()));
      await page.waitForFunction(() => window.__mapIdle === false);
      await settled(page);
    }
    await page.touchscreen.tap(...(await middle()));
    await listShown(page);
    await page.getByText('From the point on the map').waitFor();
    expect(asked.filter((path) => !ASKED.test(path))).toEqual([]);
    await context.close();
  });

  it('is moved and picked from by keys alone, and says what it is', async () => {
    const { context, page } = await open();
    await toPicking(page);
    const canvas = page.getByRole('region', { name: 'Map to choose a place on' });
    await canvas.focus();
    const scale = page.locator('.care-map-scale');
    const before = await scale.getAttribute('aria-label');
    await page.keyboard.press('ArrowRight');
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press('+');
      await page.waitForFunction(() => window.__mapIdle === false);
      await settled(page);
      if (await page.getByText('Tap the place you start from.').isVisible()) break;
    }
    expect(await scale.getAttribute('aria-label')).not.toBe(before);
    await page.getByRole('button', { name: 'Choose the middle of the map' }).focus();
    await page.keyboard.press('Enter');
    await listShown(page);
    await context.close();
  });

  it('draws the roads once they are there, and stays where it was', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { context, page } = await open((slow) =>
      slow.route('**/travel', async (route) => {
        await held;
        await route.continue();
      }),
    );
    await toPicking(page);
    await page.getByText('Roads are not loaded.').waitFor();
    await page.getByRole('button', { name: 'Closer' }).click();
    await settled(page);
    const bare = await pixelsOf(page, LAND);
    const scale = await page.locator('.care-map-scale').getAttribute('aria-label');
    letGo();
    await page.getByText('Roads are not loaded.').waitFor({ state: 'detached' });
    await settled(page);
    expect(await pixelsOf(page, LAND)).toBeLessThan(bare - 1000);
    expect(await page.locator('.care-map-scale').getAttribute('aria-label')).toBe(scale);
    await context.close();
  });

  it('is drawn without a network after one visit on which nobody opened it', async () => {
    const { context, page, complaints } = await open();
    await toList(page);
    await keptForOffline(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await toList(page);
    await toMap(page);
    expect(await pixelsOf(page, ROAD_EDGE), 'roads').toBeGreaterThan(200);
    await page.getByLabel('Language', { exact: true }).selectOption('ar');
    await page.getByText('مكان الانطلاق').waitFor();
    expect(complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await context.close();
  });

  it('says so where a phone cannot draw it, and names the list', async () => {
    const { context, page } = await open((blind) =>
      blind.addInitScript(() => {
        const draw = HTMLCanvasElement.prototype.getContext as (kind: string, ...more: unknown[]) => unknown;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
          return kind.startsWith('webgl') ? null : draw.call(this, kind, ...more);
        } as typeof HTMLCanvasElement.prototype.getContext;
      }),
    );
    await toList(page);
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.getByText('The map cannot be drawn on this phone.').waitFor();
    await page.getByText('The list shows the same places, with the time it takes to each.').waitFor();
    await page.getByRole('tab', { name: 'List' }).click();
    await listShown(page);
    await context.close();
  });
});
