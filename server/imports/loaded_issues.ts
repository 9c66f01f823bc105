// Dirt that only the loaded whole shows: records piled on one point, records outside every area. For the operator.
import type { Issue } from '../../geodata/formats/issue.ts';
import type { Noun } from '../../geodata/schema/dataset.ts';
import type { Queryable } from '../db/database.ts';
import { incidentHeap } from '../queries/load_checks.ts';

/** Records on one point from which it is a centroid or a town, not a place of events. */
const STACK = 20;

export async function loadedIssues(
  db: Queryable,
  loaded: { readonly organizationId: string; readonly datasetId: string; readonly noun: Noun },
): Promise<Issue[]> {
  if (loaded.noun !== 'incident') return [];
  const issues: Issue[] = [];
  const { largest, stacks, outside, outsideBy } = await incidentHeap(db, loaded, STACK);
  if (largest >= STACK) {
    const others = stacks === 1 ? 'the only point' : `one of ${stacks} points`;
    const message = `${largest} records share one point, ${others} with ${STACK} or more: a hotspot there is a centroid.`;
    issues.push({ code: 'stacked_points', row: null, column: null, message, count: largest });
  }
  if (outside !== null && outside > 0) {
    const what = outsideBy === 'point' ? 'Their point' : 'The center of their cell';
    const message = `${what} lies in no area of this organization.`;
    issues.push({ code: 'outside_areas', row: null, column: null, message, count: outside });
  }
  return issues;
}
