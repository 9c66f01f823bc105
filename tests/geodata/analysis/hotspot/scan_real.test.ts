// The scan and the near-repeat table on real conflict events: that they finish, add up, and see what is known of the data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect } from 'vitest';
import { nearRepeatMethod } from '../../../../geodata/analysis/hotspot/near_repeat_method.ts';
import type { NearRepeatResult } from '../../../../geodata/analysis/hotspot/near_repeat_schema.ts';
import { scanMethod } from '../../../../geodata/analysis/hotspot/scan_method.ts';
import type { ScanResult } from '../../../../geodata/analysis/hotspot/scan_schema.ts';
import { itOnRealData } from '../../../support/real_data.ts';

type Row = Record<string, string>;
const rowsOf = (bytes: Buffer): Row[] => parse(bytes, { columns: true, relax_quotes: true }) as Row[];
const day = (row: Row): string => (row['date_start'] as string).slice(0, 10);
const number = (row: Row, name: string): number => Number(row[name]);

interface District {
  properties: { LGA_PCODE: string };
  geometry: { type: string; coordinates: number[][][] | number[][][][] };
}

function contains(rings: number[][][], lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1, y1] = ring[i] as [number, number];
      const [x2, y2] = ring[j] as [number, number];
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  }
  return inside;
}

describe('on real events', () => {
  itOnRealData('ne-nigeria', 'the scan of districts finds Borno, and every place counted adds up', async (folder) => {
    const events = rowsOf(readFileSync(join(folder, 'events_ucdp_ged20.1_bay.csv'))).filter(
      (row) => number(row, 'where_prec') <= 3,
    );
    const { features } = JSON.parse(readFileSync(join(folder, 'admin_lga_bay.geojson'), 'utf8')) as {
      features: District[];
    };
    const districts = rowsOf(readFileSync(join(folder, 'population_lga_worldpop2020.csv')));
    const counts = new Map(districts.map((row) => [row['lga_pcode'] as string, 0]));
    for (const event of events) {
      const at = features.find(({ geometry: { type, coordinates } }) =>
        (type === 'Polygon' ? [coordinates as number[][][]] : (coordinates as number[][][][])).some((rings) =>
          contains(rings, number(event, 'longitude'), number(event, 'latitude')),
        ),
      );
      const code = at?.properties.LGA_PCODE;
      if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const result = scanMethod.run({
      points: {
        lon: districts.map((row) => number(row, 'centroid_lon')),
        lat: districts.map((row) => number(row, 'centroid_lat')),
        ids: districts.map((row) => row['lga_pcode']),
      },
      cases: districts.map((row) => counts.get(row['lga_pcode'] as string)),
      population: districts.map((row) => number(row, 'population_2020')),
    }) as ScanResult;
    const first = result.clusters[0] as ScanResult['clusters'][number];
    expect(result.totals.cases).toBeGreaterThan(2000);
    expect(first.p).toBe(0.001);
    const borno = first.members.filter((code) => `${code}`.startsWith('NG008')).length;
    expect(borno / first.members.length).toBeGreaterThan(0.7);
    expect(first.cases).toBe(first.members.reduce<number>((sum, code) => sum + (counts.get(`${code}`) ?? 0), 0));
  });

  itOnRealData(
    'syria-events',
    'the space-time permutation scan of the last weeks finishes and stays in them',
    async (folder) => {
      const events = rowsOf(gunzipSync(readFileSync(join(folder, 'ged_syria_2016_2019.csv.gz')))).filter(
        (row) => number(row, 'where_prec') <= 2 && number(row, 'date_prec') === 1 && day(row) >= '2019-05-01',
      );
      const result = scanMethod.run({
        lon: events.map((row) => number(row, 'longitude')),
        lat: events.map((row) => number(row, 'latitude')),
        times: events.map(day),
        periodDays: 7,
        maxWindow: 0.2,
        replications: 199,
      }) as ScanResult;
      const last = events.map(day).reduce((a, b) => (a > b ? a : b));
      expect(result.clusters.length).toBeGreaterThan(0);
      expect(result.clusters.every(({ end }) => end === last)).toBe(true);
      expect(result.clusters[0]?.p).toBeLessThanOrEqual(0.05);
    },
  );

  itOnRealData('ne-nigeria', 'near repeats are many at one place, and coarse events stay out', async (folder) => {
    const events = rowsOf(readFileSync(join(folder, 'events_ucdp_ged20.1_bay.csv')));
    const result = nearRepeatMethod.run({
      lon: events.map((row) => number(row, 'longitude')),
      lat: events.map((row) => number(row, 'latitude')),
      times: events.map(day),
      precisionMeters: events.map((row) =>
        number(row, 'where_prec') === 1 ? 1000 : 25_000 * number(row, 'where_prec'),
      ),
      precisionDays: events.map((row) => (number(row, 'date_prec') === 1 ? 1 : 7 * number(row, 'date_prec'))),
      distanceBands: [0, 5000, 10_000, 20_000],
      timeBands: [7, 14, 28],
      replications: 199,
    }) as NearRepeatResult;
    expect(result.totals.events).toBeLessThan(events.length - 682);
    expect(result.ratio[0]?.[0]).toBeGreaterThan(1.2);
    expect(result.riskWindow.days).not.toBeNull();
  });
});
