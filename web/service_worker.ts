// The pages of care without a network: their own files, stored whole per version, and the packs that the page asks it to
// keep. It stores nothing else, answers for no other page, and forgets everything when the person leaves.

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Waiting {
  readonly data: unknown;
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', heard: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', heard: (event: Asked) => void): void;
  addEventListener(type: 'message', heard: (event: Told) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
declare global {
  interface Window {
    /** Files of the build, written in by the build. */
    readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
  }
}

export {};

const scope = self as unknown as WorkerScope;
const files = self.__WB_MANIFEST;

const PACKS = 'packs';
const PACK = /^\/api\/packs(\/[^/]+\/(directory|travel))?$/;
const PAGES = ['/find', '/report'];
const ASSET = /^\/(assets\/[\w.-]+|information\.svg)$/;
/** Where data costs, the map is left for whoever opens it. */
const MAP = /^assets\/(care_map|map_|maplibre|noto-sans)/;
/** A network that takes longer than this is answered for by the copy; its own answer is kept for the next time. */
const SLOW_MS = 4_000;
const KEPT_SINCE = 'X-Kept-Since';

/** The pages name the files that they start with, and those name the others: their revisions stand for all. */
const SHELL = `shell-${files.flatMap(({ url, revision }) => (url.endsWith('.html') ? [revision] : [])).join('-')}`;
const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
const stored = files
  .filter(({ url }) => !(saveData && MAP.test(url)))
  .map(({ url }) => `/${url.replace(/\.html$/, '')}`);

let forgotten = false;

async function forget(): Promise<void> {
  forgotten = true;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function keep(cache: string, address: string, response: Response): Promise<void> {
  if (forgotten) return;
  await (await caches.open(cache)).put(address, response);
  if (forgotten) await forget();
}

/** All or nothing: a page whose files are of another version than these would not start. One worker stores for both pages. */
async function storeShell(): Promise<void> {
  const shell = await caches.open(SHELL);
  await Promise.all(
    stored.map(async (address) => {
      if ((await shell.match(address, { ignoreVary: true })) !== undefined) return;
      const isPage = PAGES.includes(address);
      const response = await fetch(address, { credentials: 'omit', cache: isPage ? 'no-cache' : 'default' });
      if (!response.ok) throw new Error('A file of this version is gone: a newer one is there.');
      if (isPage) {
        const named = (await response.clone().text()).matchAll(/"(\/assets\/[^"]+)"/g);
        if ([...named].some(([, asset = '']) => !files.some(({ url }) => `/${url}` === asset)))
          throw new Error('This page is of another version than its files.');
      }
      await keep(SHELL, address, response);
    }),
  );
}

/** Pages that are open may still be of the version before: its files stay until the next one. */
async function dropOldShells(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== SHELL);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

async function fromShell(request: Request, cacheName?: string): Promise<Response> {
  const address = new URL(request.url).pathname;
  const copy = await caches.match(address, { ignoreVary: true, ...(cacheName === undefined ? {} : { cacheName }) });
  return copy ?? fetch(request);
}

async function fetchPack(address: string): Promise<Response> {
  const response = await fetch(address, { credentials: 'omit' });
  if (response.status === 404 && !forgotten) await (await caches.open(PACKS)).delete(address);
  if (!response.ok) return response;
  const headers = new Headers(response.headers);
  // The body is stored as it is read: unpacked.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  headers.set(KEPT_SINCE, String(Date.now()));
  await keep(PACKS, address, new Response(response.clone().body, { status: 200, headers }));
  return response;
}

async function pack(event: Asked, address: string): Promise<Response> {
  const network = fetchPack(address);
  event.waitUntil(network.catch(() => undefined));
  const copy = await caches.match(address, { cacheName: PACKS, ignoreVary: true });
  if (copy === undefined) return network;
  const slow = new Promise<null>((resolve) => setTimeout(() => resolve(null), SLOW_MS));
  const answer = await Promise.race([network, slow]).catch(() => null);
  return answer === null || answer.status >= 429 ? copy : answer;
}

scope.addEventListener('install', (event) => {
  event.waitUntil(storeShell().then(() => scope.skipWaiting()));
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => scope.clients.claim()));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || search !== '' || forgotten) return;
  if (request.mode === 'navigate' && PAGES.includes(pathname)) event.respondWith(fromShell(request, SHELL));
  else if (ASSET.test(pathname)) event.respondWith(fromShell(request));
  else if (PACK.test(pathname)) event.respondWith(pack(event, pathname));
});
scope.addEventListener('message', (event) => {
  const told = event.data as { readonly keep?: readonly string[]; readonly forget?: true };
  if (told.forget === true) event.waitUntil(forget());
  const wanted = (told.keep ?? []).filter((address) => PACK.test(address));
  event.waitUntil(Promise.allSettled(wanted.map(fetchPack)));
});
