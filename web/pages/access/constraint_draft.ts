// What somebody types into the form of a constraint, and the record that it makes. Pure: the present is handed in.
import type { AccessType, ConstraintEffect, ConstraintKind } from '../../../geodata/schema/constraint_words.ts';
import type { Constraint, ConstraintInput } from '../../api_constraints.ts';
import { t } from '../../i18n/messages.ts';

type Geometry = ConstraintInput['geom'];
export type DraftShape = Geometry['type'];

export interface Draft
  extends Pick<
    ConstraintInput,
    'kind' | 'accessType' | 'threat' | 'effect' | 'source' | 'reliability' | 'credibility'
  > {
  readonly name: string;
  readonly shape: DraftShape;
  readonly geom: Geometry | null;
  readonly withinMeters: string;
  readonly delayMinutes: string;
  readonly slowFactor: string;
  /** `YYYY-MM-DDTHH:MM`, UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly hasHours: boolean;
  readonly hoursFrom: string;
  readonly hoursUntil: string;
  readonly timeZone: string;
}

/** What a kind usually is. */
export const USUAL: Readonly<
  Record<ConstraintKind, { accessType: AccessType; effect: ConstraintEffect; shape: DraftShape; threat: number }>
> = {
  closed_road: { accessType: 'movement_restricted', effect: 'closed', shape: 'Point', threat: 1 },
  broken_bridge: { accessType: 'physical_environment', effect: 'closed', shape: 'Point', threat: 1 },
  flood: { accessType: 'physical_environment', effect: 'slow', shape: 'Polygon', threat: 1 },
  checkpoint: { accessType: 'movement_restricted', effect: 'delay', shape: 'Point', threat: 2 },
  curfew: { accessType: 'movement_restricted', effect: 'closed', shape: 'Polygon', threat: 2 },
  danger_area: { accessType: 'hostilities', effect: 'closed', shape: 'Polygon', threat: 3 },
  mines: { accessType: 'mines_and_explosives', effect: 'closed', shape: 'Polygon', threat: 3 },
  fighting: { accessType: 'hostilities', effect: 'closed', shape: 'Polygon', threat: 3 },
  permit: { accessType: 'movement_restricted', effect: 'none', shape: 'Polygon', threat: 1 },
  other: { accessType: 'movement_restricted', effect: 'none', shape: 'Point', threat: 1 },
};

const minute = (iso: string): string => new Date(iso).toISOString().slice(0, 16);

export function draftOf(one: Constraint | null, { now, timeZone }: { now: Date; timeZone: string }): Draft {
  if (one === null) {
    return {
      ...{ kind: 'closed_road', ...USUAL.closed_road, name: '', geom: null, withinMeters: '30' },
      ...{ delayMinutes: '20', slowFactor: '2', startsAt: minute(now.toISOString()), endsAt: '', hasHours: false },
      ...{ hoursFrom: '21:00', hoursUntil: '05:30', timeZone, source: 'own_team', reliability: 'A', credibility: 2 },
    };
  }
  const { hours } = one;
  return {
    ...one,
    shape: one.geom.type,
    withinMeters: String(one.withinMeters),
    delayMinutes: String(one.delayMinutes ?? 20),
    slowFactor: String(one.slowFactor ?? 2),
    startsAt: minute(one.startsAt),
    endsAt: one.endsAt === null ? '' : minute(one.endsAt),
    hasHours: hours !== null,
    ...{
      hoursFrom: hours?.from ?? '21:00',
      hoursUntil: hours?.until ?? '05:30',
      timeZone: hours?.timeZone ?? timeZone,
    },
  };
}

/** Another kind brings what it usually is; what was drawn stays where its shape fits. */
export function withKind(draft: Draft, kind: ConstraintKind): Draft {
  const usual = USUAL[kind];
  const shape = draft.geom === null ? usual.shape : draft.shape;
  return { ...draft, kind, ...usual, shape, hasHours: kind === 'curfew' || draft.hasHours };
}

export type DraftFault =
  | 'name'
  | 'geom'
  | 'delayMinutes'
  | 'slowFactor'
  | 'withinMeters'
  | 'startsAt'
  | 'endsAt'
  | 'hours';
export type DraftFaults = Partial<Record<DraftFault, string>>;

const within = (text: string, least: number, most: number): boolean =>
  text.trim() !== '' && Number(text) >= least && Number(text) <= most;

export function faultsOf(draft: Draft): DraftFaults {
  const faults: DraftFaults = {};
  const number = (least: number, most: number) => t('constraintForm.numberMissing', { least, most });
  if (draft.name.trim() === '') faults.name = t('constraintForm.nameMissing');
  if (draft.geom === null) faults.geom = t('constraintForm.placeMissing');
  if (
    draft.effect === 'delay' &&
    !(within(draft.delayMinutes, 1, 1440) && Number.isInteger(Number(draft.delayMinutes)))
  )
    faults.delayMinutes = number(1, 1440);
  if (draft.effect === 'slow' && !within(draft.slowFactor, 1.01, 20)) faults.slowFactor = number(1.01, 20);
  if (
    draft.shape !== 'Polygon' &&
    !(within(draft.withinMeters, 0, 5000) && Number.isInteger(Number(draft.withinMeters)))
  )
    faults.withinMeters = number(0, 5000);
  if (draft.startsAt === '') faults.startsAt = t('constraintForm.startsMissing');
  if (draft.endsAt !== '' && draft.endsAt <= draft.startsAt) faults.endsAt = t('constraintForm.endsWrong');
  if (draft.hasHours && (draft.hoursFrom === '' || draft.hoursFrom === draft.hoursUntil))
    faults.hours = t('constraintForm.hoursWrong');
  return faults;
}

const instant = (text: string): string => `${text.slice(0, 16)}:00Z`;

/** Of a draft without faults. */
export function inputOf(draft: Draft): ConstraintInput {
  const { name, kind, accessType, threat, effect, source, reliability, credibility, hoursFrom, hoursUntil } = draft;
  return {
    ...{ kind, accessType, threat, effect, source, reliability, credibility, name: name.trim() },
    delayMinutes: effect === 'delay' ? Number(draft.delayMinutes) : null,
    slowFactor: effect === 'slow' ? Number(draft.slowFactor) : null,
    withinMeters: draft.shape === 'Polygon' ? 30 : Number(draft.withinMeters),
    startsAt: instant(draft.startsAt),
    endsAt: draft.endsAt === '' ? null : instant(draft.endsAt),
    hours: draft.hasHours ? { timeZone: draft.timeZone, from: hoursFrom, until: hoursUntil } : null,
    geom: draft.geom as Geometry,
  };
}
