// For tests in a real browser: the real server over a fresh demo in a folder of its own, and Chromium (the system's, or
// the one that comes with @sparticuz/chromium). Every request, console line and policy violation is kept for the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const ROOT = new URL('../../', import.meta.url).pathname;
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts the real server on a free port; resolves once it says that it is ready. */
export async function startServer(env: Record<string, string> = {}): Promise<RunningServer> {
  if (!existsSync(join(ROOT, 'dist', 'index.html'))) throw new Error('The client is not built: npm run build first.');
  const folder = await mkdtemp(join(tmpdir(), 'safereach-e2e-'));
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      SAFEREACH_DATA: folder,
      SAFEREACH_PORT: '0',
      SAFEREACH_WEB: process.env['SAFEREACH_WEB'] ?? 'dist',
      ...env,
    },
  });
  const address = await readyAddress(child);
  return {
    address,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    createInterface({ input: child.stdout! }).on('line', (line) => {
      said.push(line);
      const found = /ready after .*?(http:\/\/[\d.]+:\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The server ended before it was ready:\n${said.join('\n')}`)));
  });
}

export async function launchBrowser(): Promise<Browser> {
  const system = SYSTEM.find((path) => existsSync(path));
  if (system !== undefined) return chromium.launch({ executablePath: system, args: FLAGS });
  const { default: shipped } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await shipped.executablePath(), args: [...shipped.args, ...FLAGS] });
}

export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console (violations of the content security policy are such), uncaught exceptions. */
  readonly complaints: string[];
  /** Addresses that were asked of anybody but the server. */
  readonly foreign: string[];
  /** Every address that was asked for. */
  readonly asked: string[];
  /** Waits until nothing loads or moves on the map. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly browser: Browser;
  readonly address: string;
  /** null = the page is not opened yet, so that a test can stand between it and the server. */
  readonly path?: string | null;
  readonly context?: BrowserContextOptions;
}

export async function visit({ browser, address, path = '/', context: options = {} }: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    asked.push(url);
    if (!url.startsWith(`${address}/`) && !/^(data|blob):/.test(url)) foreign.push(url);
  });
  if (path !== null) await page.goto(address + path);
  return {
    page,
    complaints,
    foreign,
    asked,
    settled: async () => {
      await page.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
    },
    close: () => context.close(),
  };
}

/** Resolves once the page is that of the role of the demo: what is pressed before goes with the former one. */
export async function become({ page, address, role }: { page: Page; address: string; role: string }): Promise<void> {
  const roles = page.getByLabel('View the demo as another role');
  const changed = page.waitForResponse(
    (answer) => answer.url() === `${address}/api/session` && answer.request().method() === 'GET',
  );
  await roles.selectOption(role);
  await changed;
  await roles.and(page.locator(`:has(option[value="${role}"]:checked)`)).waitFor();
}
