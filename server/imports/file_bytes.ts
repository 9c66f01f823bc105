// The bytes of a file as a stream: unpacked when gzip, counted against caps, hashed on the way. Knows no format.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FileFault, type IssueCode } from '../../geodata/formats/issue.ts';

export interface ReadLimits {
  /** Bytes of the file as it lies there. */
  readonly fileBytes: number;
  /** Bytes after unpacking. */
  readonly unpackedBytes: number;
  /** Unpacked over packed; null = any. */
  readonly ratio: number | null;
  /** Vertices of all shapes of a file; null = any. */
  readonly fileVertices: number | null;
}

const MEGABYTE = 1024 * 1024;

/** privacy.md, imports: what comes over HTTP. */
export const UPLOAD_LIMITS: ReadLimits = {
  fileBytes: 50 * MEGABYTE,
  unpackedBytes: 200 * MEGABYTE,
  ratio: 100,
  fileVertices: 200_000,
};
/** The command line is run by the operator. */
export const COMMAND_LINE_LIMITS: ReadLimits = {
  fileBytes: 4096 * MEGABYTE,
  unpackedBytes: 4096 * MEGABYTE,
  ratio: null,
  fileVertices: null,
};
/** A ratio says nothing of a small file. */
const RATIO_FROM_BYTES = MEGABYTE;

export interface FileBytes {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** SHA-256 of the file as it lies there; only after the last chunk. */
  sha256(): string;
}

/** Opens a file, gzip told by its first two bytes. Throws FileFault from the stream when a cap is passed. */
export async function openBytes(path: string, limits: ReadLimits): Promise<FileBytes> {
  const hash = createHash('sha256');
  let packedBytes = 0;
  async function* packed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      const bytes = chunk as Uint8Array;
      packedBytes += bytes.length;
      if (packedBytes > limits.fileBytes) throw tooLarge(limits.fileBytes);
      hash.update(bytes);
      yield bytes;
    }
  }
  const chunks = (await isGzip(path)) ? unpack(packed(), limits, () => packedBytes) : packed();
  return { chunks, sha256: () => hash.digest('hex') };
}

async function* unpack(
  packed: AsyncGenerator<Uint8Array>,
  limits: ReadLimits,
  packedBytes: () => number,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // A failure reaches the reader through gunzip, which pipeline destroys with it.
  pipeline(packed, gunzip).catch(() => undefined);
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      const piece = chunk as Uint8Array;
      bytes += piece.length;
      if (bytes > limits.unpackedBytes) throw tooLarge(limits.unpackedBytes);
      if (limits.ratio !== null && bytes > RATIO_FROM_BYTES && bytes > limits.ratio * packedBytes()) {
        throw fault('too_large', `The file unpacks to more than ${limits.ratio} times its size. Send it unpacked.`);
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw fault('bad_archive', 'The gzip file is cut off or damaged. Fetch or pack it again.');
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The first bytes, unpacked; `whole` where there are no more. */
export async function readHead(
  path: string,
  limits: ReadLimits,
  wanted: number,
): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (await openBytes(path, limits)).chunks) {
    pieces.push(chunk);
    length += chunk.length;
    if (length > wanted) return { bytes: Buffer.concat(pieces).subarray(0, wanted), whole: false };
  }
  return { bytes: Buffer.concat(pieces), whole: true };
}

const tooLarge = (bytes: number): FileFault =>
  fault('too_large', `The file is larger than ${Math.round(bytes / MEGABYTE).toLocaleString('en')} MB. Split it.`);

const fault = (code: IssueCode, message: string): FileFault =>
  new FileFault({ code, row: null, column: null, message });
