// Saved views that the duty room of the demo starts with: what is asked every morning. Knows no incident.
import type { BoardViewInput } from '../schema/board_view.ts';

const NONE: BoardViewInput['view']['filters'] = {
  types: [],
  verifications: [],
  sources: [],
  placePrecisions: [],
  areas: [],
};
/** All of the three states. */
const CAMERA = { lon: 12.6, lat: 11.3, zoom: 6.5 };

export const BOARD_VIEWS: readonly BoardViewInput[] = [
  {
    name: 'Last two weeks, not verified yet',
    view: { filters: { ...NONE, verifications: ['unverified'] }, window: { lastDays: 14 }, camera: CAMERA },
  },
  {
    name: 'Told by survivors, last 90 days',
    view: { filters: { ...NONE, sources: ['survivor'] }, window: { lastDays: 90 }, camera: CAMERA },
  },
  {
    name: 'Known to an area only, whole season',
    view: {
      filters: { ...NONE, placePrecisions: ['district', 'state', 'country'] },
      window: { lastDays: 365 },
      camera: null,
    },
  },
];
