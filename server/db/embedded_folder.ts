// Makes the data directory of the embedded database, quickly: the small PostGIS bundles and a prepared data directory
// are made once per version of the engine and kept in node_modules/.cache. Knows no table.
// Everything is made under another name and renamed when whole: a kill at any moment leaves nothing half made.
import { existsSync } from 'node:fs';
import { constants, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeBundles } from './embedded_bundle.ts';
import { openLink } from './embedded_link.ts';
import { syncFolder } from './embedded_sync.ts';
import { unavailable } from './failures.ts';

type Log = (line: string) => void;

export interface Prepared {
  /** Bundle to run with. */
  readonly bundle: string;
  /** Data directory with PostGIS, to be copied. */
  readonly template: string;
}

/** Changes with what a template holds. */
const FORMAT = 3;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The two template databases are two thirds of the files, and nothing here makes another database. */
const CREATE = [
  'create extension postgis',
  'alter database template0 is_template false',
  'alter database template1 is_template false',
  'drop database template0',
  'drop database template1',
  'vacuum analyze',
  'checkpoint',
];

/** Major version of the PostgreSQL inside PGlite; a data directory of another does not open. */
const POSTGRES_MAJOR = '18';

/** Makes what is missing of bundle and template. Several processes may do so at once; one result wins. */
export async function prepareEmbedded(
  log: Log,
  cache = join(ROOT, 'node_modules', '.cache', 'safereach'),
): Promise<Prepared> {
  const require = createRequire(import.meta.url);
  const postgis = require.resolve('@electric-sql/pglite-postgis');
  const versions = await Promise.all([require.resolve('@electric-sql/pglite'), postgis].map(versionOf));
  const home = join(cache, `embedded-${versions.join('-')}-${FORMAT}`);
  const prepared = { bundle: join(home, 'run.tar.gz'), template: join(home, 'template') };
  const create = join(home, 'create.tar.gz');
  if (!existsSync(prepared.bundle) || !existsSync(create)) {
    log('Embedded database: unpacking PostGIS (once) …');
    await writeBundles(pathToFileURL(join(dirname(postgis), 'postgis.tar.gz')), { run: prepared.bundle, create });
  }
  if (!existsSync(prepared.template)) {
    log('Embedded database: making an empty one with PostGIS (once, some seconds) …');
    await makeTemplate(prepared.template, create);
  }
  return prepared;
}

/** Version in the package.json above a file of a package. */
async function versionOf(file: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(file), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function makeTemplate(template: string, bundle: string): Promise<void> {
  const partial = `${template}.${process.pid}`;
  await removeAbandoned(template);
  await mkdir(partial, { recursive: true });
  const link = await openLink({ folder: partial, bundle, heard: () => undefined, lost: () => undefined });
  for (const text of CREATE) await link.call({ kind: 'execute', text, values: [] });
  await link.close();
  await moveInto(partial, template);
}

/** Copies the template to `dataDirectory` unless there is a data directory already. */
export async function makeDataDirectory(template: string, dataDirectory: string): Promise<void> {
  if (existsSync(dataDirectory)) {
    const major = (await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
    if (major === POSTGRES_MAJOR) return;
    throw unavailable(
      `The data folder ${dataDirectory} ${major === '' ? 'holds no database' : `was made by PostgreSQL ${major}, this version has ${POSTGRES_MAJOR}`}. Move it away, or choose another data folder.`,
    );
  }
  const partial = `${dataDirectory}.${process.pid}`;
  await removeAbandoned(dataDirectory);
  await cp(template, partial, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await moveInto(partial, dataDirectory);
  syncFolder(dataDirectory).catch(() => undefined); // against a power cut in the first seconds; nobody waits for it
}

async function moveInto(partial: string, target: string): Promise<void> {
  try {
    await rename(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    await rm(partial, { recursive: true, force: true }); // another process was first
  }
}

/** What a killed process left behind; younger than ten minutes it may belong to one that lives. */
async function removeAbandoned(target: string): Promise<void> {
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (!path.startsWith(`${target}.`) || !/\.\d+$/.test(name)) continue;
    const about = await stat(path).catch(() => null);
    if (about !== null && Date.now() - about.mtimeMs > 600_000) await rm(path, { recursive: true, force: true });
  }
}
