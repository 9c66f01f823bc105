// Road files become edges that share their ends: OpenStreetMap ways are cut where roads meet, tables give one edge a row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { sql } from '../../../server/db/sql.ts';
import { type FileReport, importPath } from '../../../server/imports/import.ts';
import { inDatabase } from '../../support/database.ts';
import { withFiles } from './temporary_files.ts';

const CROSSING = readFileSync('tests/fixtures/crossing.osm.pbf');

const importing = (
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (file: FileReport, database: Database) => Promise<void>,
): Promise<void> =>
  withFiles(files, (folder) =>
    inDatabase(async (database) => {
      const [name = ''] = Object.keys(files);
      const report = await importPath(database, { path: join(folder, name), organizationId: 'relief' });
      await work(report.files[0] as FileReport, database);
    }),
  );

const edges = (database: Database) =>
  database.rows<Record<string, unknown>>(sql`
    select road_class as class, one_way as "oneWay", closed, st_astext(geom, 2) as line, length_meters as meters
    from road_edge order by st_astext(geom, 2) collate "C", road_class collate "C"`);

describe('an OpenStreetMap file', () => {
  it('gives edges cut where roads meet, one-way roads in their direction, and says what is cut off', () =>
    importing({ 'crossing.osm.pbf': CROSSING }, async (file, database) => {
      expect([file.noun, file.dataset, file.rowsRead, file.rowsStored]).toEqual(['road', 'crossing', 6, 8]);
      expect(file.issues.map((group) => [group.code, group.count])).toEqual([['cut_ways', 2]]);
      const stored = await edges(database);
      expect(stored.map(({ meters: _, ...edge }) => edge)).toEqual([
        { class: 'primary', oneWay: false, closed: false, line: 'LINESTRING(12 11,12.01 11)' },
        { class: 'residential', oneWay: true, closed: false, line: 'LINESTRING(12.01 10.99,12.01 11)' },
        { class: 'track', oneWay: false, closed: false, line: 'LINESTRING(12.01 11,12.01 11.01)' },
        { class: 'primary', oneWay: false, closed: false, line: 'LINESTRING(12.01 11,12.02 11)' },
        { class: 'tertiary', oneWay: false, closed: false, line: 'LINESTRING(12.01 11.01,12.01 11.02)' },
        { class: 'track', oneWay: false, closed: false, line: 'LINESTRING(12.01 11.01,12.01 11.02)' },
        { class: 'secondary', oneWay: false, closed: true, line: 'LINESTRING(12.01 11.02,12.05 11.05)' },
        { class: 'primary', oneWay: false, closed: false, line: 'LINESTRING(12.02 11,12.03 11)' },
      ]);
      // PostGIS measures the same line: st_length of a geography.
      const measured = await database.one<{ worst: number }>(
        sql`select max(abs(length_meters - st_length(geom::geography))) as worst from road_edge`,
      );
      expect(measured.worst).toBeLessThan(0.001);
    }));

  it.each([
    ['cut off', CROSSING.subarray(0, CROSSING.length - 40)],
    ['with a damaged block', Buffer.from(CROSSING).fill(7, CROSSING.length - 60, CROSSING.length - 20)],
    ['whose block unpacks to more than the format allows', withBlock(Buffer.alloc(40 * 1024 * 1024))],
    ['with a block that is no block', withBlock(Buffer.from('not a block at all'))],
    ['with a block of nothing but zeros, which packs to a thousandth', withBlock(Buffer.alloc(20 * 1024 * 1024))],
    ['that announces a block larger than the format allows', announcing(0x7fffffff)],
    ['with node numbers that cannot be told apart', withBlock(wayBlock('primary', [2n ** 61n, 2n, 2n]))],
  ])('that is %s is refused whole', (_, bytes) =>
    importing({ 'roads.osm.pbf': bytes }, async (file, database) => {
      expect(file.issues.map((group) => group.code)).toContain('broken_osm');
      expect(await edges(database)).toEqual([]);
    }),
  );
});

describe('a way', () => {
  it('of a kind whose name every object has is no road', () =>
    importing({ 'roads.osm.pbf': withBlock(wayBlock('constructor', [2n, 2n])) }, async (file) => {
      expect([file.rowsRead, file.rowsStored]).toEqual([0, 0]);
    }));
});

/** A block with one way: the texts "", "highway" and its value, and references as differences, zigzag. */
function wayBlock(highway: string, refs: readonly bigint[]): Buffer {
  const field = (number: number, content: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2]), encoded(content.length), content]);
  const texts = ['', 'highway', highway].map((text) => field(1, Buffer.from(text)));
  const differences = Buffer.concat(refs.map((difference) => longEncoded(2n * difference)));
  const tags = [field(2, Buffer.from([1])), field(3, Buffer.from([2]))];
  const way = Buffer.concat([Buffer.from([0x08, 1]), ...tags, field(8, differences)]);
  return Buffer.concat([field(1, Buffer.concat(texts)), field(2, field(3, way))]);
}

function longEncoded(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

/** The real file with a header block that says it is so large. */
function announcing(bytes: number): Buffer {
  const header = Buffer.concat([Buffer.from('\n\tOSMHeader'), Buffer.from([0x18]), encoded(bytes)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, CROSSING]);
}

/** The header block of the real file, then one block of our own. */
function withBlock(content: Buffer): Buffer {
  const headerLength = CROSSING.readUInt32BE(0);
  // BlobHeader: type "OSMHeader" (2 + 9 bytes), then field 3 = datasize as a varint.
  const header = CROSSING.subarray(4, 4 + headerLength);
  const dataBytes = varint(header, header.indexOf(0x18, 11) + 1);
  const packed = deflateSync(content);
  const blob = Buffer.concat([Buffer.from([0x1a]), encoded(packed.length), packed]);
  const name = Buffer.concat([
    Buffer.from([0x0a, 7]),
    Buffer.from('OSMData'),
    Buffer.from([0x18]),
    encoded(blob.length),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return Buffer.concat([CROSSING.subarray(0, 4 + headerLength + dataBytes), length, name, blob]);
}

function varint(bytes: Buffer, from: number): number {
  let value = 0;
  for (let at = from, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] as number;
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
  }
}

function encoded(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

describe('a table of edges', () => {
  it('is drawn straight, and measured where no length is given', () =>
    importing(
      {
        'edges.csv':
          'from_lon,from_lat,to_lon,to_lat,length_m,seconds,road_class,one_way\n12,11,12.01,11,1500,90,track,yes\n12.01,11,12.01,11.01,,,,\n',
      },
      async (file, database) => {
        expect([file.noun, file.rowsStored]).toEqual(['road', 2]);
        const [first, second] = await edges(database);
        expect(first).toMatchObject({ class: 'track', oneWay: true, meters: 1500 });
        expect(second).toMatchObject({ class: 'unknown', oneWay: false, line: 'LINESTRING(12.01 11,12.01 11.01)' });
        expect(second?.['meters']).toBeCloseTo(1106.147, 2);
      },
    ));

  it('refuses an edge that no road is', () =>
    importing({ 'edges.csv': 'from_lon,from_lat,to_lon,to_lat\n0,0,60,60\n' }, async (file) => {
      expect(file.issues.map(({ code, column }) => [code, column])).toEqual([['out_of_range', 'to_lon']]);
    }));

  it('names the row and column of a place that is nowhere', () =>
    importing({ 'edges.csv': 'from_lon,from_lat,to_lon,to_lat\n12,11,12.01,95\n' }, async (file) => {
      expect(file.issues.map(({ code, column, examples }) => [code, column, examples[0]?.row])).toEqual([
        ['out_of_range', 'to_lat', 2],
      ]);
    }));
});
