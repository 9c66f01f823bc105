// The real app over a test's database on a port of this machine, for clients that are programs of their own; and the
// addresses that they asked for.
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { it } from 'vitest';
import { type TestApp, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';

export interface FeatureServer {
  readonly app: TestApp;
  readonly database: TestDatabase;
  readonly origin: string;
  /** Path and query of every request since the last call. */
  asked(): string[];
}

export async function withFeatureServer(
  load: (database: TestDatabase) => Promise<unknown>,
  work: (server: FeatureServer) => Promise<void>,
): Promise<void> {
  await inDatabase(async (database) => {
    await load(database);
    let asked: string[] = [];
    let app: TestApp | null = null;
    const server = serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url);
        asked.push(decodeURIComponent(`${pathname}${search}`));
        return (app as TestApp).request(`${pathname}${search}`, { method: request.method, headers: request.headers });
      },
    });
    try {
      if (!server.listening) await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server has no port.');
      const origin = `http://127.0.0.1:${address.port}`;
      app = testApp(database, { publicOrganizationId: 'one', origin });
      await work({
        app,
        database,
        origin,
        asked: () => {
          const all = asked;
          asked = [];
          return all;
        },
      });
    } finally {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }
  });
}

const run = promisify(execFile);

function versionOf(program: string): string | null {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

const GDAL = versionOf('ogrinfo');

/** A test with GDAL as the client; skipped where it is not installed. The check of the repository installs it. */
export function itWithGdal(name: string, work: () => Promise<void>): void {
  if (GDAL === null) it.skip(`${name} (GDAL is not installed)`, () => undefined);
  else it(name, work);
}

export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** Runs a program of GDAL to its end; `token` is sent as a bearer. */
export async function gdal(program: 'ogrinfo' | 'ogr2ogr', args: readonly string[], token?: string): Promise<Ran> {
  const headers = token === undefined ? {} : { GDAL_HTTP_HEADERS: `Authorization: Bearer ${token}` };
  const env = { ...process.env, ...headers, no_proxy: '127.0.0.1' };
  try {
    const { stdout, stderr } = await run(program, [...args], { env, maxBuffer: 64 * 2 ** 20 });
    return { code: 0, out: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, out: stdout + stderr };
  }
}
