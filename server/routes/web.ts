// The built web client: files with hashed names are kept for a year, the page itself is asked for again each time.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { Problem } from '../../geodata/schema/problem.ts';

/** Pages of the client; anything else that is no file is not found. */
const MAP_PAGES = [
  '/',
  '/access',
  '/account',
  '/accounts',
  '/alerts',
  '/hotspots',
  '/inbox',
  '/operations',
  '/patrols',
  '/planning',
  '/referrals',
  '/session',
  '/sign-in',
  '/steward',
  '/warning',
  '/welcome',
  '/zones',
];
/** Pages that stand on their own: they answer people in distress, and nothing of the map comes with them. */
const PAGES = new Map([
  ...MAP_PAGES.map((page) => [page, 'index.html'] as const),
  ['/find', 'find.html'] as const,
  ['/report', 'report.html'] as const,
  ['/watch', 'watch.html'] as const,
]);

export function webRoutes(folder: string) {
  const app = new Hono();
  app.use(
    '/assets/*',
    serveStatic({
      root: folder,
      precompressed: true,
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  for (const [page, file] of PAGES) {
    app.get(page, async (c) => {
      const html = await readFile(join(folder, file)).catch(() => null);
      if (html === null) throw new Problem('not_found', 'The web client is not built yet: run `npm run build`.');
      c.header('Cache-Control', 'no-cache');
      return c.html(html.toString());
    });
  }
  // Who leaves in a hurry has the browser forget this site. It changes nothing here, so it needs no header of ours; but no
  // other site may erase what somebody keeps of this one.
  app.post('/leave', (c) => {
    const site = c.req.header('Sec-Fetch-Site');
    if (site !== undefined && site !== 'same-origin')
      throw new Problem('forbidden', 'Only a page of this site asks for this.');
    c.header('Clear-Site-Data', '"cache", "storage"');
    return c.body(null, 204);
  });
  app.use('/*', serveStatic({ root: folder, onFound: (_path, c) => c.header('Cache-Control', 'no-cache') }));
  return app;
}
