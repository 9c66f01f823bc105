// Operations report a closed road on the page of access, in a real browser over the real server: the road is closed for staff at
// once, stays as it was for everybody else, and is open again when somebody says that it has ended.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
let opened: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  opened = await visit({ browser, address: server.address, path: '/access' });
  opened.page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Road {
  readonly id: string;
  readonly geometry: { readonly coordinates: readonly [number, number][] };
  readonly properties: { readonly closed: boolean };
}

/** As somebody without an account reads it, or as operations do. */
async function read<T>(path: string, role: 'public' | 'operations'): Promise<T> {
  const headers: Record<string, string> = { 'X-Safereach': '1', 'Content-Type': 'application/json' };
  if (role === 'operations') {
    const body = JSON.stringify({ role });
    const answer = await fetch(`${server.address}/api/session/demo`, { method: 'POST', headers, body });
    headers['Authorization'] = `Bearer ${((await answer.json()) as { token: string }).token}`;
  }
  return (await (await fetch(server.address + path, { headers })).json()) as T;
}
const isClosed = async (road: Road, role: 'public' | 'operations') =>
  (await read<Road>(`/api/roads/${road.id}`, role)).properties.closed;

describe('a closed road that operations report', () => {
  it('is closed for staff at once and for nobody else, until somebody says that it has ended', async () => {
    const { page } = opened;
    const { features } = await read<{ features: Road[] }>('/api/roads?limit=200', 'operations');
    const road = features.find(({ properties }) => !properties.closed) as Road;
    const [lon, lat] = road.geometry.coordinates[0] as [number, number];
    await page.getByRole('button', { name: 'Report a constraint' }).click();
    const form = page.getByRole('form', { name: 'Report a constraint' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Give it a name.').waitFor();
    await form.getByText('Draw or type where it is.').waitFor();
    await form.getByLabel('Name').fill('Tree across the road');
    await page.getByText('Type it instead').click();
    await page.getByRole('textbox', { name: 'Latitude, longitude' }).fill(`${lat}, ${lon}`);
    await form.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Tree across the road' });
    await row.getByText('Holds now').waitFor();
    expect([await isClosed(road, 'operations'), await isClosed(road, 'public')]).toEqual([true, false]);

    await row.getByRole('button', { name: 'It has ended' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'It has ended' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await isClosed(road, 'operations')).toBe(false);
  });

  it('asks nobody but the server, and fits a phone without scrolling sideways', async () => {
    expect(opened.foreign).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.page.setViewportSize({ width: 390, height: 844 });
    const width = () => opened.page.evaluate(() => document.querySelector('.office-body')?.scrollWidth ?? 0);
    await expect.poll(width).toBeLessThanOrEqual(390);
  });
});
