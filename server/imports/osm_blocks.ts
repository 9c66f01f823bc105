// The blocks of an OpenStreetMap file (.osm.pbf) as bytes, unpacked, with the caps of the format and one of our own. Knows no nodes,
// ways or tags. https://wiki.openstreetmap.org/wiki/PBF_Format: length, BlobHeader, Blob, and so on.
import { inflateSync } from 'node:zlib';

/** "The length of a BlobHeader must be less than 64 KiB", and of a Blob, packed or not, less than 32 MiB. */
const HEADER_BYTES = 64 * 1024;
const BLOCK_BYTES = 32 * 1024 * 1024;
/** Maps pack to a fifth. What packs to less than a hundredth is made to fill the memory, not to be read. */
const RATIO = 100;
const RATIO_FROM_BYTES = 1024 * 1024;

/** Fields of the two messages that carry bytes. */
const HEADER_TYPE = 1;
const HEADER_SIZE = 3;
const BLOB_RAW = 1;
const BLOB_ZLIB = 3;

/** The data blocks in the order of the file. Throws Error where it is no such file, or packed in a way that nobody reads. */
export async function* osmBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const bytes = new Pieces(chunks);
  try {
    for (let isFirst = true; await bytes.hasMore(); isFirst = false) {
      const headerBytes = (await bytes.take(4)).readUInt32BE(0);
      if (headerBytes > HEADER_BYTES) throw new Error('A header is larger than the format allows.');
      const header = fieldsOf(await bytes.take(headerBytes));
      const type = header.get(HEADER_TYPE)?.toString();
      const size = header.get(HEADER_SIZE);
      if (type !== (isFirst ? 'OSMHeader' : 'OSMData') || typeof size !== 'number' || size > BLOCK_BYTES) {
        throw new Error('A block is none of this format, or larger than it allows.');
      }
      const blob = fieldsOf(await bytes.take(size));
      if (!isFirst) yield unpacked(blob);
    }
  } finally {
    await bytes.close();
  }
}

type Fields = ReadonlyMap<number, number | Buffer>;

function unpacked(blob: Fields): Buffer {
  const raw = blob.get(BLOB_RAW);
  if (Buffer.isBuffer(raw)) return raw;
  const packed = blob.get(BLOB_ZLIB);
  if (!Buffer.isBuffer(packed)) throw new Error('A block is packed otherwise than with zlib.');
  const most = Math.min(BLOCK_BYTES, Math.max(RATIO_FROM_BYTES, RATIO * packed.length));
  return inflateSync(packed, { maxOutputLength: most });
}

/** The fields of a protobuf message that are numbers or bytes; the last of a kind wins. */
function fieldsOf(message: Buffer): Fields {
  const fields = new Map<number, number | Buffer>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 50; factor *= 128) {
      const byte = message[at++];
      if (byte === undefined) break;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new Error('A number does not end.');
  };
  while (at < message.length) {
    const key = varint();
    const value = varint();
    if (key % 8 === 0) fields.set(Math.floor(key / 8), value);
    else if (key % 8 === 2 && value <= message.length - at) {
      fields.set(Math.floor(key / 8), message.subarray(at, at + value));
      at += value;
    } else throw new Error('A field is of a kind that has no place here, or is cut off.');
  }
  return fields;
}

/** Takes bytes by the number from chunks of any size; each is copied once at most. */
class Pieces {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Lets go of the file behind the chunks, read to its end or not. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<Buffer | null> {
    const { value, done } = await this.#chunks.next();
    return done ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  async hasMore(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const chunk = await this.#next();
      if (chunk === null) return false;
      this.#rest = chunk;
    }
    return true;
  }

  async take(count: number): Promise<Buffer> {
    const taken = [this.#rest];
    let length = this.#rest.length;
    while (length < count) {
      const chunk = await this.#next();
      if (chunk === null) throw new Error('The file is cut off.');
      taken.push(chunk);
      length += chunk.length;
    }
    const whole = taken.length === 1 ? this.#rest : Buffer.concat(taken);
    this.#rest = whole.subarray(count);
    return whole.subarray(0, count);
  }
}
