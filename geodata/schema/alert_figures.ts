// Figures of the ledger of alerts: how many ended in a response and how long each step took. Recomputed from the log each time.
import { z } from 'zod';

export const FIGURE_STEPS = ['verify', 'assign', 'respond', 'arrive', 'close', 'whole_response'] as const;
export type FigureStep = (typeof FIGURE_STEPS)[number];

const count = z.number().int().nonnegative();

export const stepFigure = z.strictObject({
  /** `whole_response`: from raising to somebody's arrival. */
  step: z.enum(FIGURE_STEPS),
  /** Alerts that have done the step: what the median and P90 are of. */
  done: count,
  /** Alerts that began it and have not done it: not in the median, which therefore flatters while they wait. */
  waiting: count,
  /** Of `done`: within the limit of the day; null = the step has none of its own. */
  withinLimit: count.nullable(),
  /** Mean of the two in the middle where there is no middle. */
  medianSeconds: z.number().nonnegative().nullable(),
  /** The least time that nine of ten did not exceed (nearest rank). */
  p90Seconds: z.number().nonnegative().nullable(),
});
export type StepFigure = z.infer<typeof stepFigure>;

export const alertFigures = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  /** When it was asked: what is open may still change. */
  asOf: z.iso.datetime(),
  raised: count,
  responded: count,
  notConfirmed: count,
  noResponse: count,
  /** Open and within its limit: counts for neither side yet. */
  openInTime: count,
  /** Open past a limit: counts as not responded until somebody responds. */
  openLate: count,
  escalated: count,
  /** responded / (responded + noResponse + openLate), with its 95 % score interval (Wilson); null = nothing to divide by. */
  responseRate: z.number().min(0).max(1).nullable(),
  responseRateLower: z.number().min(0).max(1).nullable(),
  responseRateUpper: z.number().min(0).max(1).nullable(),
  steps: z.array(stepFigure),
});
export type AlertFigures = z.infer<typeof alertFigures>;
