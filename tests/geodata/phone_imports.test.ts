// What a phone loads to rank care on its own carries no validator and no solver: read from the imports themselves.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ENTRIES = [
  'geodata/analysis/reach/care_list.ts',
  'geodata/analysis/reach/care_trip.ts',
  'geodata/analysis/reach/pack_ways.ts',
  'geodata/formats/directory_pack.ts',
  'geodata/formats/travel_pack.ts',
  'geodata/formats/fold.ts',
];

/** Packages that a file brings with it, by the way that leads to each. Imports of types alone bring nothing. */
function packagesOf(entry: string): Map<string, string> {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const walk = (file: string, way: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)/g,
    )) {
      const target = match[2] ?? match[3] ?? '';
      if (match[1] !== undefined) continue;
      if (target.startsWith('.')) walk(normalize(join(dirname(file), target)), `${way} → ${target}`);
      else packages.set(target, `${way} → ${target}`);
    }
  };
  walk(entry, entry);
  return packages;
}

describe('what a phone loads', () => {
  it.each(ENTRIES)('for %s has neither validator nor solver in it', (entry) => {
    expect([...packagesOf(entry)].filter(([name]) => !['flatbush', 'flatqueue'].includes(name))).toEqual([]);
  });

  it('would be found out: the catalog form of care in time does carry the validator', () => {
    expect([...packagesOf('geodata/analysis/reach/care_in_time_method.ts').keys()]).toContain('zod');
  });
});
