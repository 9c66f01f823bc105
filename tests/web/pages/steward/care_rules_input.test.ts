// Rules of care as typed: what is sent is what the server takes, and no hour goes without its protocol.
import { describe, expect, it } from 'vitest';
import { CLINICAL_NEEDS, needsUnder } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import { careRules, DEFAULT_CARE_RULES } from '../../../../geodata/schema/care_rules.ts';
import {
  draftOf,
  EMPTY_NEED,
  idOf,
  longerWindows,
  needDraftOf,
  needOf,
  needRows,
  rulesOf,
  withNeed,
} from '../../../../web/pages/steward/care_rules_input.ts';

const draft = draftOf(DEFAULT_CARE_RULES);
const pep = CLINICAL_NEEDS.find(({ id }) => id === 'hiv-prophylaxis')!;
const pepWithin = (hours: string) => needOf({ ...needDraftOf(pep), withinHours: hours }, pep.id).rule;

describe('rules of care as typed', () => {
  it('come back as they were stored, and the server takes them', () => {
    const stored = {
      ...DEFAULT_CARE_RULES,
      policeReport: 'not_required' as const,
      policeReportNote: { en: 'Care first.', ar: 'العلاج أولًا.' },
      needs: [pepWithin('48')],
    };
    const { rules, faults } = rulesOf(draftOf(stored));
    expect(faults).toEqual([]);
    expect(rules).toEqual(stored);
    expect(careRules.parse(rules)).toEqual(rules);
  });

  it('leave a language without words out, so that its readers get those of another', () => {
    const { rules } = rulesOf({ ...draft, mandatoryReporting: { en: ' A rule. ', fr: ' ', es: '', ar: '' } });
    expect(rules.mandatoryReporting).toEqual({ en: 'A rule.' });
  });

  it.each([
    ['staleAfterDays', '6'],
    ['staleAfterDays', '3651'],
    ['staleAfterDays', '90.5'],
    ['staleAfterDays', ''],
    ['exitUrl', 'http://www.wikipedia.org/'],
    ['exitUrl', 'www.wikipedia.org'],
    ['exitUrl', 'javascript:alert(1)'],
    ['exitUrl', 'https://nowhere'],
    ['exitUrl', `https://a.org/${'a'.repeat(300)}`],
  ] as const)('with a wrong %s are not sent: %s', (field, wrong) => {
    expect(rulesOf({ ...draft, [field]: wrong }).faults).toEqual([field]);
  });

  it.each(['https://www.wikipedia.org/', 'https://bbc.co.uk', 'https://example.org/a?b=c'])(
    'take an address that the server takes as well: %s',
    (exitUrl) => {
      const { rules, faults } = rulesOf({ ...draft, exitUrl });
      expect(faults).toEqual([]);
      expect(careRules.safeParse(rules).success).toBe(true);
    },
  );
});

describe('a window of the clock', () => {
  it('is taken with its protocol and source, and never without', () => {
    expect(needOf(needDraftOf(pep), pep.id)).toEqual({ rule: pep, faults: [] });
    expect(needOf({ ...needDraftOf(pep), protocol: ' ' }, pep.id).faults).toEqual(['protocol']);
    expect(needOf({ ...needDraftOf(pep), protocol: '', source: '' }, pep.id).faults).toEqual(['protocol', 'source']);
    expect(needOf({ ...needDraftOf(pep), withinHours: '', protocol: '', source: '' }, pep.id).faults).toEqual([]);
  });

  it.each(['0', '-3', '100001', 'three days', '72h'])('is refused with “%s” hours', (withinHours) => {
    expect(needOf({ ...needDraftOf(pep), withinHours }, pep.id).faults).toEqual(['withinHours']);
  });

  it('of a name is asked for', () => {
    expect(needOf(EMPTY_NEED, 'need').faults).toEqual(['need']);
    const own = needOf({ ...EMPTY_NEED, need: 'Fistula care', kinds: ['medical'] }, 'fistula-care');
    expect(careRules.parse({ ...DEFAULT_CARE_RULES, needs: [own.rule] }).needs).toEqual([own.rule]);
  });

  it('changed here is the one that the clock goes by, and taken out again the built-in one is', () => {
    const needs = withNeed([], pepWithin('48'));
    const within = (rules: typeof needs) => needsUnder({ needs: rules }).find(({ id }) => id === pep.id)?.withinHours;
    expect(within(needs)).toBe(48);
    expect(within(withNeed(needs, pepWithin('24')))).toBe(24);
    expect(withNeed(needs, pepWithin('24'))).toHaveLength(1);
    expect(within(needs.filter(({ id }) => id !== pep.id))).toBe(72);
  });

  it('stands in the table as built in, changed, or own, in the order of the clock', () => {
    const own = { ...needOf({ ...EMPTY_NEED, need: 'Fistula care' }, 'fistula-care').rule };
    const rows = needRows([own, pepWithin('48')]);
    expect(rows.map(({ need }) => need.id)).toEqual([...CLINICAL_NEEDS.map(({ id }) => id), 'fistula-care']);
    expect(rows.filter(({ origin }) => origin !== 'built_in').map(({ need, origin }) => [need.id, origin])).toEqual([
      [pep.id, 'changed'],
      ['fistula-care', 'own'],
    ]);
  });

  it('is asked about where it becomes longer than it was, and not where it becomes shorter', () => {
    expect(longerWindows([], [pepWithin('120')]).map(({ id }) => id)).toEqual([pep.id]);
    expect(longerWindows([], [pepWithin('48')])).toEqual([]);
    expect(longerWindows([pepWithin('48')], [pepWithin('72')]).map(({ id }) => id)).toEqual([pep.id]);
    expect(longerWindows([pepWithin('120')], [pepWithin('120')])).toEqual([]);
  });

  it('is asked about where its changed shorter form is taken back for the longer built-in one', () => {
    expect(longerWindows([pepWithin('48')], []).map(({ id }) => id)).toEqual([pep.id]);
  });

  it('of one’s own has an id that the server takes, and its own', () => {
    expect(idOf('Fistula care (VVF)', [])).toBe('fistula-care-vvf');
    expect(idOf('Fistula care', ['fistula-care', 'fistula-care-2'])).toBe('fistula-care-3');
    expect(idOf('رعاية', [])).toBe('need');
    for (const name of [
      'é'.repeat(80),
      '--',
      'Soins après un accouchement difficile et très long, très loin',
      'رعاية 2',
    ]) {
      expect(idOf(name, [])).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(idOf(name, []).length).toBeLessThanOrEqual(60);
    }
  });
});
