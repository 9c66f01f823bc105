// The font files that MapLibre draws labels with: the same files that the page itself loads, named for the style's
// `font-faces`. No glyph server, no request beyond our own origin.

import latin400 from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import latin600 from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import latinExt400 from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import latinExt600 from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';
import arabic400 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url';
import arabic600 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url';
import type { FontFaces } from './style.ts';

const ARABIC = ['U+0600-06FF', 'U+0750-077F', 'U+0870-08FF', 'U+FB50-FDFF', 'U+FE70-FEFC'];
const LATIN = ['U+0000-00FF', 'U+0131', 'U+0152-0153', 'U+02BB-02BC', 'U+02C6', 'U+02DA', 'U+02DC', 'U+2000-206F'];
const LATIN_EXT = [
  'U+0100-02BA',
  'U+02BD-02C5',
  'U+1E00-1E9F',
  'U+1EF2-1EFF',
  'U+20A0-20C0',
  'U+2C60-2C7F',
  'U+A720-A7FF',
];

const face = (url: string, ranges: string[]) => ({ url, 'unicode-range': ranges });

export const FONT_FACES: FontFaces = {
  'Noto Sans Regular': [face(latin400, LATIN), face(latinExt400, LATIN_EXT), face(arabic400, ARABIC)],
  'Noto Sans SemiBold': [face(latin600, LATIN), face(latinExt600, LATIN_EXT), face(arabic600, ARABIC)],
};
