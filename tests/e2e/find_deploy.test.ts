// A new deployment reaches people who have the pages of care kept: no page is left with files of another version, what is
// open goes on, and the next visit is of the new one.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer } from '../support/browser.ts';
import { keptForOffline } from '../support/find_visit.ts';

let folder: string;
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-deploy-'));
  await cp(process.env['SAFEREACH_WEB'] ?? 'dist', folder, { recursive: true });
  [server, browser] = await Promise.all([startServer({ SAFEREACH_WEB: folder }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The same pages as another build would write them: every file of theirs under a new name, and none of the old. */
async function deploy(): Promise<void> {
  const worker = join(folder, 'service_worker.js');
  const listed = [...(await readFile(worker, 'utf8')).matchAll(/assets\/([\w.-]+)-([\w-]{8})\.(js|css|woff2)/g)];
  const hashes = [...new Set(listed.map(([, , hash = '']) => hash))];
  const renewed = (text: string) =>
    hashes.reduce((all, hash) => all.replaceAll(`-${hash}.`, `-${hash.slice(0, 6)}v2.`), text);
  for (const file of ['find.html', 'report.html']) {
    const path = join(folder, file);
    await writeFile(path, renewed(await readFile(path, 'utf8')));
  }
  const pages = /("url":"(?:find|report)\.html","revision":"|"revision":")([0-9a-f]{32})/g;
  await writeFile(
    worker,
    renewed(await readFile(worker, 'utf8')).replace(
      pages,
      (_, before: string, hash: string) => `${before}${hash.slice(0, 30)}v2`,
    ),
  );
  for (const file of await readdir(join(folder, 'assets'))) {
    const path = join(folder, 'assets', file);
    if (renewed(file) === file) continue;
    if (/\.(gz|br)$/.test(file)) {
      await rm(path);
      continue;
    }
    if (/\.(js|css)$/.test(file)) await writeFile(path, renewed(await readFile(path, 'utf8')));
    await rename(path, join(folder, 'assets', renewed(file)));
  }
}

it('is taken up by the next visit, while a page that is open finds all its files', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  const open = await context.newPage();
  const complaints: string[] = [];
  open.on('pageerror', (error) => complaints.push(error.message));
  await open.goto(`${server.address}/find`);
  await keptForOffline(open);
  await open.reload();
  await open.getByRole('button', { name: 'Food' }).click();
  const scripts = (page: typeof open) =>
    page.evaluate(
      () => [...document.querySelectorAll('script')].map(({ src }) => src).filter((src) => src.includes('v2.')).length,
    );

  await deploy();
  const next = await context.newPage();
  await next.goto(`${server.address}/find`);
  // Nothing was chosen on it yet: it starts anew as soon as the new version is kept whole.
  await expect.poll(() => scripts(next), { timeout: 30_000 }).toBe(1);
  await next.getByRole('heading', { name: 'What kind of help' }).waitFor();

  // The page in use is not taken away, is told, and still finds what it loads late.
  await open.getByText('A newer version of this page is ready').waitFor();
  expect(await scripts(open)).toBe(0);
  await open.getByRole('button', { name: 'Tap the map' }).click();
  await open.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
  await open.getByLabel('Language').selectOption('fr');
  await open.getByRole('button', { name: 'Quitter' }).waitFor();
  expect(complaints).toEqual([]);
  await open.getByRole('button', { name: 'La charger' }).click();
  await expect.poll(() => scripts(open), { timeout: 30_000 }).toBe(1);
  await context.close();
});
