// What is said of the list as a whole, and why it is empty.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../web/pages/find/results/answer.ts';
import { listStates } from '../../../../../web/pages/find/results/list_states.ts';
import { contactsNear, leftOut } from '../../../../../web/pages/find/results/nearby.ts';
import { clinic, directoryOf, NOW, questionOf, START, ZONE } from './list_case.ts';

type Circumstances = Parameters<typeof listStates>[0];
const night = { timeZone: ZONE, rules: [{ days: [1], opens: '08:00', closes: '09:00' }], holidays: [] };

function statesOf(
  services: Parameters<typeof directoryOf>[0],
  some: Partial<Circumstances> = {},
  asked: Partial<ReturnType<typeof questionOf>> = {},
) {
  const directory = directoryOf(services);
  const question = questionOf(directory, { group: 'injury', ...asked });
  return listStates({
    ...{ directory, group: question.group, answer: answerOf(question, null) },
    ...{ mode: 'walk', rough: false, roads: 'ready', isOnline: true, now: NOW, ...some },
  });
}

describe('the list as a whole', () => {
  it('has nothing to be said of it where a place is open and verified', () => {
    expect(statesOf([clinic()])).toEqual([]);
  });

  it('is offline, rough or waiting for roads', () => {
    expect(statesOf([clinic()], { isOnline: false })).toEqual(['offline']);
    expect(statesOf([clinic()], { rough: true, roads: 'none' })).toEqual(['rough']);
    expect(statesOf([clinic()], { rough: true, roads: 'loading' })).toEqual(['roads-loading']);
    expect(statesOf([clinic()], { rough: true, roads: 'failed', mode: 'vehicle' })).toContain('rough-vehicle');
  });

  it('is stale when nothing in it was verified in time, from the day after the last', () => {
    expect(statesOf([clinic({ verifiedOn: '2026-05-24' })])).toEqual([]);
    expect(statesOf([clinic({ verifiedOn: '2026-05-23' })])).toEqual(['stale']);
    expect(statesOf([clinic({ verifiedOn: null })])).toEqual(['stale']);
    expect(statesOf([clinic({ verifiedOn: null }), clinic({ id: '2' })])).toEqual([]);
  });

  it('is all closed, or not known to be open', () => {
    expect(statesOf([clinic({ openingHours: night })])).toEqual(['all-closed']);
    expect(statesOf([clinic({ openingHours: null })])).toEqual(['all-closed-unknown']);
    expect(statesOf([clinic({ openingHours: night }), clinic({ id: '2' })])).toEqual([]);
  });
});

describe('an empty list', () => {
  it('holds no place of that kind', () => {
    expect(statesOf([clinic({ kind: 'food' })])).toEqual(['no-kind']);
  });

  it('is hidden by filters', () => {
    expect(statesOf([clinic()], {}, { filters: { accessible: true } })).toEqual(['filtered']);
  });

  it('cannot be reached', () => {
    const none = Float64Array.of(Number.NaN);
    const ways = { minutes: none, minutesP10: none, minutesP90: none };
    expect(statesOf([clinic()], {}, { ways })).toEqual(['unreachable']);
  });

  it('holds only places that are left out', () => {
    expect(statesOf([clinic({ status: 'closed' })])).toEqual(['left-out']);
  });
});

describe('after the list', () => {
  it('come places passed by, and nearest first those without a way', () => {
    const directory = directoryOf([
      clinic({ id: '1', outOfStock: ['pep'] }),
      clinic({ id: '2', lat: 11.9 }),
      clinic({ id: '3', lat: 11.86 }),
      clinic({ id: '4', kind: 'legal', components: [], lat: 11.86 }),
    ]);
    const passedBy = [
      { service: 0, reason: 'out-of-stock' as const, travelMinutes: 1 },
      { service: 3, reason: 'status-closed' as const, travelMinutes: 2 },
    ];
    const minutes = Float64Array.of(1, Number.NaN, Number.NaN, 2);
    const meters = Float64Array.of(0, 5000, 1000, 1000);
    expect(leftOut({ directory, leading: { kinds: [] }, passedBy, minutes, meters })).toEqual([
      { service: 0, reason: 'out-of-stock' },
      { service: 2, reason: 'unreachable' },
      { service: 1, reason: 'unreachable' },
    ]);
  });

  it('come the contacts for what is needed, of the nearest areas first', () => {
    const gateway = { phone: '', languages: [], hours: '', name: 'Desk' };
    const area = { adminLevel: 2, lon: START.lon };
    const directory = directoryOf([], {
      gateways: [
        { ...gateway, id: 'far', areaPcode: 'QQ1', kind: 'medical' },
        { ...gateway, id: 'other', areaPcode: 'QQ2', kind: 'food' },
        { ...gateway, id: 'near', areaPcode: 'QQ2', kind: 'legal' },
        { ...gateway, id: 'nowhere', areaPcode: 'QQ9', kind: 'medical' },
      ],
      areas: [
        { ...area, pcode: 'QQ1', name: 'Far', lat: START.lat + 1 },
        { ...area, pcode: 'QQ2', name: 'Near', lat: START.lat },
      ],
    });
    expect(contactsNear(directory, 'rape', START, 5).map((contact) => [contact.gateway.id, contact.area])).toEqual([
      ['near', 'Near'],
      ['far', 'Far'],
      ['nowhere', ''],
    ]);
    expect(contactsNear(directory, 'rape', START, 1)).toHaveLength(1);
  });
});
