// The items of an OpenStreetMap file (.osm.pbf), block by block, with a cap on what a block may unpack to. Knows no roads.
import { Readable } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { OSMTransform, parse } from 'osm-pbf-parser-node';
import { FileFault } from '../../geodata/formats/issue.ts';

/** The tags of ways that decide where one can go. */
const WAY_TAGS = ['highway', 'oneway', 'junction', 'access', 'area'];
/** "The uncompressed size of a Blob must be less than 32 MiB" (https://wiki.openstreetmap.org/wiki/PBF_Format). */
const BLOCK_BYTES = 32 * 1024 * 1024;
const OPTIONS = { withTags: { node: false, way: WAY_TAGS, relation: false }, withInfo: false };

export interface OsmItem {
  readonly type: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly lon?: number;
  readonly lat?: number;
  readonly refs?: readonly number[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Four bytes of length, then a BlobHeader whose first field is the text "OSMHeader". */
export const isOsmPbf = (head: Uint8Array): boolean =>
  head[0] === 0 && head[1] === 0 && Buffer.from(head.subarray(4, 15)).toString('latin1') === '\n\tOSMHeader';

/** Blocks of items in the order of the file. Throws FileFault where it is damaged or packed in a way that nobody reads. */
export async function* osmItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly OsmItem[]> {
  const blocks = new OSMTransform({ ...OPTIONS, writeRaw: true });
  const source = Readable.from(chunks, { objectMode: false });
  // What the source meets must reach whoever reads the blocks.
  source.on('error', (error) => blocks.destroy(error));
  source.pipe(blocks);
  try {
    for await (const block of blocks as AsyncIterable<Buffer | readonly unknown[]>) {
      if (Buffer.isBuffer(block)) yield itemsOf(block);
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault({
      code: 'broken_osm',
      row: null,
      column: null,
      message: 'It is cut off, or packed otherwise than with zlib. Make it anew: osmium cat in.osm.pbf -o out.osm.pbf',
    });
  } finally {
    source.destroy();
  }
}

function itemsOf(block: Buffer): readonly OsmItem[] {
  return parse(inflateSync(block, { maxOutputLength: BLOCK_BYTES }), OPTIONS) as readonly OsmItem[];
}
