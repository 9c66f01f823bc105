// A photo as it may travel: drawn anew in the browser as a small JPEG, so that nothing of the file is left but what can be
// seen: no place, no time, no camera, no name. Refused where that cannot be done.
import { MOST_PHOTO_BYTES } from './sizes.ts';

export type PhotoFailure = 'not_a_picture' | 'too_large' | 'blocked';
export type PreparedPhoto = { readonly photo: Uint8Array<ArrayBuffer> } | { readonly failure: PhotoFailure };

/** Longest sides in pixels and qualities that are tried, best first, until the bytes fit. */
const SIDES = [1600, 1280, 1024, 800, 640, 480] as const;
const QUALITIES = [0.8, 0.65, 0.5] as const;
/** A larger file would hold a cheap phone for long, or end the page. */
const MOST_FILE_BYTES = 40_000_000;

export async function preparePhoto(file: Blob, mostBytes: number = MOST_PHOTO_BYTES): Promise<PreparedPhoto> {
  if (file.size > MOST_FILE_BYTES) return { failure: 'too_large' };
  if (!canvasIsHonest()) return { failure: 'blocked' };
  // Turned as the file says, since that note goes as well.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return { failure: 'not_a_picture' };
  try {
    for (const [index, side] of SIDES.entries()) {
      const longest = Math.max(picture.width, picture.height);
      // A small picture is not drawn larger, and not twice in its own size.
      const smaller = SIDES[index + 1];
      if (longest <= side && smaller !== undefined && longest <= smaller) continue;
      const canvas = drawn(picture, Math.min(1, side / longest));
      for (const quality of QUALITIES) {
        const bytes = await jpegOf(canvas, quality);
        if (bytes !== null && bytes.length <= mostBytes) return { photo: bytes };
      }
    }
    return { failure: 'too_large' };
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser draws no pictures.');
  // What is transparent would become black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const jpegOf = async (canvas: HTMLCanvasElement, quality: number) => {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  return blob?.type === 'image/jpeg' ? new Uint8Array(await blob.arrayBuffer()) : null;
};

/** Browsers that resist fingerprinting hand out noise or white in place of a drawing; a picture of that helps nobody. */
function canvasIsHonest(): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 4;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return false;
  context.fillStyle = '#336699';
  context.fillRect(0, 0, 4, 4);
  const { data } = context.getImageData(0, 0, 4, 4);
  return data.every((value, i) => value === [0x33, 0x66, 0x99, 0xff][i % 4]);
}
