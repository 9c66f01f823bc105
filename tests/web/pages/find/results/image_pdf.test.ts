// The PDF of a card, read back: every object where its table says, the picture byte for byte, and nothing about anybody in it.
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { imagePdf } from '../../../../../web/pages/find/results/image_pdf.ts';

const picture = {
  width: 40,
  height: 60,
  pixels: Uint8Array.from({ length: 2400 }, (_, i) => (i * 7) % 256),
};
const made = () => imagePdf({ picture, pointsWide: 400, text: 'موعد · 08:00', language: 'ar' });
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** The objects by number, found by the table of places alone. */
function objectsOf(bytes: Uint8Array): Map<number, string> {
  const file = latin(bytes);
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
  const table = file.slice(start);
  expect(table.startsWith('xref\n0 9\n')).toBe(true);
  const rows = table.split('\n').slice(2, 11);
  return new Map(
    rows.slice(1).map((row, i) => {
      // A row is twenty bytes with its end of line: others read them by counting.
      expect(row).toMatch(/^\d{10} 00000 n $/);
      const object = file.slice(Number(row.slice(0, 10)));
      expect(object.startsWith(`${i + 1} 0 obj\n`)).toBe(true);
      return [i + 1, object.slice(0, object.indexOf('\nendobj'))];
    }),
  );
}

describe('the PDF of a card', () => {
  it('holds every object at the place that its table names', async () => {
    const objects = objectsOf(await made());
    expect(objects.size).toBe(8);
    expect(objects.get(1)).toContain('/Type/Catalog');
    expect(objects.get(3)).toContain('/MediaBox[0 0 400 600]');
  });

  it('gives the picture back byte for byte, and states the lengths of its streams', async () => {
    const image = objectsOf(await made()).get(4) ?? '';
    expect(image).toContain('/Width 40/Height 60/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode');
    const length = Number(/\/Length (\d+)/.exec(image)?.[1]);
    const stream = image.slice(image.indexOf('stream\n') + 7);
    expect(stream.slice(length)).toBe('\nendstream');
    expect(new Uint8Array(inflateSync(Buffer.from(stream.slice(0, length), 'latin1')))).toEqual(picture.pixels);
  });

  it('says in letters what the picture shows, in its language', async () => {
    const file = latin(await made());
    const alternative = Buffer.from(/\/Alt<FEFF([0-9a-f]+)>/.exec(file)?.[1] ?? '', 'hex')
      .swap16()
      .toString('utf16le');
    expect(alternative).toBe('موعد · 08:00');
    expect(file).toContain('/Lang(ar)');
    expect(file).toContain('/Direction/R2L');
  });

  it('tells no date, no program and no author', async () => {
    const file = latin(await made());
    expect(file).not.toMatch(/\/(Info|CreationDate|ModDate|Producer|Creator|Author|Title|ID)\b/);
    expect(await made()).toEqual(await made());
  });
});
