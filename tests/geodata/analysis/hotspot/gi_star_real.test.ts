// Hot spots of real conflict events: what a run that ignores precision would see on middle points, and ours does not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { latLngToCell } from 'h3-js';
import { describe, expect } from 'vitest';
import { type giStar, giStarMethod } from '../../../../geodata/analysis/hotspot/gi_star.ts';
import { type kernelDensity, kernelDensityMethod } from '../../../../geodata/analysis/hotspot/kernel_density.ts';
import { itOnRealData } from '../../../support/real_data.ts';

type Row = Record<'longitude' | 'latitude' | 'where_prec', string>;

function events(csv: string): { lon: number[]; lat: number[]; precision: number[] } {
  const rows: Row[] = parse(csv, { columns: true, skip_empty_lines: true });
  return {
    lon: rows.map((row) => Number(row.longitude)),
    lat: rows.map((row) => Number(row.latitude)),
    precision: rows.map((row) => Number(row.where_prec)),
  };
}

const run = (inputs: Record<string, unknown>) => giStarMethod.run(inputs) as ReturnType<typeof giStar>;

describe('hot spots of real events', () => {
  itOnRealData(
    'ne-nigeria',
    'stay off the middle points of districts and states in north-east Nigeria',
    async (folder) => {
      const real = events(readFileSync(join(folder, 'events_ucdp_ged20.1_bay.csv'), 'utf8'));
      const { precision, ...blind } = real;
      const naive = run({ events: blind, h3Resolution: 6 });
      const ours = run({ events: real, h3Resolution: 6 });
      expect(ours.counted?.areaEvents.count).toBe(precision.filter((code) => code >= 2).length);
      const at = (result: typeof naive, lat: number, lon: number): number =>
        result.counted?.cells.indexOf(latLngToCell(lat, lon, 6)) ?? -1;
      // The middles of Borno state, of Sambisa forest and of Damboa district, where events of the whole area are recorded.
      for (const [lat, lon] of [
        [11.5, 13],
        [11.25, 13.416667],
        [11.09826, 12.76417],
      ] as const) {
        expect(naive.category[at(naive, lat, lon)]).toBe('hot');
        expect(ours.category[at(ours, lat, lon)]).toBe('not significant');
        expect(ours.counted?.counts[at(ours, lat, lon)]).toBe(0);
      }
      // Maiduguri itself is hot with 312 exact events; 72 more are known to 25 km only and are no part of it.
      const town = at(ours, 11.84644, 13.160274);
      expect(ours.counted?.counts[town]).toBe(312);
      expect(naive.counted?.counts[at(naive, 11.84644, 13.160274)]).toBe(384);
      expect(ours.category[town]).toBe('hot');
      expect(ours.category).not.toContain('cold');
    },
  );

  itOnRealData('ne-nigeria', 'density leaves out what is known less exactly than its bandwidth', async (folder) => {
    const real = events(readFileSync(join(folder, 'events_ucdp_ged20.1_bay.csv'), 'utf8'));
    const density = kernelDensityMethod.run({
      points: real,
      bandwidthMeters: 15_000,
      grid: { bbox: [9, 7, 15, 14], cellMeters: 5000 },
    }) as ReturnType<typeof kernelDensity>;
    expect(density.events).toMatchObject({ used: 1498, coarse: 1162, outside: 0, missing: 0 });
    expect(Math.abs(density.total - 1498)).toBeLessThan(1);
    const peak = (density.density as Float64Array).indexOf(Math.max(...(density.density as Float64Array)));
    expect(density.lon[peak % density.width] as number).toBeCloseTo(13.16, 1);
    expect(density.lat[Math.floor(peak / density.width)] as number).toBeCloseTo(11.85, 1);
  });

  itOnRealData(
    'syria-events',
    'find Damascus and Aleppo, and no hot spot in the desert, among 16,566 events in Syria',
    async (folder) => {
      const real = events(gunzipSync(readFileSync(join(folder, 'ged_syria_2016_2019.csv.gz'))).toString('utf8'));
      const result = run({ events: real, h3Resolution: 5 });
      const word = (lat: number, lon: number) =>
        result.category[result.counted?.cells.indexOf(latLngToCell(lat, lon, 5)) ?? -1];
      expect(real.lon.length).toBe(16_566);
      expect([word(33.53, 36.4), word(36.2, 37.15)]).toEqual(['hot', 'hot']);
      expect(word(34, 38.9)).not.toBe('hot');
    },
  );
});
