// JavaScript values ↔ PostgreSQL's text format, used by both adapters so that a row looks the same from either.
// Knows no driver and no table. An array becomes a PostgreSQL array, any other object JSON (write a JSON array as text).

/** A parameter as PostgreSQL reads it from text; null and undefined are NULL. */
export function encodeValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`;
  if (Array.isArray(value)) return encodeArray(value);
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

function encodeArray(values: readonly unknown[]): string {
  const items = values.map((item) => {
    if (Array.isArray(item)) return encodeArray(item);
    const text = encodeValue(item);
    return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${items.join(',')}}`;
}

type Decode = (text: string) => unknown;

const asText: Decode = (text) => text;
const asInstant: Decode = (text) => {
  const iso = /^(\d{4,})-(\d\d-\d\d) ([\d:.]+)([+-]\d\d(?::\d\d)*)$/.exec(text);
  if (iso === null) return text; // 'infinity' and years before Christ stay text
  const zone = iso[4]!.length === 3 ? `${iso[4]}:00` : iso[4]!.slice(0, 6);
  return new Date(`${iso[1]}-${iso[2]}T${iso[3]}${zone}`);
};
const asBytes: Decode = (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'));

/** Type id, id of its array type, reader. A type that is not here stays text (date, uuid, numeric codes of geometry …). */
const TYPES: readonly (readonly [number, number, Decode])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, asBytes],
  [20, 1016, Number],
  [21, 1005, Number],
  [23, 1007, Number],
  [25, 1009, asText],
  [26, 1028, Number],
  [114, 199, JSON.parse],
  [700, 1021, Number],
  [701, 1022, Number],
  [1042, 1014, asText],
  [1043, 1015, asText],
  [1082, 1182, asText],
  [1184, 1185, asInstant],
  [1700, 1231, Number],
  [2950, 2951, asText],
  [3802, 3807, JSON.parse],
];

const decoders = new Map<number, Decode>();
for (const [type, arrayType, decode] of TYPES) {
  decoders.set(type, decode);
  decoders.set(arrayType, (text) => decodeArray(text, decode));
}

/** The reader of a column's type id. */
export function decoderOf(typeId: number): Decode {
  return decoders.get(typeId) ?? asText;
}

/** Reads `{a,"b c",NULL,{…}}`. */
function decodeArray(text: string, decode: Decode): unknown[] {
  let at = text.indexOf('{'); // skips explicit bounds such as [0:2]=
  const readQuoted = (): string => {
    let item = '';
    for (at++; text[at] !== '"'; at++) item += text[at] === '\\' ? text[++at] : text[at];
    at++;
    return item;
  };
  const readPlain = (): string => {
    const start = at;
    while (text[at] !== ',' && text[at] !== '}') at++;
    return text.slice(start, at);
  };
  const readList = (): unknown[] => {
    const items: unknown[] = [];
    at++;
    while (text[at] !== '}') {
      if (text[at] === ',') at++;
      else if (text[at] === '{') items.push(readList());
      else if (text[at] === '"') items.push(decode(readQuoted()));
      else {
        const item = readPlain();
        items.push(item === 'NULL' ? null : decode(item));
      }
    }
    at++;
    return items;
  };
  return readList();
}
