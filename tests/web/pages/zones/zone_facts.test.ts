// What a list of zones says first: suspended ones, then what lapses next; and whose training still holds.
import { expect, it } from 'vitest';
import { checklist, lapsedClaims, openClaims, stateOn } from '../../../../geodata/schema/zone_checklist.ts';
import type { ZoneUse } from '../../../../geodata/schema/zone_use.ts';
import type { ZoneFeature } from '../../../../web/api.ts';
import { isOverfull, NEXT_STATUSES, trainingByTopic, zoneRows } from '../../../../web/pages/zones/zone_facts.ts';
import { fullEvidence } from '../../../support/zones.ts';

const DAY = '2026-11-20';
const zone = (id: string, status: string, name = id) =>
  ({ id, properties: { name, status, kind: 'safe_space' } }) as unknown as ZoneFeature;
const use = (id: string, expiresOn: string | null): ZoneUse => ({
  ...{ id, training: [], occupancyOn: null, downgradedOn: null, downgradedFor: [], version: 1 },
  ...fullEvidence('safe_space', expiresOn),
});

it('puts suspended zones first, then open ones by what lapses next, and leaves out those it may not read', () => {
  const zones = [
    zone('late', 'open'),
    zone('draft', 'draft'),
    zone('soon', 'open'),
    zone('away', 'open'),
    zone('s', 'suspended'),
  ];
  const uses = [use('late', '2027-05-01'), use('soon', '2026-12-01'), use('s', '2026-11-19'), use('draft', null)];
  const rows = zoneRows(zones, new Map(uses.map((one) => [one.id, one])), DAY);
  expect(rows.map((row) => row.zone.id)).toEqual(['s', 'soon', 'late', 'draft']);
  expect(rows.map((row) => row.open.length)).toEqual([7, 0, 0, 0]);
  expect(rows.map((row) => row.next?.expiresOn ?? null)).toEqual(['2026-11-19', '2026-12-01', '2027-05-01', null]);
});

it('holds evidence through its last day, warns in the last thirty, and lists what was never shown', () => {
  expect(['2026-11-19', '2026-11-20', '2026-12-20', '2026-12-21', null].map((end) => stateOn(end, DAY))).toEqual([
    ...['lapsed', 'soon', 'soon', 'fresh', 'fresh'],
  ]);
  const { measureChecks } = fullEvidence('safe_space', '2026-11-19');
  const shown = { measureChecks: measureChecks.slice(0, 1), protocolChecks: [] };
  expect(lapsedClaims('safe_space', shown, DAY)).toEqual(['measure:lighting']);
  expect(openClaims('safe_space', shown, DAY)).toHaveLength(7);
  expect(checklist('hospital_and_safety_zone', shown, DAY).at(-1)).toMatchObject({
    claim: 'measure:lighting',
    required: false,
  });
});

it('counts the trained whose training still holds', () => {
  const course = { topic: 'psea', people: 10, women: 6, trainedOn: '2026-01-01' } as const;
  const found = trainingByTopic(
    [
      { ...course, expiresOn: '2026-11-19' },
      { ...course, expiresOn: '2026-12-01' },
      { ...course, topic: 'first_aid', expiresOn: '2026-02-01' },
    ],
    DAY,
  );
  expect(found.get('psea')).toEqual({ people: 10, women: 6, state: 'soon' });
  expect(found.get('first_aid')).toEqual({ people: 0, women: 0, state: 'lapsed' });
});

it('lets nothing become open but what was proposed or suspended, and knows what is overfull', () => {
  const toOpen = Object.entries(NEXT_STATUSES).filter(([, next]) => next.includes('open'));
  expect(toOpen.map(([status]) => status)).toEqual(['proposed', 'suspended']);
  expect(isOverfull({ occupancy: 41, capacity: 40 })).toBe(true);
  expect([isOverfull({ occupancy: 40, capacity: 40 }), isOverfull({ occupancy: 9, capacity: null })]).toEqual([
    false,
    false,
  ]);
});
