// A saved view of the board: what is shown, of which time, and roughly where the map stands. Never a point: the camera is coarse.
import { z } from 'zod';
import { pcode } from './area.ts';
import { INCIDENT_TYPES, PLACE_PRECISIONS, SOURCE_CLASSES, VERIFICATIONS } from './incident.ts';

const some = <T extends z.ZodType>(item: T, most: number) => z.array(item).max(most);

/** The closest look at which a hexagon of resolution 8 (about 0.7 km²) is a few points wide: closer would name a place. */
const ZOOM_MOST = 12;
/** Decimals of a degree that are kept: about a kilometer. */
const DECIMALS = 2;
const rounded = (least: number, most: number) =>
  z
    .number()
    .min(least)
    .max(most)
    .transform((degrees) => Math.round(degrees * 10 ** DECIMALS) / 10 ** DECIMALS);

const window = z.union([
  z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  /** So many days that end today. */
  z.strictObject({ lastDays: z.number().int().min(1).max(36_500) }),
]);

/** An empty list filters nothing. */
export const boardFilters = z.strictObject({
  types: some(z.enum(INCIDENT_TYPES), INCIDENT_TYPES.length).default([]),
  verifications: some(z.enum(VERIFICATIONS), VERIFICATIONS.length).default([]),
  sources: some(z.enum(SOURCE_CLASSES), SOURCE_CLASSES.length).default([]),
  placePrecisions: some(z.enum(PLACE_PRECISIONS), PLACE_PRECISIONS.length).default([]),
  areas: some(pcode, 200).default([]),
});

export const boardViewInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  view: z.strictObject({
    filters: boardFilters,
    window,
    camera: z
      .strictObject({
        lon: rounded(-180, 180),
        lat: rounded(-85, 85),
        zoom: z.number().min(0).max(ZOOM_MOST),
      })
      .nullable(),
  }),
});
export type BoardViewInput = z.infer<typeof boardViewInput>;
export const boardViewChange = boardViewInput.partial();
export const boardView = z.strictObject({
  id: z.uuid(),
  ...boardViewInput.shape,
  version: z.number().int().positive(),
});
export type BoardView = z.infer<typeof boardView>;

export const boardViewExample: z.input<typeof boardViewInput> = {
  name: 'Unverified, last two weeks',
  view: {
    filters: { verifications: ['unverified'] },
    window: { lastDays: 14 },
    camera: { lon: 13.15, lat: 11.83, zoom: 8 },
  },
};
