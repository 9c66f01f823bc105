// Columns on the wire: a JSON header and typed arrays in one buffer, so that a million cells reach the browser
// without a parse. Layout, little endian: uint32 length of the header, header as ASCII JSON padded with spaces to a
// multiple of 8, then each column padded to a multiple of 8. The header names the columns in order.

type Column = Float64Array | Int32Array;
type ColumnType = 'f64' | 'i32';

interface Described {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly length: number }[];
}

const pad8 = (length: number) => (8 - (length % 8)) % 8;

/** Packs named columns under a header of plain JSON. */
export function packColumns(header: object, columns: Readonly<Record<string, Column>>): Uint8Array {
  const described = Object.entries(columns).map(([name, column]) => ({
    name,
    type: column instanceof Float64Array ? ('f64' as const) : ('i32' as const),
    length: column.length,
  }));
  const json = asciiJson({ ...header, columns: described });
  const text = json + ' '.repeat(pad8(4 + json.length));
  const size = Object.values(columns).reduce(
    (sum, column) => sum + column.byteLength + pad8(column.byteLength),
    4 + text.length,
  );
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  for (let i = 0; i < text.length; i++) bytes[4 + i] = text.charCodeAt(i);
  let offset = 4 + text.length;
  for (const column of Object.values(columns)) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += column.byteLength + pad8(column.byteLength);
  }
  return bytes;
}

/**
 * Unpacks what packColumns wrote; the columns are views into the buffer, not copies.
 * Throws RangeError when the buffer is shorter than its header says.
 */
export function unpackColumns<H>(buffer: ArrayBuffer): { header: H; columns: Record<string, Column> } {
  const bytes = new Uint8Array(buffer);
  const length = new DataView(buffer).getUint32(0, true);
  if (4 + length > bytes.length) throw new RangeError('The columns end before their header does.');
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[4 + i] ?? 0);
  const header = JSON.parse(text) as H & Described;
  const columns: Record<string, Column> = {};
  let offset = 4 + length;
  for (const { name, type, length: count } of header.columns) {
    columns[name] = type === 'f64' ? new Float64Array(buffer, offset, count) : new Int32Array(buffer, offset, count);
    const size = count * (type === 'f64' ? 8 : 4);
    offset += size + pad8(size);
  }
  return { header, columns };
}

/** JSON in which every character is ASCII, so that one character is one byte. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
