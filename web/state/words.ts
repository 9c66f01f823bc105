// Word lists of the schema for the screen, without loading the schema library: records that the compiler holds equal to
// the lists of geodata/schema, neither more nor fewer.
import type { InputPrecision } from '../../geodata/schema/dataset.ts';
import type { CMR_COMPONENTS, ServiceKind } from '../../geodata/schema/service_words.ts';

export type CmrComponent = (typeof CMR_COMPONENTS)[number];

const kinds: Readonly<Record<ServiceKind, true>> = {
  medical: true,
  psychosocial: true,
  legal: true,
  safe_space: true,
  shelter: true,
  police: true,
  food: true,
  livelihood: true,
  education: true,
};

const cmr: Readonly<Record<CmrComponent, true>> = {
  trained_staff: true,
  pep: true,
  emergency_contraception: true,
  sti_treatment: true,
  protocol: true,
};

/** Finest first, as in the schema; the larger number is the vaguer. */
export const VAGUENESS: Readonly<Record<InputPrecision, number>> = {
  exact: 0,
  cell: 1,
  settlement: 2,
  district: 3,
  state: 4,
  country: 5,
  unknown: 6,
};

export const KINDS = Object.keys(kinds) as readonly ServiceKind[];
export const CMR_PARTS = Object.keys(cmr) as readonly CmrComponent[];
