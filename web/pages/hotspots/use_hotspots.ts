// Asks for the counts that the role sees and for what the analyses say of them: two at a time, since that is all that one
// session is given. An analysis that cannot be made of these counts says why in the place of its figure.
import { useQuery } from '@tanstack/react-query';
import { ApiProblem, type IncidentPicture, readIncidents, type Session } from '../../api.ts';
import {
  type DensityAnswer,
  type EmergingAnswer,
  type GiAnswer,
  type MethodAnswer,
  type NearRepeatAnswer,
  type NowcastAnswer,
  readAreaShapes,
  readReportingPoints,
  runProcess,
  type ScanAnswer,
  type SilenceAnswer,
} from '../../api_hotspots.ts';
import { boxOfCells } from './cell_shapes.ts';
import { type Choice, pointQuestions, questionsOf, type Span, spanOf } from './questions.ts';

/** The answer, or the sentence in its place. */
export type Told<A> = { readonly answer: A } | { readonly refused: string };

export interface Findings {
  readonly picture: IncidentPicture;
  readonly span: Span;
  readonly gi: Told<GiAnswer>;
  readonly emerging: Told<EmergingAnswer>;
  readonly silence: Told<SilenceAnswer>;
  readonly scan: Told<ScanAnswer>;
  /** null: the role's picture has no late reports. */
  readonly nowcast: Told<NowcastAnswer> | null;
  /** null: for those who read points alone. */
  readonly nearRepeat: Told<NearRepeatAnswer> | null;
  readonly density: Told<DensityAnswer> | null;
}

async function told<A extends MethodAnswer>(id: string, inputs: object): Promise<Told<A>> {
  try {
    return { answer: await runProcess<A>(id, inputs) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'invalid_input') throw error;
    return { refused: error.parts[0]?.detail ?? error.message };
  }
}

const isoDate = (time: number) => new Date(time).toISOString().slice(0, 10);
const HALF_YEAR_MS = 210 * 86_400_000;

/** null: nothing was reported in this time. */
async function readFindings(role: Session['role'], choice: Choice, signal: AbortSignal): Promise<Findings | null> {
  const now = Date.now();
  const picture = await readIncidents({ from: isoDate(now - HALF_YEAR_MS), to: isoDate(now) }, signal);
  const { asOf } = picture as IncidentPicture & { readonly asOf: string | null };
  const span = spanOf({ isWeekly: picture.view.period === 'week', today: isoDate(now), asOf });
  if (span === null || picture.cell.length === 0) return null;
  const asked = questionsOf(span, choice);
  const [gi, emerging] = await Promise.all([
    told<GiAnswer>('gi-star', asked.gi),
    told<EmergingAnswer>('emerging-hot-spots', asked.emerging),
  ]);
  // Who left, or plays another role by now, asks for nothing more.
  signal.throwIfAborted();
  const [silence, scan] = await Promise.all([
    told<SilenceAnswer>('silence', asked.silence),
    told<ScanAnswer>('scan', asked.scan),
  ]);
  signal.throwIfAborted();
  const nowcast = role === 'planner' ? null : await told<NowcastAnswer>('nowcast', asked.nowcast);
  const findings = { picture, span, gi, emerging, silence, scan, nowcast };
  if (role !== 'steward') return { ...findings, nearRepeat: null, density: null };
  const points = pointQuestions(span, choice, boxOfCells(picture.cell));
  const [nearRepeat, density] = await Promise.all([
    told<NearRepeatAnswer>('near-repeat', points.nearRepeat),
    told<DensityAnswer>('kernel-density', points.density),
  ]);
  return { ...findings, nearRepeat, density };
}

const FRESH_MS = 10 * 60_000;
const TURN_MS = 1500;
/** A day's questions that are used up say when they begin anew; a place in the queue does not. */
const isTurnToCome = (error: Error): boolean =>
  error instanceof ApiProblem && error.code === 'too_many_requests' && error.retryAfterSeconds === null;

export const useFindings = ({ role, organizationId }: Session, choice: Choice) =>
  useQuery({
    // Of no single noun: every report that comes in would ask for all of it anew.
    queryKey: [role, organizationId, 'hotspots', choice.type, choice.resolution],
    queryFn: ({ signal }) => readFindings(role, choice, signal),
    refetchInterval: FRESH_MS,
    staleTime: FRESH_MS,
    // Analyses that were asked for before still run: it is this one's turn when they are done.
    retry: (count, error) => isTurnToCome(error) && count < 20,
    retryDelay: TURN_MS,
  });

export const useAreaShapes = ({ role, organizationId }: Session) =>
  useQuery({
    queryKey: [role, organizationId, 'area', 'shapes'],
    queryFn: ({ signal }) => readAreaShapes(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useReportingPoints = ({ role, organizationId }: Session) =>
  useQuery({
    queryKey: [role, organizationId, 'reporting_point'],
    queryFn: ({ signal }) => readReportingPoints(signal),
    staleTime: FRESH_MS,
  });
