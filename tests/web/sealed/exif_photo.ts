// A JPEG with what a phone writes into it: camera, moment, place, orientation. For tests that look for it afterwards.

/** Of no camera and nowhere else in the code. */
export const CAMERA = 'CANARY-CAMERA-7';
export const MOMENT = '2026:07:20 22:14:09';
/** 11° 50′ 24.7″ N, as three fractions; its seconds in the bytes. */
const SECONDS = 247_137;

const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;

/** A field of a directory: 12 bytes, its value behind the directory where it does not fit into 4. */
interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer;
}

const text = (tag: number, value: string): Field => {
  const bytes = Buffer.from(`${value}\0`, 'latin1');
  return { tag, type: ASCII, count: bytes.length, value: bytes };
};
const number = (tag: number, type: typeof SHORT | typeof LONG, value: number): Field => {
  const bytes = Buffer.alloc(4);
  if (type === SHORT) bytes.writeUInt16BE(value);
  else bytes.writeUInt32BE(value);
  return { tag, type, count: 1, value: bytes };
};
const degrees = (tag: number, parts: readonly (readonly [number, number])[]): Field => {
  const bytes = Buffer.alloc(parts.length * 8);
  for (const [i, [over, under]] of parts.entries()) {
    bytes.writeUInt32BE(over, i * 8);
    bytes.writeUInt32BE(under, i * 8 + 4);
  }
  return { tag, type: RATIONAL, count: parts.length, value: bytes };
};

/** A directory at `start` of the TIFF, with what does not fit into it behind it. */
function directory(fields: readonly Field[], start: number): Buffer {
  const head = Buffer.alloc(2 + fields.length * 12 + 4);
  head.writeUInt16BE(fields.length);
  const behind: Buffer[] = [];
  let end = start + head.length;
  for (const [i, { tag, type, count, value }] of fields.entries()) {
    const at = 2 + i * 12;
    head.writeUInt16BE(tag, at);
    head.writeUInt16BE(type, at + 2);
    head.writeUInt32BE(count, at + 4);
    if (value.length <= 4) value.copy(head, at + 8);
    else {
      head.writeUInt32BE(end, at + 8);
      behind.push(value);
      end += value.length;
    }
  }
  return Buffer.concat([head, ...behind]);
}

/** Behind the start of the picture: a segment with camera, moment, place, and "turn it by a quarter". */
export function withExif(jpeg: Uint8Array): Buffer {
  const own = (gps: number) =>
    directory([text(0x010f, CAMERA), number(0x0112, SHORT, 6), text(0x0132, MOMENT), number(0x8825, LONG, gps)], 8);
  const gpsAt = 8 + own(0).length;
  const place = directory(
    [
      text(0x0001, 'N'),
      degrees(0x0002, [
        [11, 1],
        [50, 1],
        [SECONDS, 10_000],
      ]),
      text(0x0003, 'E'),
      degrees(0x0004, [
        [13, 1],
        [9, 1],
        [SECONDS, 10_000],
      ]),
    ],
    gpsAt,
  );
  const tiff = Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), own(gpsAt), place]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** What of it is still in these bytes. */
export function exifIn(bytes: Uint8Array): string[] {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(SECONDS);
  const marks: readonly (readonly [string, Buffer])[] = [
    ['Exif', Buffer.from('Exif')],
    ['camera', Buffer.from(CAMERA)],
    ['moment', Buffer.from(MOMENT)],
    ['place', seconds],
  ];
  return marks.filter(([, mark]) => Buffer.from(bytes).includes(mark)).map(([name]) => name);
}
