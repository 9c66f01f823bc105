// Positions and rough distances of the place step as text.
import { currentLanguage, localeOf } from '../../i18n/care/care_messages.ts';

/** Latitude first, Latin digits, four decimals: eleven meters. */
export const positionText = (lat: number, lon: number): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;

/** Whole kilometers, rounded up: "8 km". */
export const kilometers = (meters: number): string =>
  new Intl.NumberFormat(localeOf(currentLanguage()), {
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: 0,
  }).format(Math.ceil(meters / 1000));
