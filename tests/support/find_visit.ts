// For tests of /find in a real browser: the way to the first list, what the browser keeps of a site, and what went over the
// network. Chooses a place of the demo.
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Medical care after rape, from a town of the demo, to the list. */
export async function toList(
  page: Page,
  { need = 'Medical care after rape', place = 'Maiduguri' } = {},
): Promise<void> {
  await page.getByRole('button', { name: need }).click();
  await page.getByLabel('Type a place or a position').fill(place);
  await page.locator('.choice').first().click();
  await listShown(page);
}

export const listShown = (page: Page): Promise<void> => page.getByText('soonest care first').waitFor();

export interface Kept {
  readonly cookies: number;
  readonly local: number;
  readonly session: number;
  readonly databases: number;
  readonly workers: number;
  /** Addresses in every cache. */
  readonly cached: readonly string[];
}

/** What the browser holds of the site of the page. */
export async function keptBy(context: BrowserContext, page: Page): Promise<Kept> {
  const { length: cookies } = await context.cookies();
  const held = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return {
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      cached: requests.flat().map(({ url }) => url.slice(location.origin.length)),
    };
  });
  return { cookies, ...held };
}

/** Resolves once everything is kept for use without a network, in the charge of its worker: both pages, and the packs. */
export async function keptForOffline(page: Page): Promise<void> {
  const isKept = () =>
    page.evaluate(async () => {
      const held = await Promise.all(['/find', '/report', '/api/packs'].map((address) => caches.match(address)));
      const travel = (await (await caches.open('packs')).keys()).some(({ url }) => url.endsWith('/travel'));
      const worker = (await navigator.serviceWorker.getRegistration())?.active;
      return worker?.state === 'activated' && travel && held.every((copy) => copy !== undefined);
    });
  await expect.poll(isKept, { timeout: 60_000, interval: 200 }).toBe(true);
}

export interface Received {
  readonly path: string;
  /** As they came over the network, headers included. */
  readonly bytes: number;
}

/** Notes every answer that comes from the network, by the protocol of the browser's own tools. */
export async function received(context: BrowserContext, page: Page): Promise<readonly Received[]> {
  const client = await context.newCDPSession(page);
  const paths = new Map<string, string>();
  const got: Received[] = [];
  client.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    got.push({ path: paths.get(requestId) ?? '', bytes: encodedDataLength });
  });
  await client.send('Network.enable');
  return got;
}

/** A mobile network of the third generation, as browsers' tools have it. */
export async function slowNetwork(context: BrowserContext, page: Page): Promise<void> {
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 300,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
}
