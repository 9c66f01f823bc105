// The invented services, zones, patrols and their runs: every kind and state of things that a screen must be able to show.
import { describe, expect, it } from 'vitest';
import { metersBetween } from '../../../geodata/demo/meters.ts';
import { PATROL_PURPOSES } from '../../../geodata/schema/patrol.ts';
import type { Service } from '../../../geodata/schema/service.ts';
import { CMR_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from '../../../geodata/schema/service_words.ts';
import { ZONE_KINDS, ZONE_STATUSES } from '../../../geodata/schema/zone.ts';
import { smallWorld, TODAY } from './season.ts';

const world = smallWorld();
const services = [...world.services()];
const zones = [...world.zones()];
const routes = [...world.patrols()];
const runs = [...world.patrolRuns()];
const treatsRape = (one: Service) => CMR_COMPONENTS.every((component) => one.components.includes(component));

describe('invented services', () => {
  it.each(SERVICE_KINDS)('are there of the kind %s', (kind) => {
    expect(services.filter((one) => one.kind === kind).length).toBeGreaterThan(3);
  });

  it.each(SERVICE_STATUSES)('are there with the status %s', (status) => {
    expect(services.filter((one) => one.status === status).length).toBeGreaterThan(3);
  });

  it('are protected here and there, every shelter among them', () => {
    const hidden = services.filter((one) => one.protected);
    expect(hidden.length).toBeGreaterThan(5);
    expect(hidden.length).toBeLessThan(services.length / 5);
    expect(services.filter((one) => one.kind === 'shelter' && !one.protected)).toEqual([]);
  });

  it('treat rape completely at some medical places, and at others lack something', () => {
    const medical = services.filter((one) => one.kind === 'medical');
    const complete = medical.filter(treatsRape).length;
    expect(complete).toBeGreaterThan(10);
    expect(complete).toBeLessThan(medical.length / 2);
    expect(services.filter((one) => one.kind !== 'medical' && treatsRape(one))).toEqual([]);
  });

  it('keep hours of Lagos: round the clock, past midnight, closed at weekends and on holidays, or not known', () => {
    const hours = services.map((one) => one.openingHours);
    const known = hours.filter((one) => one !== null);
    expect(known.length).toBeLessThan(hours.length);
    for (const one of known) expect(one.timeZone).toBe('Africa/Lagos');
    expect(known.some((one) => one.rules.some((rule) => rule.opens > rule.closes))).toBe(true);
    expect(known.some((one) => one.rules.some((rule) => rule.closes === '24:00'))).toBe(true);
    expect(known.some((one) => !one.rules.some((rule) => rule.days.includes(7)))).toBe(true);
    expect(known.some((one) => one.holidays.includes('2026-12-25'))).toBe(true);
  });

  it('speak five languages, each somewhere and none everywhere but Hausa', () => {
    const spoken = new Set(services.flatMap((one) => one.languages));
    expect(spoken).toEqual(new Set(['ha', 'kr', 'ff', 'en', 'ar']));
  });

  it('were verified lately, more than a year ago, or never', () => {
    const yearAgo = `${Number(TODAY.slice(0, 4)) - 1}${TODAY.slice(4)}`;
    expect(services.filter((one) => one.verifiedOn === null).length).toBeGreaterThan(10);
    expect(services.filter((one) => one.verifiedOn !== null && one.verifiedOn < yearAgo).length).toBeGreaterThan(20);
    expect(services.filter((one) => one.verifiedOn !== null && one.verifiedOn >= TODAY)).toEqual([]);
  });

  it('have run out of a medicine here and there, and of nothing that they never had', () => {
    const without = services.filter((one) => one.outOfStock.length > 0);
    expect(without.length).toBeGreaterThan(10);
    expect(without.length).toBeLessThan(services.length / 4);
    for (const one of services) expect(one.components).toEqual(expect.arrayContaining(one.outOfStock));
    expect(without.some((one) => one.outOfStock.includes('trained_staff'))).toBe(false);
  });

  it('say what to bring in half of the cases, and two in three are told in French, as many in Arabic letters', () => {
    const share = (some: readonly Service[]) => some.length / services.length;
    expect(Math.abs(share(services.filter((one) => one.documents !== '')) - 0.5)).toBeLessThan(0.1);
    for (const language of ['fr', 'ar']) {
      const told = services.filter((one) => one.translations[language] !== undefined);
      expect(Math.abs(share(told) - 0.7)).toBeLessThan(0.1);
      for (const { translations, eligibility, documents } of told) {
        const texts = translations[language];
        expect(texts?.name).toMatch(language === 'ar' ? /^[\u0600-\u06ff]/ : /^[A-ZÉ]/);
        // Whatever the record says is said in the other language too.
        expect([texts?.eligibility !== undefined, texts?.documents !== undefined]).toEqual([
          eligibility !== '',
          documents !== '',
        ]);
      }
    }
  });

  it('have names of their own and numbers that no line has', () => {
    expect(new Set(services.map((one) => one.name)).size).toBe(services.length);
    for (const one of services) expect(one.phone).toMatch(/^$|^\+234 000 000 \d{4}$/);
  });
});

describe('invented safe zones', () => {
  it('have every kind and status', () => {
    expect(new Set(zones.map((one) => one.kind))).toEqual(new Set(ZONE_KINDS));
    expect(new Set(zones.map((one) => one.status))).toEqual(new Set(ZONE_STATUSES));
  });

  it('carry evidence, some of it expired', () => {
    const dates = zones.flatMap((one) => one.evidence.map((evidence) => evidence.expiresOn ?? TODAY));
    expect(zones.every((one) => one.evidence.length > 0)).toBe(true);
    expect(dates.filter((date) => date < TODAY).length).toBeGreaterThan(3);
    expect(dates.filter((date) => date >= TODAY).length).toBeGreaterThan(10);
  });

  it('have armed guards only where they are protected sites', () => {
    for (const one of zones) {
      expect(one.securityMeasures.includes('armed_guards')).toBe(one.kind === 'protected_site');
    }
  });
});

describe('invented patrols', () => {
  it('serve every purpose', () => {
    expect(new Set(routes.map((one) => one.purpose))).toEqual(new Set(PATROL_PURPOSES));
    expect(new Set(routes.map((one) => one.name)).size).toBe(routes.length);
  });

  it('were run in the last nine weeks and before the last day', () => {
    const byId = new Set(routes.map((one) => one.id));
    const end = Date.parse(`${TODAY}T00:00:00Z`);
    expect(runs.length).toBeGreaterThan(500);
    for (const run of runs) {
      expect(byId.has(run.routeId)).toBe(true);
      expect(Date.parse(run.endedAt)).toBeLessThanOrEqual(end);
      expect(Date.parse(run.endedAt)).toBeGreaterThan(Date.parse(run.startedAt));
      expect(Date.parse(run.startedAt)).toBeGreaterThan(end - 64 * 86_400_000);
    }
  });

  it('go at a pace that people and vehicles keep', () => {
    const limits = { foot: [1.5, 4.5], bicycle: [4, 10.5], vehicle: [12, 31] } as const;
    const modes = new Map(routes.map((one) => [one.id, one.mode]));
    for (const run of runs) {
      const hours = (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 3_600_000;
      const [slow, fast] = limits[modes.get(run.routeId) ?? 'foot'];
      expect(run.lengthMeters / 1000 / hours).toBeGreaterThan(slow);
      expect(run.lengthMeters / 1000 / hours).toBeLessThan(fast);
    }
  });

  it('leave at irregular hours and keep near their route', () => {
    const minutes = new Set(runs.map((run) => run.startedAt.slice(11, 16)));
    expect(minutes.size).toBeGreaterThan(300);
    const ends = new Map(routes.map((one) => [one.id, one.geom.coordinates]));
    for (const run of runs.slice(0, 300)) {
      const line = ends.get(run.routeId) ?? [];
      const gap = Math.min(...line.map((corner) => metersBetween(corner, run.geom.coordinates[0] as [number, number])));
      expect(gap).toBeLessThan(60);
    }
  });
});
