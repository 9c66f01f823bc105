// Makes the data directory of the embedded database, quickly: the small PostGIS bundles and a prepared data directory
// are made once per version of the engine and kept in node_modules/.cache. Knows no table.
// Everything is made under another name and renamed when whole: a kill at any moment leaves nothing half made.
import { existsSync } from 'node:fs';
import { access, constants, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeBundles } from './embedded_bundle.ts';
import { openLink } from './embedded_link.ts';
import { syncFolder } from './embedded_sync.ts';
import { unavailable } from './failures.ts';

type Log = (line: string) => void;

/** Changes with what a template holds. */
const FORMAT = 3;

const { resolve } = createRequire(import.meta.url);
const PGLITE = resolve('@electric-sql/pglite');
const POSTGIS = resolve('@electric-sql/pglite-postgis');
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

interface Paths {
  /** PostGIS bundle to run with, and to make a database with. */
  readonly run: string;
  readonly create: string;
  /** Data directory with PostGIS, to be copied. */
  readonly template: string;
}

/** Where things are kept; `fallback` where the packages belong to somebody else. */
async function pathsOf(fallback: string): Promise<Paths> {
  const packages = join(ROOT, 'node_modules');
  const isOurs = await access(packages, constants.W_OK).then(
    () => true,
    () => false,
  );
  const versions = await Promise.all([PGLITE, POSTGIS].map(versionOf));
  const home = join(isOurs ? packages : fallback, '.cache', 'safereach', `embedded-${versions.join('-')}-${FORMAT}`);
  return {
    run: join(home, 'run.tar.gz'),
    create: join(home, 'create.tar.gz'),
    template: join(home, 'template'),
  };
}

/** Makes the bundles unless they are there. Several processes may do so at once; one result wins. */
async function makeBundles(paths: Paths, log: Log): Promise<void> {
  if (existsSync(paths.run) && existsSync(paths.create)) return;
  log('Embedded database: unpacking PostGIS (once) …');
  await writeBundles(pathToFileURL(join(dirname(POSTGIS), 'postgis.tar.gz')), paths);
}

/** Makes the template unless it is there; as above. */
export async function makeTemplate(log: Log, fallback: string): Promise<string> {
  const paths = await pathsOf(fallback);
  if (existsSync(paths.template)) return paths.template;
  await makeBundles(paths, log);
  log('Embedded database: making an empty one with PostGIS (once, some seconds) …');
  const partial = `${paths.template}.${process.pid}`;
  await removeAbandoned(paths.template);
  await mkdir(partial, { recursive: true });
  const link = await openLink({ folder: partial, bundle: paths.create, heard: () => undefined, lost: () => undefined });
  for (const text of CREATE) await link.call({ kind: 'execute', guise: null, text, values: [] });
  await link.close();
  await moveInto(partial, paths.template);
  return paths.template;
}

/** Makes the data directory unless it is there. Gives the bundle to run it with. */
export async function makeDataDirectory(dataDirectory: string, log: Log): Promise<string> {
  const fallback = dirname(dataDirectory);
  if (existsSync(dataDirectory)) await refuseOther(dataDirectory);
  else {
    const template = await makeTemplate(log, fallback);
    const partial = `${dataDirectory}.${process.pid}`;
    await removeAbandoned(dataDirectory);
    await cp(template, partial, { recursive: true, mode: constants.COPYFILE_FICLONE });
    await moveInto(partial, dataDirectory);
    syncFolder(dataDirectory).catch(() => undefined); // against a power cut in the first seconds; nobody waits for it
  }
  const paths = await pathsOf(fallback);
  await makeBundles(paths, log);
  return paths.run;
}

async function refuseOther(dataDirectory: string): Promise<void> {
  const major = (await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (major === POSTGRES_MAJOR) return;
  throw unavailable(
    `The data folder ${dataDirectory} ${major === '' ? 'holds no database' : `was made by PostgreSQL ${major}, this version has ${POSTGRES_MAJOR}`}. Move it away, or choose another data folder.`,
  );
}

/** Version in the package.json above a file of a package. */
async function versionOf(file: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(file), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
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
