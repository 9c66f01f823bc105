// The demo as a whole: made again to the byte, as large as asked for, in the box, each row as its schema asks.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { countAt, GROWTH } from '../../../geodata/demo/scale.ts';
import { DEMO_BBOX } from '../../../geodata/demo/towns.ts';
import { createWorld } from '../../../geodata/demo/world.ts';
import { area } from '../../../geodata/schema/area.ts';
import { incident } from '../../../geodata/schema/incident.ts';
import { patrolRoute, patrolRun } from '../../../geodata/schema/patrol.ts';
import { place } from '../../../geodata/schema/place.ts';
import { populationCell } from '../../../geodata/schema/population.ts';
import { roadEdge } from '../../../geodata/schema/road.ts';
import { service } from '../../../geodata/schema/service.ts';
import { zone } from '../../../geodata/schema/zone.ts';
import { linesOf, smallWorld, TODAY } from './season.ts';

function fingerprint(options: Parameters<typeof smallWorld>[0]): string {
  const hash = createHash('sha256');
  for (const line of linesOf(smallWorld(options))) hash.update(line);
  return hash.digest('hex');
}

const count = (rows: Iterable<unknown>): number => {
  let rowCount = 0;
  for (const _ of rows) rowCount++;
  return rowCount;
};

describe('the demo world', () => {
  it('is the same to the byte for the same seed, scale and last day, and another for another of each', () => {
    const first = fingerprint({});
    expect(fingerprint({})).toBe(first);
    expect(fingerprint({ seed: 2 })).not.toBe(first);
    expect(fingerprint({ today: '2026-11-23' })).not.toBe(first);
    expect(fingerprint({ scale: 1.5 })).not.toBe(first);
  });

  it('keeps its ground whatever the seed: areas but for their ids, and towns', () => {
    const ground = (seed: number) => [...smallWorld({ seed }).areas()].map(({ id: _, ...rest }) => rest);
    expect(ground(7)).toEqual(ground(1));
  });

  it('grows linearly with scale', () => {
    const sizes = [1, 6, 11].map((scale) => {
      const world = smallWorld({ scale });
      return {
        incident: count(world.incidents()),
        service: count(world.services()),
        zone: count(world.zones()),
        patrol: count(world.patrols()),
        population: count(world.population()),
      };
    });
    for (const noun of ['incident', 'service', 'zone', 'patrol'] as const) {
      expect(sizes.map((size) => size[noun])).toEqual([1, 6, 11].map((scale) => countAt(noun, scale)));
    }
    // Cells come on a whole lattice, so that their number is near the aim and not on it.
    [1, 6, 11].forEach((scale, index) => {
      const near = (sizes[index]?.population as number) / countAt('population', scale);
      expect(Math.abs(near - 1)).toBeLessThan(0.06);
    });
    expect(countAt('incident', 1000)).toBeGreaterThan(990_000);
    expect(countAt('population', 1000)).toBeGreaterThan(990_000);
    expect(Object.keys(GROWTH)).toHaveLength(5);
  });

  it('has four times the streets at scale 101, whose number grows by 3 % of the first for each unit of scale', () => {
    const streets = (scale: number) =>
      [...smallWorld({ scale }).roads()].filter((road) => road.geom.coordinates.length === 2);
    expect(Math.abs(streets(101).length / streets(1).length / 4 - 1)).toBeLessThan(0.1);
  });

  it('yields rows that pass the schema of their noun, each with an id of its own', () => {
    const world = smallWorld();
    const ids = new Set<string>();
    const check = (schema: z.ZodType, rows: Iterable<unknown>) => {
      let checked = 0;
      for (const row of rows) {
        const parsed = schema.safeParse(row);
        expect(parsed.success, parsed.success ? '' : `${JSON.stringify(row)} ${parsed.error.message}`).toBe(true);
        const { id } = row as { id?: string };
        if (id !== undefined) {
          expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
          expect(ids.has(id)).toBe(false);
          ids.add(id);
        }
        checked++;
      }
      expect(checked).toBeGreaterThan(20);
    };
    check(area, world.areas());
    check(place, world.places());
    check(roadEdge, world.roads());
    check(populationCell, world.population());
    check(service, world.services());
    check(zone, world.zones());
    check(patrolRoute, world.patrols());
    check(patrolRun, world.patrolRuns());
    check(incident.extend({ invented: z.literal(true) }), world.incidents());
  });

  it('puts every coordinate inside the box, for several seeds', () => {
    const [west, south, east, north] = DEMO_BBOX;
    for (const seed of [1, 2, 3]) {
      const world = smallWorld({ seed });
      const shapes = [
        world.roads(),
        world.services(),
        world.zones(),
        world.patrols(),
        world.patrolRuns(),
        world.incidents(),
      ];
      for (const rows of shapes) {
        for (const row of rows) {
          const numbers = (row.geom.coordinates as unknown[]).flat(3) as number[];
          expect(numbers.length % 2).toBe(0);
          for (let at = 0; at < numbers.length; at += 2) {
            const [lon, lat] = [numbers[at] as number, numbers[at + 1] as number];
            if (!(lon >= west && lon <= east && lat >= south && lat <= north)) expect.fail(`${row.id}: ${lon}, ${lat}`);
          }
        }
      }
    }
  });

  it('marks what is invented in every row that can say so', () => {
    const world = smallWorld();
    for (const rows of [world.services(), world.zones(), world.patrols(), world.incidents()]) {
      for (const row of rows) expect(row.invented).toBe(true);
    }
  });

  it('refuses a seed, scale or day that makes no world', () => {
    expect(() => createWorld({ seed: 0.5, scale: 1, today: TODAY })).toThrow(RangeError);
    expect(() => createWorld({ seed: 1, scale: 0, today: TODAY })).toThrow(RangeError);
    expect(() => createWorld({ seed: 1, scale: 1001, today: TODAY })).toThrow(RangeError);
    expect(() => createWorld({ seed: 1, scale: Number.NaN, today: TODAY })).toThrow(RangeError);
    expect(() => createWorld({ seed: 1, scale: 1, today: '22.11.2026' })).toThrow(RangeError);
  });
});
