// The PostGIS bundle of the embedded database, cut down to what runs: the package carries 95 MB (raster, topology,
// geocoder), of which 27 MB are used. Smaller by 350 MB of memory and a second of every start. Knows no database.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** Files that run; and the SQL that `create extension postgis` reads once. */
const RUNS = /^(lib\/postgresql\/postgis-3\.so|share\/proj\/(proj\.db|proj\.ini)|.*\/postgis\.control)$/;
const CREATES = /^.*\/extension\/postgis--\d+(\.\d+)*\.sql$/;

const BLOCK = 512;

/** Members of a tar archive whose name passes, byte for byte. */
function membersOf(archive: Buffer, wanted: (name: string) => boolean): Buffer[] {
  const members: Buffer[] = [];
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const name = archive
      .toString('latin1', at, at + 100)
      .replace(/\0.*$/s, '')
      .replace(/^\.\//, '');
    if (name === '') break;
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (wanted(name)) members.push(archive.subarray(at, end));
    at = end;
  }
  return members;
}

/** Writes the small bundles; `source` is the package's postgis.tar.gz. */
export async function writeBundles(source: URL, targets: { run: string; create: string }): Promise<void> {
  const archive = await promisify(gunzip)(await readFile(source));
  await write(
    targets.run,
    membersOf(archive, (name) => RUNS.test(name)),
  );
  await write(
    targets.create,
    membersOf(archive, (name) => RUNS.test(name) || CREATES.test(name)),
  );
}

async function write(path: string, members: Buffer[]): Promise<void> {
  if (members.length < 4) throw new Error('The PostGIS bundle of the embedded database is not laid out as expected.');
  await mkdir(dirname(path), { recursive: true });
  // PGlite unpacks gzip only; level 0 costs next to nothing to unpack.
  const packed = await promisify(gzip)(Buffer.concat([...members, Buffer.alloc(2 * BLOCK)]), { level: 0 });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, packed);
  await rename(partial, path);
}
