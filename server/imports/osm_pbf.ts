// The items of an OpenStreetMap file (.osm.pbf), block by block. Knows no roads.
import { parse } from 'osm-pbf-parser-node';
import { FileFault } from '../../geodata/formats/issue.ts';
import { osmBlocks } from './osm_blocks.ts';

/** The tags of ways that decide where one can go. */
const WAY_TAGS = ['highway', 'oneway', 'junction', 'access', 'area'];
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
  try {
    for await (const block of osmBlocks(chunks)) yield itemsOf(block);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault({
      code: 'broken_osm',
      row: null,
      column: null,
      message: 'It is cut off, or packed otherwise than with zlib. Make it anew: osmium cat in.osm.pbf -o out.osm.pbf',
    });
  }
}

function itemsOf(block: Buffer): readonly OsmItem[] {
  const items = parse(block, OPTIONS) as readonly OsmItem[];
  for (const { refs } of items) {
    // Larger numbers are not told apart here: two nodes would become one, and roads would meet that do not.
    if (refs !== undefined && !refs.every(Number.isSafeInteger)) throw new Error('A node has no such number.');
  }
  return items;
}
