// What a person should know before telling anybody anything: who must pass it on, and whether a place may ask for a police
// report. What is not recorded is said as such, with whom to ask.
import type { CareRules } from '../../../../geodata/schema/care_rules.ts';
import { type Language, t } from '../../../i18n/care/care_messages.ts';

export interface RuleText {
  readonly text: string;
  /** Language of the text where it is not the reader's. */
  readonly lang: string | undefined;
}

/** The operator's words in the reader's language, else in English; null where there are none. */
export function ruleText(
  words: CareRules['mandatoryReporting'] | CareRules['policeReportNote'],
  language: Language,
): RuleText | null {
  const own = words[language];
  if (own !== undefined && own !== '') return { text: own, lang: undefined };
  return words.en === undefined || words.en === '' ? null : { text: words.en, lang: 'en' };
}

interface RulesFirstProps {
  readonly rules: Pick<CareRules, 'mandatoryReporting' | 'policeReport' | 'policeReportNote'>;
  readonly language: Language;
}

export function RulesFirst({ rules, language }: RulesFirstProps) {
  const telling = ruleText(rules.mandatoryReporting, language);
  const police = ruleText(rules.policeReportNote, language);
  return (
    <section className="rules-first notice">
      <h3>{t('rule.title')}</h3>
      <p lang={telling?.lang}>{telling?.text ?? t('rule.tellUnknown')}</p>
      <p>{t(`rule.police.${rules.policeReport}`)}</p>
      {police !== null && <p lang={police.lang}>{police.text}</p>}
    </section>
  );
}
