// Which bytes a steward's browser is asked to draw.
import { describe, expect, it } from 'vitest';
import { isDrawableJpeg } from '../../../web/sealed/jpeg.ts';

const APP0 = [0xff, 0xe0, 0, 4, 1, 2];
const TABLES = [0xff, 0xc4, 0, 3, 9];
const frame = (marker: number, height: number, width: number) => [
  ...[0xff, marker, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255],
  ...[1, 1, 0x11, 0],
];
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

describe('a photo out of a seal', () => {
  it('is drawn when it is a JPEG of a size that does no harm', () => {
    expect(isDrawableJpeg(jpeg(APP0, TABLES, frame(0xc0, 1200, 1600)))).toBe(true);
    expect(isDrawableJpeg(jpeg(frame(0xc2, 4000, 4000)))).toBe(true);
  });

  it('is not drawn when it says that it fills the memory, or draws nothing', () => {
    expect(isDrawableJpeg(jpeg(APP0, frame(0xc0, 65_000, 65_000)))).toBe(false);
    expect(isDrawableJpeg(jpeg(frame(0xc0, 0, 100)))).toBe(false);
  });

  it.each([
    ['nothing', []],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['an SVG', [...new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')]],
    ['a JPEG without a frame', [0xff, 0xd8, ...APP0, ...TABLES]],
    ['a JPEG that ends in a length', [0xff, 0xd8, 0xff, 0xe0, 0xff]],
    ['a segment of no length, again and again', [0xff, 0xd8, ...new Array<number>(40).fill(0)]],
  ])('is not drawn when it is %s', (_, bytes) => {
    expect(isDrawableJpeg(Uint8Array.from(bytes))).toBe(false);
  });
});
