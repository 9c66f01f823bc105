// A first look at a file: its format, columns and kinds of geometry, by its content and never by its name.
import { type Delimiter, sniffDelimiter } from '../../geodata/formats/csv.ts';
import type { SourceRecord } from '../../geodata/formats/fields.ts';
import { type RasterGrid, readRaster } from '../../geodata/formats/geotiff.ts';
import { FileFault, type Issue, type IssueCode, type IssueLog } from '../../geodata/formats/issue.ts';
import { MAX_VERTICES } from '../../geodata/schema/geometry.ts';
import { decode, type Encoding, sniffEncoding } from './encoding.ts';
import { type FileBytes, openBytes, type ReadLimits, readHead } from './file_bytes.ts';
import { isOsmPbf } from './osm_pbf.ts';
import { readFeatures, sampleFeatures } from './read_features.ts';
import { readTable, sampleTable } from './read_table.ts';

/** What an adapter decides by. */
/** A cell of a header that is a decimal number or a date: the row is data, and is repeated to nobody. */
const VALUE = /^[-+_]?\d+_\d[\d_]*$/;
const NO_HEADER: Issue = {
  code: 'no_header',
  row: 1,
  column: null,
  message: 'Put a row with the names of the columns first.',
};

export interface Sample {
  readonly path: string;
  readonly format: 'table' | 'features' | 'raster' | 'osm';
  /** Column or property names in lower case. */
  readonly columns: ReadonlySet<string>;
  /** GeoJSON types met in the sample; empty for tables and rasters. */
  readonly geometryTypes: ReadonlySet<string>;
  readonly first: readonly SourceRecord[];
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly hxl: boolean;
}

const HEAD_BYTES = 256 * 1024;
/** A first feature with 10,000 vertices fits. */
const LONG_HEAD_BYTES = 4 * 1024 * 1024;
/** A raster is read as one piece. */
const RASTER_BYTES = 512 * 1024 * 1024;

/** Looks at the head of a file. Throws FileFault for what cannot be read at all. */
export async function sampleFile(path: string, limits: ReadLimits): Promise<Sample> {
  const head = await readHead(path, limits, HEAD_BYTES);
  if (head.bytes.length === 0) throw fault('empty_file', 'The file has no content.');
  if (isOsmPbf(head.bytes)) return { ...blank(path), format: 'osm' };
  if (isTiff(head.bytes)) return { ...blank(path), format: 'raster' };
  if (head.bytes[0] === 0x50 && head.bytes[1] === 0x4b) {
    throw fault('not_recognised', 'The file is a zip or spreadsheet. Unpack it, or save the sheet as CSV.');
  }
  const encoding = sniffEncoding(head.bytes);
  const text = textOf(head.bytes, encoding);
  if (text.trim() === '') throw fault('empty_file', 'The file has no content.');
  return /^\s*[{[]/.test(text) ? features(path, limits, encoding, text, head.whole) : table(path, encoding, text);
}

async function features(
  path: string,
  limits: ReadLimits,
  encoding: Encoding,
  text: string,
  whole: boolean,
): Promise<Sample> {
  if (encoding === 'windows-1252') throw fault('wrong_encoding', 'GeoJSON has to be UTF-8. Save it as UTF-8.');
  let sampled = sampleFeatures(text);
  if (sampled.records.length === 0 && !whole) {
    const longer = await readHead(path, limits, LONG_HEAD_BYTES);
    sampled = sampleFeatures(textOf(longer.bytes, encoding));
    if (sampled.records.length === 0 && sampled.cut && !longer.whole) throw tooLong();
  }
  const first = sampled.records;
  return {
    ...blank(path),
    format: 'features',
    encoding,
    first,
    columns: new Set(first.flatMap((record) => Object.keys(record.values))),
    geometryTypes: new Set(first.map((record) => geometryType(record.geometry))),
  };
}

function table(path: string, encoding: Encoding, text: string): Sample {
  const delimiter = sniffDelimiter(text);
  const head = sampleTable(text, delimiter);
  if (head === null) throw fault('broken_csv', 'The first row cannot be read: a quote is opened and never closed.');
  const columns = new Set(head.columns.filter((column) => column !== ''));
  if ([...columns].some((column) => VALUE.test(column))) throw new FileFault(NO_HEADER);
  return { ...blank(path), format: 'table', encoding, delimiter, hxl: head.hxl, columns };
}

const blank = (path: string): Sample => ({
  path,
  format: 'table',
  columns: new Set(),
  geometryTypes: new Set(),
  first: [],
  encoding: 'utf-8',
  delimiter: ',',
  hxl: false,
});

/** The records of a sampled file from the beginning, and the bytes they come from (for the hash). */
export async function openRecords(
  sample: Sample,
  limits: ReadLimits,
  log: IssueLog,
): Promise<{ readonly records: AsyncIterable<SourceRecord>; readonly bytes: FileBytes }> {
  const bytes = await openBytes(sample.path, limits);
  const texts = decode(bytes.chunks, sample.encoding);
  if (sample.encoding === 'windows-1252') {
    log.add({
      code: 'encoding_guessed',
      row: null,
      column: null,
      message: 'Look at names with accents; save as UTF-8 to be sure.',
    });
  }
  const records =
    sample.format === 'table' ? readTable(texts, sample.delimiter, log) : readFeatures(texts, limits.fileVertices, log);
  return { records, bytes };
}

/** The grid of a sampled raster. */
export async function openRaster(
  sample: Sample,
  limits: ReadLimits,
): Promise<{ readonly grid: RasterGrid; readonly bytes: FileBytes }> {
  const bytes = await openBytes(sample.path, {
    ...limits,
    unpackedBytes: Math.min(limits.unpackedBytes, RASTER_BYTES),
  });
  const pieces: Uint8Array[] = [];
  for await (const chunk of bytes.chunks) pieces.push(chunk);
  const whole = new Uint8Array(Buffer.concat(pieces));
  return { grid: await readRaster(whole.buffer), bytes };
}

const tooLong = (): FileFault =>
  new FileFault({
    code: 'too_many_vertices',
    row: 1,
    column: null,
    message: `A shape may have ${MAX_VERTICES.toLocaleString('en')} vertices; this feature is longer than any such. Simplify it.`,
  });

const isTiff = (head: Uint8Array): boolean =>
  (head[0] === 0x49 && head[1] === 0x49 && (head[2] === 42 || head[2] === 43) && head[3] === 0) ||
  (head[0] === 0x4d && head[1] === 0x4d && head[2] === 0 && (head[3] === 42 || head[3] === 43));

function textOf(head: Uint8Array, encoding: Encoding): string {
  // Not fatal: the head may end inside a character.
  return new TextDecoder(encoding).decode(head, { stream: true });
}

function geometryType(geometry: unknown): string {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry ? String(geometry.type) : 'none';
}

const fault = (code: IssueCode, message: string): FileFault =>
  new FileFault({ code, row: null, column: null, message });
