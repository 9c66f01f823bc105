// The organization's areas as an import meets them: by P-code for joining, by name for reporting and for the area that
// a source names in words. A name alone never overrides a P-code.
import { repairPcode, usualDigits } from '../../geodata/formats/pcode.ts';
import type { KnownArea } from '../queries/load_checks.ts';

/** Words that say what kind of unit it is, in the files met so far. */
const UNIT_WORDS = /\b(lga|district|governorate|state|province|county|region|ward|municipality|department)\b/g;

/** Lower case, no accents, no unit word, letters and digits only: `Kwaya Kusar LGA` = `KwayaKusar`. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(UNIT_WORDS, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

export class AreaNames {
  readonly #byPcode = new Map<string, KnownArea>();
  readonly #byName = new Map<string, KnownArea[]>();
  readonly #stateNames: ReadonlyMap<string, string>;
  readonly #digits: number | null;

  /** `stateNames`: names of the areas above, plain, where a file of districts told them. */
  constructor(areas: readonly KnownArea[], stateNames: ReadonlyMap<string, string>) {
    this.#stateNames = stateNames;
    for (const area of areas) {
      this.#byPcode.set(area.pcode, area);
      const name = plainName(area.name);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), area]);
    }
    this.#digits = usualDigits(this.#byPcode.keys());
  }

  get empty(): boolean {
    return this.#byPcode.size === 0;
  }

  /** The area with this P-code, as it is or repaired. */
  byPcode(text: string): { readonly area: KnownArea; readonly repaired: boolean } | null {
    const exact = this.#byPcode.get(text);
    if (exact !== undefined) return { area: exact, repaired: false };
    const clean = repairPcode(text, { digits: null, parent: null });
    const direct = clean === null ? undefined : this.#byPcode.get(clean);
    if (direct !== undefined) return { area: direct, repaired: true };
    const readings = new Set<KnownArea>();
    for (const parent of new Set([...this.#byPcode.values()].map((area) => area.parentPcode))) {
      const code = repairPcode(text, { digits: this.#digits, parent });
      const found = code === null ? undefined : this.#byPcode.get(code);
      if (found !== undefined) readings.add(found);
    }
    const [only] = readings;
    return readings.size === 1 && only !== undefined ? { area: only, repaired: true } : null;
  }

  /** The one area of this name; where several have it, the one under the named area above, else none. */
  byName(name: string, above: string): KnownArea | null {
    const found = this.#byName.get(plainName(name)) ?? [];
    const state = this.stateByName(above);
    const fitting = found.length > 1 && state !== null ? found.filter((area) => area.parentPcode === state) : found;
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }

  /** P-code of an area above the districts by its name. */
  stateByName(name: string): string | null {
    return this.#stateNames.get(plainName(name)) ?? null;
  }

  /** An area whose name is one or two letters away: a hint for people, never a join. */
  similar(name: string): KnownArea | null {
    const plain = plainName(name);
    let best: KnownArea | null = null;
    let bestDistance = 3;
    for (const [known, areas] of this.#byName) {
      const distance = plain.length < 4 ? 3 : editDistance(plain, known);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = areas[0] ?? null;
      }
    }
    return best;
  }
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + same));
    }
    before = row;
  }
  return before[b.length] ?? 3;
}
