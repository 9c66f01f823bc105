// Whether incidents fell where something was done, and whether they moved next door. It knows eight counts and no place.
import { z } from 'zod';
import { entry } from '../method.ts';
import { describeInput, provenance, sheet, sheetOf } from '../method_sheet.ts';
import { normalUpper } from '../warning/normal.ts';

const DISPLACEMENT_VERSION = '1';

/** Whole incidents; null = not known (suppressed, not delivered), never 0. */
const count = z.number().int().min(0).max(1e9).nullable();
const area = z.strictObject({ before: count, after: count });

export const displacementInput = z.strictObject({
  /** Incidents where something was done, before and after, in periods of one length. */
  treated: area,
  /** The ring around it. */
  buffer: area,
  /** Places like the treated ones, and like the ring, where nothing was done. */
  treatedControl: area,
  bufferControl: area,
  /** Net reduction worth finding, in incidents; default: the one that was estimated. */
  effect: z.number().min(0.5).max(1e9).optional(),
  ...provenance,
});
export type DisplacementInput = z.infer<typeof displacementInput>;

const change = z.strictObject({ change: z.number(), se: z.number(), interval: z.tuple([z.number(), z.number()]) });

export const displacementResult = z.strictObject({
  ...sheetOf('displacement'),
  /** Weighted displacement difference: net change in incidents; below 0 = fewer. null = a count is not known. */
  wdd: z.number().nullable(),
  se: z.number().nullable(),
  /** wdd ± 1.96 se. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Probability of finding `effect` (two-sided, 5 %) at this se, 0 to 1. */
  power: z.number().nullable(),
  /** The same for the treated places and for the ring alone, each against its control. */
  treatedNet: change.nullable(),
  bufferNet: change.nullable(),
  /** Weighted displacement quotient: below 0 displacement, above 0 benefit spread; null with the reason in wdqReason. */
  wdq: z.number().nullable(),
  wdqReason: z.string().nullable(),
  verdict: z.enum(['reduced', 'increased', 'no-clear-change', 'not-enough-data']),
});
export type DisplacementResult = z.infer<typeof displacementResult>;

interface Counts {
  readonly before: number;
  readonly after: number;
}

const Z = 1.96;
const LEAST_POWER = 0.8;

function netChange(places: Counts, control: Counts): z.infer<typeof change> {
  const net = places.after - places.before - (control.after - control.before);
  const se = Math.sqrt(places.after + places.before + control.after + control.before);
  return { change: net, se, interval: [net - Z * se, net + Z * se] };
}

/**
 * Did incidents fall where something was done, or only move next door?
 *
 * Method: weighted displacement difference (Wheeler & Ratcliffe 2018, doi:10.1186/s40163-018-0085-5): WDD = ΔT + ΔB − ΔCt − ΔCb, Δ = after − before, T treated places, B the ring around them, Ct and
 * Cb a control for each; se = √(sum of the eight counts), since each is Poisson; interval WDD ± 1.96 se. Weighted displacement quotient (Bowers & Johnson 2003, doi:10.1023/A:1024909009240), each against its
 * own control: WDQ = (B₁/Cb₁ − B₀/Cb₀)/(T₁/Ct₁ − T₀/Ct₀). Power = Φ(e/se − 1.96) + Φ(−e/se − 1.96) for a net change of e = `effect` incidents; where none is stated e is |WDD|, so
 * that power .8 asks for |WDD| ≥ 2.8 se: a guard against reading a lucky estimate, not a design. **reduced** or **increased** only where the interval leaves out 0 and power is at least .8.
 * Inputs: whole incidents before and after in four sets of places, periods of one length; null = not known.
 * Output: wdd, se, interval in incidents (below 0 = fewer), power 0 to 1; wdq without unit, null where the treated places did not improve against their control or a control is 0 (`wdqReason`). All null where a count is not known.
 * P-values: none; the interval is two-sided, 95 %, for one comparison.
 * Throws Problem invalid_input when a count is negative or no whole number.
 * Cost: O(1).
 * Checked against the paper's formulas by hand, simulation of the interval (tests), and laws (swap of treated and control turns the sign).
 *
 * Assumption that can harm: that reporting was as open after as before, in all eight counts. A patrol that people fear, or a closed clinic, lowers reports: ask silence for the treated places
 * before calling fewer reports a reduction. Reported is not happened.
 */
export function displacement(input: DisplacementInput): DisplacementResult {
  const { treated, buffer, treatedControl, bufferControl, effect } = input;
  const head = sheet({
    method: 'displacement' as const,
    version: DISPLACEMENT_VERSION,
    parameters: { effect: effect ?? null, z: Z, leastPower: LEAST_POWER },
    inputs: { counts: describeInput(input, 8) },
    warnings: ['Reported is not happened: reporting must have been as open after as before.'],
  });
  const areas = [treated, buffer, treatedControl, bufferControl];
  if (!areas.every(known)) {
    head.warnings.push('A count is not known: not enough data.');
    return {
      ...head,
      ...{ wdd: null, se: null, interval: null, power: null, treatedNet: null, bufferNet: null, wdq: null },
      wdqReason: 'A count is not known.',
      verdict: 'not-enough-data',
    };
  }
  const [t, b, ct, cb] = areas as unknown as [Counts, Counts, Counts, Counts];
  const treatedNet = netChange(t, ct);
  const bufferNet = netChange(b, cb);
  const wdd = treatedNet.change + bufferNet.change;
  const se = Math.sqrt(areas.reduce((sum, { before, after }) => sum + (before as number) + (after as number), 0));
  const interval: [number, number] = [wdd - Z * se, wdd + Z * se];
  const size = effect ?? Math.abs(wdd);
  const power = se === 0 ? 0 : normalUpper(Z - size / se) + normalUpper(Z + size / se);
  const strong = power >= LEAST_POWER;
  if (!strong) head.warnings.push('Too few incidents to find such a change with power .8: wait for more, or ask less.');
  return {
    ...head,
    wdd,
    se,
    interval,
    power,
    treatedNet,
    bufferNet,
    ...quotient(t, b, ct, cb),
    verdict: strong && interval[1] < 0 ? 'reduced' : strong && interval[0] > 0 ? 'increased' : 'no-clear-change',
  };
}

const known = ({ before, after }: z.infer<typeof area>): boolean => before !== null && after !== null;

function quotient(t: Counts, b: Counts, ct: Counts, cb: Counts): { wdq: number | null; wdqReason: string | null } {
  if ([ct.before, ct.after, cb.before, cb.after].includes(0)) {
    return { wdq: null, wdqReason: 'A control has no incidents, so nothing can be divided by it.' };
  }
  const success = t.after / ct.after - t.before / ct.before;
  if (success >= 0) {
    return {
      wdq: null,
      wdqReason: 'The treated places did not improve against their control: there is nothing to displace.',
    };
  }
  return { wdq: (b.after / cb.after - b.before / cb.before) / success, wdqReason: null };
}

export const displacementMethod = entry({
  id: 'displacement',
  version: DISPLACEMENT_VERSION,
  title: 'Displacement: did it fall, or move next door',
  summary:
    'Net change of incidents in treated places and the ring around them against controls, with interval and quotient.',
  theme: 'evaluation',
  source: 'evaluation/displacement.ts',
  inputs: displacementInput,
  result: displacementResult,
  compute: displacement,
  example: {
    treated: { before: 100, after: 60 },
    buffer: { before: 80, after: 78 },
    treatedControl: { before: 95, after: 97 },
    bufferControl: { before: 82, after: 83 },
  },
});
