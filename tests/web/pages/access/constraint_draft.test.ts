// From what is typed into the form of a constraint to the record that the server takes, and the list that shows it.
import { describe, expect, it } from 'vitest';
import { constraintFault, constraintInput } from '../../../../geodata/schema/constraint.ts';
import { CONSTRAINT_KINDS } from '../../../../geodata/schema/constraint_words.ts';
import type { Constraint } from '../../../../web/api_constraints.ts';
import { EN_ACCESS } from '../../../../web/i18n/en_access.ts';
import { addWording } from '../../../../web/i18n/messages.ts';
import { type Draft, draftOf, faultsOf, inputOf, withKind } from '../../../../web/pages/access/constraint_draft.ts';
import { countsText, effectText, shownConstraints, untilText } from '../../../../web/pages/access/constraint_facts.ts';

addWording(EN_ACCESS);

const now = new Date('2026-11-20T12:00:00Z');
const fresh = draftOf(null, { now, timeZone: 'Africa/Lagos' });
const place = { type: 'Point', coordinates: [13.1, 11.8] } as const;
const whole: Draft = { ...fresh, name: 'Bridge', geom: place as unknown as Draft['geom'] };
const stored = (parts: Partial<Constraint>): Constraint =>
  ({
    ...{ ...inputOf(whole), id: 'a', areaPcode: null, version: 1, invented: false, stands: 'holds' },
    ...parts,
  }) as Constraint;

describe('a draft', () => {
  it('of every kind, once named and drawn, is a record that the schema takes', () => {
    for (const kind of CONSTRAINT_KINDS) {
      const draft = { ...withKind(whole, kind), geom: place as unknown as Draft['geom'] };
      expect([kind, faultsOf(draft)]).toEqual([kind, {}]);
      const record = constraintInput.parse(inputOf(draft));
      expect([kind, constraintFault(record)]).toEqual([kind, null]);
    }
  });

  it('names each part that is missing or cannot be, and only what its effect needs', () => {
    expect(Object.keys(faultsOf(fresh)).sort()).toEqual(['geom', 'name']);
    const wrong = { ...whole, withinMeters: '5001', startsAt: '2026-11-20T12:00', endsAt: '2026-11-20T12:00' };
    expect(Object.keys(faultsOf({ ...wrong, delayMinutes: 'x' })).sort()).toEqual(['endsAt', 'withinMeters']);
    expect(Object.keys(faultsOf({ ...whole, effect: 'delay', delayMinutes: '1.5' }))).toEqual(['delayMinutes']);
    expect(Object.keys(faultsOf({ ...whole, effect: 'slow', slowFactor: '1' }))).toEqual(['slowFactor']);
    expect(Object.keys(faultsOf({ ...whole, hasHours: true, hoursUntil: whole.hoursFrom }))).toEqual(['hours']);
  });

  it('of a stored one gives the same record back', () => {
    const one = stored({
      effect: 'delay',
      delayMinutes: 25,
      hours: { timeZone: 'UTC', from: '21:00', until: '05:30' },
    });
    const again = inputOf(draftOf(one, { now, timeZone: 'Africa/Lagos' }));
    expect({ ...one, ...again }).toEqual({ ...one, startsAt: again.startsAt });
    expect(Date.parse(again.startsAt)).toBe(Date.parse(one.startsAt));
  });
});

describe('the list', () => {
  const rows = [
    stored({ id: 'ended', stands: 'ended', endsAt: '2026-11-19T00:00:00Z' }),
    stored({ id: 'planned', stands: 'planned' }),
    stored({ id: 'low', threat: 1 }),
    stored({ id: 'high', threat: 3 }),
    stored({ id: 'flood', kind: 'flood', threat: 3, endsAt: '2026-11-21T00:00:00Z' }),
  ];

  it('has what holds first, the greater threat and the nearer end before the others', () => {
    const ids = (shown: 'open' | 'ended', kind: 'flood' | null = null) =>
      shownConstraints(rows, { shown, kind }).map(({ id }) => id);
    expect(ids('open')).toEqual(['flood', 'high', 'low', 'planned']);
    expect(ids('ended')).toEqual(['ended']);
    expect(ids('open', 'flood')).toEqual(['flood']);
    expect(countsText(rows)).toBe('3 hold now, 1 is planned.');
    expect(countsText([])).toBe('None holds now.');
  });

  it('says what one does and until when', () => {
    expect(effectText(stored({ effect: 'delay', delayMinutes: 25 }))).toBe('Adds 25 min to each road it touches');
    expect(effectText(stored({ effect: 'slow', slowFactor: 3 }))).toBe('A road it touches takes 3 times as long');
    const soon = untilText(stored({ endsAt: '2026-11-21T06:00:00Z' }), now.getTime());
    expect(soon).toBe('Ends soon: 21 Nov 2026, 06:00 UTC');
    expect(untilText(stored({ endsAt: null }), now.getTime())).toMatch(/^No end known/);
  });
});
