// People, roads and days of the demo: a regular lattice with a plausible total, a road graph that hangs together, and a
// calendar checked against known dates.
import { describe, expect, it } from 'vitest';
import { publicHolidays, seasonBefore, timestamp } from '../../../geodata/demo/calendar.ts';
import { createGround } from '../../../geodata/demo/ground.ts';
import { metersBetween, moved } from '../../../geodata/demo/meters.ts';
import { DEMO_PEOPLE } from '../../../geodata/demo/population.ts';
import { smallWorld } from './season.ts';

const world = smallWorld();

describe('invented population cells', () => {
  const cells = [...world.population()];

  it('number four to eight thousand at scale 1, of a width between 0.02 and 0.05 degrees', () => {
    expect(cells.length).toBeGreaterThan(4000);
    expect(cells.length).toBeLessThan(8000);
    expect(world.cellDegrees[0]).toBeGreaterThan(0.02);
    expect(world.cellDegrees[0]).toBeLessThan(0.05);
  });

  it('lie on a regular lattice, one row a cell', () => {
    const [width, height] = world.cellDegrees;
    for (const { lon, lat } of cells) {
      expect(Math.abs(lon / width - 0.5 - Math.round(lon / width - 0.5))).toBeLessThan(1e-9);
      expect(Math.abs(lat / height - 0.5 - Math.round(lat / height - 0.5))).toBeLessThan(1e-9);
    }
    expect(new Set(cells.map(({ lon, lat }) => `${lon} ${lat}`)).size).toBe(cells.length);
  });

  it('hold about as many people at every scale, women and children in the stated shares', () => {
    for (const scale of [1, 5, 40]) {
      let [people, women, children] = [0, 0, 0];
      for (const cell of smallWorld({ scale }).population()) {
        people += cell.people;
        women += cell.women ?? Number.NaN;
        children += cell.children ?? Number.NaN;
      }
      expect(Math.abs(people / DEMO_PEOPLE - 1)).toBeLessThan(0.02);
      expect(women / people).toBeCloseTo(0.27, 2);
      expect(children / people).toBeCloseTo(0.46, 2);
    }
  });

  it('name the district that holds them', () => {
    const ground = createGround();
    for (const cell of cells) {
      expect(cell.areaPcode).toBe(ground.districts[ground.districtAt(cell.lon, cell.lat)]?.pcode);
      expect(cell.areaPcode).not.toBeUndefined();
    }
  });
});

describe('invented roads', () => {
  const roads = [...world.roads()];

  it('join all towns and all streets into one network', () => {
    const root = new Map<string, string>();
    const find = (node: string): string => {
      let at = node;
      while ((root.get(at) ?? at) !== at) at = root.get(at) as string;
      root.set(node, at);
      return at;
    };
    for (const road of roads) {
      const line = road.geom.coordinates;
      const [from, to] = [find(String(line[0])), find(String(line.at(-1)))];
      root.set(from, to);
      root.set(to, to);
    }
    expect(new Set([...root.keys()].map(find)).size).toBe(1);
    for (const town of createGround().towns) expect(root.has(String(town.place)), town.name).toBe(true);
  });

  it('have every class from trunk to track, some of them closed', () => {
    const classes = new Set(roads.map((road) => road.roadClass));
    expect(classes).toEqual(new Set(['trunk', 'primary', 'secondary', 'tertiary', 'residential', 'track']));
    expect(roads.filter((road) => road.closed).length).toBeGreaterThan(2);
    expect(roads.filter((road) => road.closed && road.roadClass === 'trunk')).toEqual([]);
  });

  it('are as long as their line', () => {
    for (const road of roads) {
      const line = road.geom.coordinates;
      const meters = line
        .slice(1)
        .reduce((sum, to, index) => sum + metersBetween(line[index] as [number, number], to), 0);
      expect(Math.abs(meters - road.lengthMeters)).toBeLessThan(0.06);
    }
  });
});

describe('short distances', () => {
  it('agree with one degree along equator and meridian of WGS 84', () => {
    // Rapp (1991): a degree of the equator is 111,319.49 m; from 0° to 1° along a meridian it is 110,574.4 m.
    expect(metersBetween([0, 0], [1, 0])).toBeCloseTo(111_319.49, 1);
    expect(Math.abs(metersBetween([13, 0], [13, 1]) - 110_574.4)).toBeLessThan(0.5);
    expect(metersBetween([13, 11], moved([13, 11], 300, 400))).toBeCloseTo(500, 0);
  });
});

describe('the calendar', () => {
  it('takes twelve months back, also from the last of February', () => {
    expect(timestamp(seasonBefore('2026-11-22').from)).toBe('2025-11-22T00:00:00.000Z');
    expect(timestamp(seasonBefore('2028-02-29').from)).toBe('2027-03-01T00:00:00.000Z');
  });

  it('knows the holidays of 2024: Easter of 31 March, and the feasts of the tabular Islamic calendar', () => {
    const days = publicHolidays(Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1));
    expect(days).toEqual(
      ['2024-01-01', '2024-03-29', '2024-04-01', '2024-04-10', '2024-05-01', '2024-06-12', '2024-06-17'].concat([
        '2024-09-16',
        '2024-10-01',
        '2024-12-25',
        '2024-12-26',
      ]),
    );
  });
});
