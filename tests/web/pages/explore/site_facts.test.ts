// What follows from the record of a site: complete or not, stale or not, expired or not.
import { describe, expect, it } from 'vitest';
import { cmrOf, expiredEvidence, isExpired, isStale } from '../../../../web/pages/explore/site_facts.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const all = ['trained_staff', 'pep', 'emergency_contraception', 'sti_treatment', 'protocol'] as const;

describe('clinical management of rape', () => {
  it('is complete with all five components only', () => {
    expect(cmrOf({ kind: 'medical', components: [...all] })).toEqual({ have: 5, missing: [] });
    for (const left of all) {
      const components = all.filter((part) => part !== left);
      expect(cmrOf({ kind: 'medical', components })).toEqual({ have: 4, missing: [left] });
    }
  });

  it('is not helped by other components', () => {
    expect(cmrOf({ kind: 'medical', components: ['hepatitis_b', 'obstetric'] })).toMatchObject({ have: 0 });
  });

  it('is not asked of services that are not medical', () => {
    expect(cmrOf({ kind: 'legal', components: [...all] })).toBeNull();
  });
});

describe('age of records', () => {
  it('is stale after half a year', () => {
    expect(isStale('2026-05-23', NOW)).toBe(false);
    expect(isStale('2026-05-22', NOW)).toBe(true);
  });

  it('lets evidence hold through the day that it expires on', () => {
    expect(isExpired('2026-11-22', NOW)).toBe(false);
    expect(isExpired('2026-11-21', NOW)).toBe(true);
    expect(isExpired(null, NOW)).toBe(false);
    const piece = { claim: 'Lighting', source: 'walk', observedOn: '2026-05-01', expiresOn: '2026-10-01' };
    expect(expiredEvidence([piece, { ...piece, expiresOn: null }], NOW)).toEqual([piece]);
  });
});
