// Rules of care as typed → rules as stored, and which fields cannot be taken. The same limits as the server's. Pure.
import { CLINICAL_NEEDS, type ClinicalNeed } from '../../../geodata/analysis/reach/clinical_needs.ts';
import type { CareRules } from '../../../geodata/schema/care_rules.ts';

export const RULE_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type RuleLanguage = (typeof RULE_LANGUAGES)[number];
export type ByLanguage = Readonly<Record<RuleLanguage, string>>;
export type NeedRule = CareRules['needs'][number];

/** Most letters of a text in one language. */
export const MOST_LETTERS = 600;
const DAYS = [7, 3650] as const;
const MOST_HOURS = 100_000;

export interface RulesDraft {
  readonly staleAfterDays: string;
  readonly policeReport: CareRules['policeReport'];
  readonly policeReportNote: ByLanguage;
  readonly mandatoryReporting: ByLanguage;
  readonly exitUrl: string;
  readonly needs: readonly NeedRule[];
}

const filled = (words: CareRules['policeReportNote']): ByLanguage => ({
  en: words.en ?? '',
  fr: words.fr ?? '',
  es: words.es ?? '',
  ar: words.ar ?? '',
});

export const draftOf = (rules: CareRules): RulesDraft => ({
  ...rules,
  staleAfterDays: String(rules.staleAfterDays),
  policeReportNote: filled(rules.policeReportNote),
  mandatoryReporting: filled(rules.mandatoryReporting),
});

export type RulesFault = 'staleAfterDays' | 'exitUrl';

export function rulesOf(draft: RulesDraft): { readonly rules: CareRules; readonly faults: readonly RulesFault[] } {
  const days = /^\d{1,4}$/.test(draft.staleAfterDays.trim()) ? Number(draft.staleAfterDays) : Number.NaN;
  const faults: RulesFault[] = [];
  if (!(days >= DAYS[0] && days <= DAYS[1])) faults.push('staleAfterDays');
  const exitUrl = draft.exitUrl.trim();
  if (!isWebsite(exitUrl)) faults.push('exitUrl');
  const rules: CareRules = {
    staleAfterDays: days,
    policeReport: draft.policeReport,
    policeReportNote: written(draft.policeReportNote),
    mandatoryReporting: written(draft.mandatoryReporting),
    exitUrl,
    needs: [...draft.needs],
  };
  return { rules, faults };
}

/** A language without words is left out, so that its readers get those of another. */
function written(words: ByLanguage): CareRules['policeReportNote'] {
  return Object.fromEntries(
    RULE_LANGUAGES.map((language) => [language, words[language].trim()] as const).filter(([, text]) => text !== ''),
  );
}

function isWebsite(text: string): boolean {
  if (text.length > 300 || !/^https:\/\/[^\s/.]+\.[^\s]+$/.test(text)) return false;
  return URL.canParse(text);
}

export interface NeedDraft {
  readonly need: string;
  /** Empty = as soon as possible. */
  readonly withinHours: string;
  readonly components: NeedRule['components'];
  readonly kinds: NeedRule['kinds'];
  readonly protocol: string;
  readonly source: string;
}

export const needDraftOf = (need: ClinicalNeed | NeedRule): NeedDraft => ({
  need: need.need,
  withinHours: need.withinHours?.toString() ?? '',
  components: [...need.components],
  kinds: [...need.kinds],
  protocol: need.protocol ?? '',
  source: need.source ?? '',
});

export const EMPTY_NEED: NeedDraft = { need: '', withinHours: '', components: [], kinds: [], protocol: '', source: '' };

export type NeedFault = 'need' | 'withinHours' | 'protocol' | 'source';

/** Hours are taken only with the protocol that states them and where it was read. */
export function needOf(
  draft: NeedDraft,
  id: string,
): { readonly rule: NeedRule; readonly faults: readonly NeedFault[] } {
  const [need, hours] = [draft.need.trim(), draft.withinHours.trim()];
  const withinHours = hours === '' ? null : /^\d{1,6}(\.\d{1,2})?$/.test(hours) ? Number(hours) : Number.NaN;
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const [protocol, source] = [orNull(draft.protocol), orNull(draft.source)];
  const faults: NeedFault[] = [];
  if (need === '') faults.push('need');
  if (withinHours !== null && !(withinHours > 0 && withinHours <= MOST_HOURS)) faults.push('withinHours');
  if (withinHours !== null && protocol === null) faults.push('protocol');
  if (withinHours !== null && source === null) faults.push('source');
  const { components, kinds } = draft;
  return { rule: { id, need, withinHours, components, kinds, protocol, source }, faults };
}

/** An id for a need of one's own; names in other letters than a to z are counted. */
export function idOf(need: string, taken: readonly string[]): string {
  const plain = need
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = plain.slice(0, 50).replace(/-+$/, '') || 'need';
  let id = base;
  for (let count = 2; taken.includes(id); count++) id = `${base}-${count}`;
  return id;
}

export interface NeedRow {
  readonly need: ClinicalNeed | NeedRule;
  /** built_in = as it comes; changed = yours in place of it; own = one that does not come with it. */
  readonly origin: 'built_in' | 'changed' | 'own';
}

export function needRows(needs: readonly NeedRule[]): NeedRow[] {
  const builtIn = CLINICAL_NEEDS.map((need): NeedRow => {
    const rule = needs.find(({ id }) => id === need.id);
    return rule === undefined ? { need, origin: 'built_in' } : { need: rule, origin: 'changed' };
  });
  const own = needs.filter(({ id }) => !CLINICAL_NEEDS.some((need) => need.id === id));
  return [...builtIn, ...own.map((need): NeedRow => ({ need, origin: 'own' }))];
}

export const withNeed = (needs: readonly NeedRule[], rule: NeedRule): NeedRule[] =>
  needs.some(({ id }) => id === rule.id) ? needs.map((one) => (one.id === rule.id ? rule : one)) : [...needs, rule];

/** Windows that become longer than they are: somebody could be told that there is time when there is none. */
export function longerWindows(before: readonly NeedRule[], after: readonly NeedRule[]): (ClinicalNeed | NeedRule)[] {
  const was = new Map(needRows(before).map(({ need }) => [need.id, need.withinHours] as const));
  return needRows(after).flatMap(({ need }) => {
    const hours = was.get(need.id) ?? null;
    return hours !== null && need.withinHours !== null && need.withinHours > hours ? [need] : [];
  });
}
