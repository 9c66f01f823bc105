// Longitude and latitude swapped, where both numbers are in range either way: told by the areas the organization has.
import type { Issue } from '../../geodata/formats/issue.ts';
import type { Bbox, Position } from '../../geodata/schema/geometry.ts';

/** Share of the rows that has to fit only when swapped. */
const SHARE = 0.9;
/** Degrees around the areas in which a row still counts as near them. */
const MARGIN = 0.5;

export class AxesTally {
  readonly #extent: Bbox | null;
  #rows = 0;
  #onlySwapped = 0;

  constructor(extent: Bbox | null) {
    this.#extent = extent;
  }

  add([lon, lat]: Position): void {
    if (this.#extent === null) return;
    this.#rows++;
    if (!this.#near(lon, lat) && this.#near(lat, lon)) this.#onlySwapped++;
  }

  /** The issue, where almost all rows lie in the areas only when swapped. */
  issue(): Issue | null {
    if (this.#rows === 0 || this.#onlySwapped < SHARE * this.#rows) return null;
    const message =
      'Almost all rows lie outside the areas as they are and inside when longitude and latitude are exchanged. Exchange the two and import again.';
    return { code: 'swapped_axes', row: null, column: null, message, count: this.#onlySwapped };
  }

  #near(lon: number, lat: number): boolean {
    if (this.#extent === null) return false;
    const [west, south, east, north] = this.#extent;
    return lon >= west - MARGIN && lon <= east + MARGIN && lat >= south - MARGIN && lat <= north + MARGIN;
  }
}
