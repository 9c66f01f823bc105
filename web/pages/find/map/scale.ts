// How long a scale bar is and what it says: the longest of 1, 2 or 5 times a power of ten that fits. Pure.

export interface ScaleBar {
  readonly meters: number;
  readonly pixels: number;
}

export function scaleBar(metersPerPixel: number, mostPixels: number): ScaleBar {
  const most = metersPerPixel * mostPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const meters = ([5, 2, 1].find((times) => times * power <= most) ?? 1) * power;
  return { meters, pixels: meters / metersPerPixel };
}

/** Meters that one pixel of a Web Mercator map covers, on tiles of 512 pixels round an equator of 40,075,016.686 m. */
export function metersPerPixel(lat: number, zoom: number): number {
  return (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);
}

/** Latin digits in every language, as all measures of these pages. */
export function scaleText(meters: number, language: string): string {
  const unit = meters < 1000 ? 'meter' : 'kilometer';
  const value = meters < 1000 ? meters : meters / 1000;
  return new Intl.NumberFormat(language, { style: 'unit', unit, numberingSystem: 'latn' }).format(value);
}
