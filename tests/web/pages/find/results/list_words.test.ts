// Every state of the clock and of the list names a next step in all four languages, and none says that it is over.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  DOUBTS,
  nextStepCode,
  SKIP_REASONS,
  VERDICTS,
} from '../../../../../geodata/analysis/reach/care_in_time_codes.ts';
import { TRIP_STEPS } from '../../../../../geodata/analysis/reach/care_trip.ts';
import { CLINICAL_NEEDS, type ClinicalNeed } from '../../../../../geodata/analysis/reach/clinical_needs.ts';
import { careRules } from '../../../../../geodata/schema/care_rules.ts';
import { ENTRY_PROBLEMS } from '../../../../../geodata/schema/referral_words.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS } from '../../../../../geodata/schema/service_words.ts';
import { type CareKey, LANGUAGES, setLanguage, t } from '../../../../../web/i18n/care/care_messages.ts';
import { EN_LIST } from '../../../../../web/i18n/care/en_list.ts';
import { LIST_STATES } from '../../../../../web/pages/find/results/list_states.ts';
import { needName, type Perhaps, verdictKey } from '../../../../../web/pages/find/results/need_words.ts';
import { ruleText } from '../../../../../web/pages/find/results/rules_first.tsx';

const OWN: ClinicalNeed = {
  ...{ id: 'own-need', need: 'Rabies vaccine', withinHours: 24, components: [], kinds: ['medical'] },
  ...{ protocol: 'National protocol', source: 'Ministry' },
};
const NEEDS: readonly ClinicalNeed[] = [...CLINICAL_NEEDS, OWN];
const PERHAPS: readonly Perhaps[] = ['travel', 'when'];

/** Words for: it is over, nothing can be done. */
const OVER =
  /too late|no longer possible|not possible any more|nothing can be done|trop tard|plus rien à faire|n’est plus possible|demasiado tarde|ya es tarde|ya no es posible|nada que hacer|فات الأوان|فوات الأوان|متأخر|لم يعد ممكن|لا شيء يمكن/i;

/** What a row of the clock says: how it stands, and what to do. */
function sentences(): Map<string, string> {
  const said = new Map<string, string>();
  for (const need of NEEDS) {
    for (const verdict of VERDICTS) {
      for (const doubt of [null, ...DOUBTS]) {
        for (const perhaps of PERHAPS) {
          const doubts = doubt === null ? [] : [doubt];
          const state = t(verdictKey({ need, verdict, doubts }, perhaps), { hours: '72 h' });
          const step = t(`next.${nextStepCode(need, verdict, doubts.length > 0)}`);
          said.set(`${need.id} ${verdict} ${doubt} ${perhaps}`, `${needName(need).text} · ${state} · ${step}`);
        }
      }
    }
  }
  return said;
}

describe.each(LANGUAGES)('in %s', (language) => {
  beforeAll(() => setLanguage(language));

  it('every verdict on every need, with every doubt, names a next step', () => {
    const said = sentences();
    expect(said.size).toBe(NEEDS.length * VERDICTS.length * (DOUBTS.length + 1) * PERHAPS.length);
    const wrong = [...said].filter(
      ([, text]) =>
        /undefined|[{}!¡]|clock\.|next\.|need\./.test(text) || text.split(' · ').some((part) => part.trim() === ''),
    );
    expect(wrong).toEqual([]);
    // Without the name of the need these are all that is ever said.
    const distinct = new Set([...said.values()].map((text) => text.slice(text.indexOf(' · ') + 3)));
    expect([...distinct].sort()).toMatchSnapshot();
  });

  it('every state of the list, every reason and every trip names a next step', () => {
    const values = { time: '08:00', count: 180, kind: '' };
    const said = [
      ...LIST_STATES.map((state) => `${t(`state.${state}`, values)} → ${t(`state.${state}.next`, values)}`),
      ...SKIP_REASONS.map((reason) => t(`skip.${reason}`)),
      ...TRIP_STEPS.map((step) => t(`trip.next.${step}`)),
    ];
    for (const text of said) expect(text).not.toMatch(/state\.|skip\.|trip\.|[{}]/);
    expect(said).toMatchSnapshot();
  });

  it('nothing says that it is over', () => {
    const texts = (Object.keys(EN_LIST) as CareKey[]).map((key) => t(key));
    expect([...texts, ...sentences().values()].filter((text) => OVER.test(text) || /[!¡！]/.test(text))).toEqual([]);
  });

  it('every closed word has its wording', () => {
    const keys = [
      ...SERVICE_KINDS.map((kind) => `kind.${kind}`),
      ...SERVICE_COMPONENTS.map((component) => `component.${component}`),
      ...ENTRY_PROBLEMS.map((problem) => `problem.${problem}`),
      ...DOUBTS.map((doubt) => `doubt.${doubt}`),
      ...careRules.shape.policeReport.options.map((rule) => `rule.police.${rule}`),
      ...CLINICAL_NEEDS.map(({ id }) => `need.${id}`),
    ];
    expect(keys.filter((key) => t(key as CareKey) === key)).toEqual([]);
  });

  it('a duty to report that is not recorded says to ask before telling', () => {
    expect(ruleText({}, language)).toBe(null);
    expect(t('rule.tellUnknown').length).toBeGreaterThan(40);
    expect(ruleText({ en: 'Doctors must report.' }, language)).toEqual({
      text: 'Doctors must report.',
      lang: language === 'en' ? undefined : 'en',
    });
    expect(ruleText({ en: 'x', [language]: 'own' }, language)).toEqual({ text: 'own', lang: undefined });
  });
});

describe('a need of the operator', () => {
  it('keeps its own words, marked as of another language', () => {
    expect(needName(OWN)).toEqual({ text: 'Rabies vaccine', lang: '' });
  });
});
