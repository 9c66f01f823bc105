// What a kind of zone must show before it opens and while it is open, and how it stands on a day. Pure: the server suspends
// by it, the screen shows by it.
import type { Zone } from './zone.ts';
import type { ZoneUse } from './zone_use.ts';
import type { ZoneClaim } from './zone_words.ts';

/**
 * Required of each kind. safe_space, reception_site: lighting, sex-separated latrines and doors that lock (IASC GBV
 * Guidelines 2015, camp coordination and WASH; UNFPA women's and girls' safe spaces guidance). All: a code of conduct and a
 * confidential way to complain (IASC six core principles on sexual exploitation and abuse, minimum operating standards).
 * protected_site: a guarded edge, a radio link and rules of access (UN protection-of-civilians site guidance).
 * hospital_and_safety_zone: rules of whom it takes in and how people leave it (Geneva Convention IV, Annex I, art. 1–4).
 */
export const REQUIRED_CLAIMS: Readonly<Record<Zone['kind'], readonly ZoneClaim[]>> = {
  safe_space: [
    ...(['measure:lighting', 'measure:lockable_doors', 'measure:separate_latrines'] as const),
    ...(['protocol:code_of_conduct', 'protocol:confidential_complaints', 'protocol:referral_pathway'] as const),
    'protocol:child_safeguarding',
  ],
  reception_site: [
    ...(['measure:lighting', 'measure:lockable_doors', 'measure:separate_latrines', 'measure:night_watch'] as const),
    ...(['protocol:code_of_conduct', 'protocol:confidential_complaints', 'protocol:referral_pathway'] as const),
    ...(['protocol:evacuation_plan', 'protocol:access_rules'] as const),
  ],
  protected_site: [
    ...(['measure:fence', 'measure:lighting', 'measure:radio_link'] as const),
    ...(['protocol:code_of_conduct', 'protocol:confidential_complaints', 'protocol:evacuation_plan'] as const),
    'protocol:access_rules',
  ],
  hospital_and_safety_zone: [
    ...(['protocol:code_of_conduct', 'protocol:confidential_complaints', 'protocol:evacuation_plan'] as const),
    'protocol:access_rules',
  ],
};

/** Evidence that ends within so many days is shown as ending. */
export const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** `missing`: never shown. `lapsed`: its last day is over. */
export type ClaimState = 'fresh' | 'soon' | 'lapsed' | 'missing';

export interface ClaimRow {
  readonly claim: ZoneClaim;
  readonly required: boolean;
  readonly state: ClaimState;
  readonly expiresOn: string | null;
  readonly evidence: string;
  readonly source: string;
  readonly observedOn: string | null;
}

type Checks = Pick<ZoneUse, 'measureChecks' | 'protocolChecks'>;

/** `day`: YYYY-MM-DD. The last day still counts. */
export function stateOn(expiresOn: string | null, day: string): Exclude<ClaimState, 'missing'> {
  if (expiresOn === null) return 'fresh';
  if (expiresOn < day) return 'lapsed';
  return Date.parse(expiresOn) - Date.parse(day) <= SOON_DAYS * DAY_MS ? 'soon' : 'fresh';
}

/** What is required, then what else was shown. */
export function checklist(kind: Zone['kind'], { measureChecks, protocolChecks }: Checks, day: string): ClaimRow[] {
  const checks = new Map<ZoneClaim, Checks['measureChecks'][number] | Checks['protocolChecks'][number]>([
    ...measureChecks.map((check) => [`measure:${check.measure}`, check] as const),
    ...protocolChecks.map((check) => [`protocol:${check.protocol}`, check] as const),
  ]);
  const required = REQUIRED_CLAIMS[kind];
  const others = [...checks.keys()].filter((claim) => !required.includes(claim));
  return [...required, ...others].map((claim) => {
    const check = checks.get(claim);
    return {
      claim,
      required: required.includes(claim),
      state: check === undefined ? 'missing' : stateOn(check.expiresOn, day),
      expiresOn: check?.expiresOn ?? null,
      evidence: check?.evidence ?? '',
      source: check?.source ?? '',
      observedOn: check?.observedOn ?? null,
    };
  });
}

const requiredIn = (states: readonly ClaimState[], rows: readonly ClaimRow[]): ZoneClaim[] =>
  rows.filter(({ required, state }) => required && states.includes(state)).map(({ claim }) => claim);

/** Required evidence that was shown and whose time is over: an open zone is suspended for it. */
export const lapsedClaims = (kind: Zone['kind'], use: Checks, day: string): ZoneClaim[] =>
  requiredIn(['lapsed'], checklist(kind, use, day));

/** What a zone must show before it opens. */
export const openClaims = (kind: Zone['kind'], use: Checks, day: string): ZoneClaim[] =>
  requiredIn(['lapsed', 'missing'], checklist(kind, use, day));
