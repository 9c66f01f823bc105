// The one list of analyses. Server, command line, documents and tests read it; it knows no way in or out.
import { Problem } from '../schema/problem.ts';
import { displacementMethod } from './evaluation/displacement.ts';
import { indicatorTrendMethod } from './evaluation/indicator_trend.ts';
import { emergingMethod } from './hotspot/emerging.ts';
import { giStarMethod } from './hotspot/gi_star.ts';
import { kernelDensityMethod } from './hotspot/kernel_density.ts';
import { localMoranMethod } from './hotspot/local_moran.ts';
import { nearRepeatMethod } from './hotspot/near_repeat_method.ts';
import { scanMethod } from './hotspot/scan_method.ts';
import type { Method } from './method.ts';
import { accessibilityMethod } from './reach/accessibility.ts';
import { bundleMethod } from './reach/bundle_method.ts';
import { careInTimeMethod } from './reach/care_in_time_method.ts';
import { catchmentsMethod } from './reach/catchments.ts';
import { connectivityMethod } from './reach/connectivity.ts';
import { coverageGapMethod } from './reach/coverage_gap_method.ts';
import { fragilityMethod } from './reach/fragility_method.ts';
import { isochronesMethod } from './reach/isochrones_method.ts';
import { nearestMethod } from './reach/nearest_schema.ts';
import { travelTimeMethod } from './reach/travel_time_method.ts';
import { frontierMethod } from './siting/frontier_schema.ts';
import { maximalCoveringMethod } from './siting/maximal_covering_schema.ts';
import { nearestTeamMethod } from './siting/nearest_team_method.ts';
import { pCenterMethod } from './siting/p_center_schema.ts';
import { pMedianMethod } from './siting/p_median_schema.ts';
import { patrolCoverageMethod } from './siting/patrol_coverage.ts';
import { patrolPlanMethod } from './siting/patrol_plan.ts';
import { setCoveringMethod } from './siting/set_covering_schema.ts';
import { cusumMethod } from './warning/cusum.ts';
import { earsMethod } from './warning/ears.ts';
import { farringtonMethod } from './warning/farrington.ts';
import { nowcastMethod } from './warning/nowcast.ts';
import { silenceMethod } from './warning/silence.ts';

/** By theme, and within a theme by what builds on what. */
export const CATALOG: readonly Method[] = [
  // reach
  nearestMethod,
  travelTimeMethod,
  isochronesMethod,
  coverageGapMethod,
  connectivityMethod,
  catchmentsMethod,
  accessibilityMethod,
  fragilityMethod,
  careInTimeMethod,
  bundleMethod,
  // hotspot
  giStarMethod,
  localMoranMethod,
  emergingMethod,
  kernelDensityMethod,
  scanMethod,
  nearRepeatMethod,
  // warning
  earsMethod,
  cusumMethod,
  farringtonMethod,
  silenceMethod,
  nowcastMethod,
  // siting
  setCoveringMethod,
  maximalCoveringMethod,
  pMedianMethod,
  pCenterMethod,
  frontierMethod,
  patrolCoverageMethod,
  patrolPlanMethod,
  nearestTeamMethod,
  // evaluation
  displacementMethod,
  indicatorTrendMethod,
];

/** The method of this id; Problem process_not_found when there is none. */
export function method(id: string): Method {
  const found = CATALOG.find((entry) => entry.id === id);
  if (found === undefined) throw new Problem('process_not_found', 'See the list of analyses for the ids there are.');
  return found;
}
