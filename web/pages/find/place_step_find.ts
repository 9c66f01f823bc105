// Reads what somebody types as their place: a position, or the name of a place or an area of the directory, misspelled or
// not. Pure, and all of it on the device.
import { coordinate, mayBeCoordinate } from '../../../geodata/formats/coordinate.ts';
import { fold, textSearch } from '../../../geodata/formats/fold.ts';
import type { Directory, PackArea } from '../../../geodata/schema/pack.ts';

export interface FoundPlace {
  readonly lon: number;
  readonly lat: number;
  readonly name: string;
  readonly isArea: boolean;
  /** Name of the area around it, or the nearest one; null where there is none. */
  readonly near: string | null;
}

export type Typed =
  | { readonly kind: 'nothing' | 'incomplete' }
  | { readonly kind: 'position'; readonly lon: number; readonly lat: number }
  | { readonly kind: 'places'; readonly places: readonly FoundPlace[] };

/** Among names that fit equally well the place where more people are comes first. */
const PLACE_WEIGHTS: Readonly<Record<string, number>> = { capital: 7, city: 6, town: 5, camp: 3, ward: 3, village: 2 };
const AREA_WEIGHT = 5;
const MOST_FOUND = 8;

const DIGIT = /\p{Nd}/gu;
/** Two numbers with decimal commas, as French and Spanish write them. */
const WITH_COMMAS = /^(-?\d{1,3}),(\d+)\s*[;,\s]\s*(-?\d{1,3}),(\d+)$/;

/** Latin digits and points, whatever script and habit. */
const plainNumbers = (text: string): string =>
  text
    .trim()
    .replace(DIGIT, fold)
    .replaceAll('٫', '.')
    .replaceAll('،', ',')
    .replaceAll('−', '-')
    .replace(WITH_COMMAS, '$1.$2, $3.$4');

/** The area whose P-code begins this one. */
function parentOf(areas: readonly PackArea[], { pcode }: PackArea): PackArea | null {
  const above = areas.filter((area) => area.pcode !== pcode && pcode.startsWith(area.pcode));
  return above.reduce<PackArea | null>(
    (best, area) => (area.pcode.length > (best?.pcode.length ?? 0) ? area : best),
    null,
  );
}

function nearestArea(areas: readonly PackArea[], lon: number, lat: number): PackArea | null {
  const narrow = Math.cos((lat * Math.PI) / 180);
  const squared = (area: PackArea) => ((area.lon - lon) * narrow) ** 2 + (area.lat - lat) ** 2;
  return areas.reduce<PackArea | null>(
    (best, area) => (best === null || squared(area) < squared(best) ? area : best),
    null,
  );
}

/** Builds once, reads many. */
export function placeReader({ places, areas }: Pick<Directory, 'places' | 'areas'>): (text: string) => Typed {
  const finest = Math.max(...areas.map(({ adminLevel }) => adminLevel), 0);
  const fine = areas.filter(({ adminLevel }) => adminLevel === finest);
  const { find } = textSearch([
    ...places.map(({ name, kind }) => ({ text: name, weight: PLACE_WEIGHTS[kind] ?? 0 })),
    ...areas.map(({ name, adminLevel }) => ({ text: name, weight: AREA_WEIGHT - adminLevel })),
  ]);
  const foundAt = (index: number): FoundPlace => {
    const place = places[index];
    if (place !== undefined)
      return { ...place, isArea: false, near: nearestArea(fine, place.lon, place.lat)?.name ?? null };
    const area = areas[index - places.length] as PackArea;
    return { ...area, isArea: true, near: parentOf(areas, area)?.name ?? null };
  };
  return (text) => {
    const plain = plainNumbers(text);
    const at = coordinate(plain);
    if (at !== null) return { kind: 'position', lon: at[0] as number, lat: at[1] as number };
    if (mayBeCoordinate(plain)) return { kind: 'incomplete' };
    if (fold(text) === '') return { kind: 'nothing' };
    const found = find(text, MOST_FOUND).map(foundAt);
    // What holds the letters as they were typed leaves no need to guess.
    const words = fold(text).split(' ');
    const exact = found.filter(({ name }) => words.every((word) => fold(name).includes(word)));
    return { kind: 'places', places: exact.length > 0 ? exact : found };
  };
}

/** Areas directly within another, by name; those of the top level where none is given. */
export function areasWithin(
  areas: readonly PackArea[],
  parent: PackArea | null,
  language: string,
): readonly PackArea[] {
  const below = areas.filter((area) => parentOf(areas, area)?.pcode === parent?.pcode);
  return below.sort((a, b) => a.name.localeCompare(b.name, language));
}
