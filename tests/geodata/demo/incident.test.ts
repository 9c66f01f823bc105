// The season's incidents: within twelve months, mixed in every way a report can be, and with a story to be found.
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { DAY, dateOf } from '../../../geodata/demo/calendar.ts';
import { focuses } from '../../../geodata/demo/focus.ts';
import { createGround } from '../../../geodata/demo/ground.ts';
import type { DemoIncident } from '../../../geodata/demo/incident.ts';
import { metersBetween } from '../../../geodata/demo/meters.ts';
import { EMERGING_WEEKS, HOTSPOTS, SILENT_WEEKS } from '../../../geodata/demo/story.ts';
import { CONSENTS, GBV_TYPES, SOURCE_CLASSES, VERIFICATIONS } from '../../../geodata/schema/incident.ts';
import { smallWorld, TODAY } from './season.ts';

const world = smallWorld();
const incidents = [...world.incidents()];
const end = Date.parse(`${TODAY}T00:00:00Z`);
const share = (holds: (one: DemoIncident) => boolean): number => incidents.filter(holds).length / incidents.length;
const isPoint = (one: DemoIncident): boolean => one.placePrecision === 'exact' || one.placePrecision === 'settlement';
const focusOf = (course: string) => {
  const hotspot = HOTSPOTS.find((one) => one.course === course);
  const focus = focuses(createGround(), 1).find((one) => one.town.name === hotspot?.town);
  if (!focus || !hotspot) throw new Error('The story has no such course.');
  return focus;
};
/** Dated to the day or better, and near the town: what can be counted by week. */
const near = (course: string): DemoIncident[] => {
  const { town } = focusOf(course);
  return incidents.filter(
    (one) =>
      isPoint(one) &&
      (one.timePrecision === 'hour' || one.timePrecision === 'day') &&
      metersBetween(town.place, one.geom.coordinates) < 12_000,
  );
};
const weeksLeft = (one: DemoIncident): number => (end - Date.parse(one.occurredFrom)) / (7 * DAY);

describe('invented incidents', () => {
  it('are 1,500 to 3,000 at scale 1, all within the twelve months before the last day', () => {
    expect(incidents.length).toBeGreaterThanOrEqual(1500);
    expect(incidents.length).toBeLessThanOrEqual(3000);
    for (const one of incidents) {
      expect(Date.parse(one.occurredFrom)).toBeGreaterThanOrEqual(Date.parse('2025-11-22T00:00:00Z'));
      expect(Date.parse(one.occurredTo)).toBeLessThan(end);
      expect(Date.parse(one.occurredTo)).toBeGreaterThan(Date.parse(one.occurredFrom));
    }
  });

  it('span as long as their time precision says', () => {
    for (const one of incidents) {
      const days = (Date.parse(one.occurredTo) + 1000 - Date.parse(one.occurredFrom)) / DAY;
      if (one.timePrecision === 'hour') expect(days * 24).toBeCloseTo(1, 9);
      else if (one.timePrecision === 'day') expect(days).toBe(1);
      else expect(days).toBeLessThanOrEqual(one.timePrecision === 'week' ? 7 : 31);
    }
  });

  it('have every type, verification, source class, consent and precision that the demo tells of', () => {
    for (const type of GBV_TYPES) expect(share((one) => one.type === type)).toBeGreaterThan(0.02);
    for (const one of VERIFICATIONS) expect(share((incident) => incident.verification === one)).toBeGreaterThan(0.02);
    for (const one of SOURCE_CLASSES) expect(share((incident) => incident.sourceClass === one)).toBeGreaterThan(0.01);
    for (const one of CONSENTS) expect(share((incident) => incident.consent === one)).toBeGreaterThan(0.02);
    for (const one of ['exact', 'settlement', 'district', 'state']) {
      expect(share((incident) => incident.placePrecision === one)).toBeGreaterThan(0.02);
    }
    for (const one of ['hour', 'day', 'week', 'month']) {
      expect(share((incident) => incident.timePrecision === one)).toBeGreaterThan(0.02);
    }
  });

  it('name an area exactly where the place is vaguer than a cell', () => {
    const known = new Set([...world.areas()].map((one) => one.pcode));
    for (const one of incidents) {
      if (isPoint(one)) expect(one.areaPcode).toBeNull();
      else expect(known.has(one.areaPcode as string)).toBe(true);
      if (one.placePrecision === 'district') expect(one.areaPcode).toHaveLength(8);
      if (one.placePrecision === 'state') expect(one.areaPcode).toHaveLength(5);
    }
  });

  it('have one cluster that emerges in the last ten weeks', () => {
    const found = near('emerging');
    const late = found.filter((one) => weeksLeft(one) <= EMERGING_WEEKS).length;
    expect(found.length).toBeGreaterThan(40);
    // At an even pace the last ten weeks of 52 would hold a fifth.
    expect(late / found.length).toBeGreaterThan(0.75);
  });

  it('have one place that falls silent', () => {
    const found = near('silent');
    expect(found.length).toBeGreaterThan(30);
    expect(found.filter((one) => weeksLeft(one) < SILENT_WEEKS - 0.15)).toEqual([]);
  });

  it('show the planner, who sees r7 cells by week from three incidents of a type on, a picture', () => {
    const counts = new Map<string, number>();
    for (const one of incidents) {
      const isLive = one.verification !== 'rejected' && one.consent !== 'withdrawn' && one.timePrecision !== 'month';
      if (!isLive || !isPoint(one)) continue;
      const from = Date.parse(one.occurredFrom);
      const monday = dateOf(from - ((new Date(from).getUTCDay() + 6) % 7) * DAY);
      const [lon, lat] = one.geom.coordinates;
      const key = `${latLngToCell(lat, lon, 7)} ${one.type} ${monday}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const shown = [...counts].filter(([, count]) => count >= 3);
    expect(shown.length).toBeGreaterThan(60);
    expect(new Set(shown.map(([key]) => key.slice(0, 15))).size).toBeGreaterThan(15);
  });
});
