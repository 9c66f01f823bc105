// When the map moves by itself: to the first places once the list or the start is another, and to a chosen place that is out
// of sight. Never while somebody taps a start on it. Pure.
import { type Box, boxOf, type DrawnService, type Spot } from './pack_features.ts';

/** Entries that the map shows whole. */
const FIRST_RESULTS = 3;

/** What changes while the map is looked at. */
export interface Shown {
  readonly services: readonly DrawnService[];
  readonly selected: string | null;
  readonly place: Spot | null;
}

export type CameraMove =
  | { readonly to: 'box'; readonly box: Box }
  | { readonly to: 'spot'; readonly spot: Spot }
  | null;

const firstOf = ({ services }: Shown) => services.filter(({ rank }) => rank <= FIRST_RESULTS);
const isSameSpot = (one: Spot | null, other: Spot | null) => one?.lon === other?.lon && one?.lat === other?.lat;

/** From the person to the first places of the list; null = nothing to show yet. */
export function firstBox(shown: Shown): Box | null {
  const first = firstOf(shown);
  return boxOf(shown.place === null ? first : [shown.place, ...first]);
}

/** `picked`: what was last tapped as the start, which is in sight already. */
export function cameraMove(before: Shown, next: Shown, picked: Spot | null): CameraMove {
  const ids = (shown: Shown) => firstOf(shown).map(({ id }) => id);
  const isOtherStart = !isSameSpot(before.place, next.place) && !isSameSpot(next.place, picked);
  if (isOtherStart || (next.services.length > 0 && ids(before).join() !== ids(next).join())) {
    const box = firstBox(next);
    return box === null ? null : { to: 'box', box };
  }
  if (before.selected === next.selected) return null;
  const spot = next.services.find(({ id }) => id === next.selected);
  return spot === undefined ? null : { to: 'spot', spot };
}
