// What a reader of travel times must be told before the first number. It knows counts, no search.
import type { TravelNetwork } from './travel_network.ts';
import type { PlacedSources } from './travel_places.ts';
import type { DemandReach } from './travel_time.ts';
import type { TravelInput } from './travel_time_schema.ts';

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;

export const UNCALIBRATED =
  'Uncalibrated: no journey in this area was timed against these speeds. Show minutes with this note or with a band.';

/** What stands on roads and ground that were given, whatever is asked of them. */
export function networkWarnings(of: {
  readonly input: TravelInput;
  readonly network: TravelNetwork;
  readonly placed: PlacedSources;
  readonly uncalibrated: boolean;
}): string[] {
  const { network, placed, uncalibrated } = of;
  const { grid } = network;
  const warnings: string[] = [];
  if (uncalibrated) warnings.push(UNCALIBRATED);
  if (grid?.table?.assumed)
    warnings.push(`Speeds of table ${grid.table.name} are partly assumed: ${grid.table.source}`);
  if (grid !== null && grid.unknownSpeeds > 0)
    warnings.push(`${many(grid.unknownSpeeds, 'cell has', 'cells have')} no known speed and counts as impassable.`);
  if (grid !== null && grid.unknownHeights > 0)
    warnings.push(`${many(grid.unknownHeights, 'cell has', 'cells have')} no known height: moves there count as flat.`);
  if (network.nodesOutside > 0)
    warnings.push(
      `${many(network.nodesOutside, 'node lies', 'nodes lie')} outside the grid and meets the ground nowhere.`,
    );
  if (network.nodesBlocked > 0)
    warnings.push(
      `${many(network.nodesBlocked, 'node lies', 'nodes lie')} in an impassable cell: nobody leaves the road there.`,
    );
  if (placed.count === 0) warnings.push('There are no sources: nothing is reached.');
  if (placed.stepped > 0)
    warnings.push(
      `${many(placed.stepped, 'source lies', 'sources lie')} in an impassable cell and was moved to the nearest passable one beside it.`,
    );
  if (placed.lost > 0)
    warnings.push(
      `${many(placed.lost, 'source lies', 'sources lie')} outside the grid, in a danger area to be avoided or amid impassable cells and reaches nothing.`,
    );
  return warnings;
}

export function travelWarnings(of: {
  readonly input: TravelInput;
  readonly network: TravelNetwork;
  readonly placed: PlacedSources;
  readonly counts: Record<string, number>;
  readonly people: Record<string, number> | null;
  readonly demand: DemandReach;
  readonly uncalibrated: boolean;
}): string[] {
  const { counts, people, demand, placed, network } = of;
  const warnings = networkWarnings(of);
  for (const [reason, why] of [
    ['barrier', 'on a barrier'],
    ['danger', 'in a danger area to be avoided'],
  ] as const) {
    const cells = counts[reason];
    if (cells === undefined || people === null) continue;
    const living = people[reason] ?? 0;
    if (living > 0)
      warnings.push(
        `${figure(living)} people live ${why}, in ${many(cells, 'such cell', 'such cells')}: their minutes are null.`,
      );
  }
  if (demand.stepped > 0)
    warnings.push(
      `${many(demand.stepped, 'demand point stands', 'demand points stand')} in an impassable cell and was moved to the nearest passable one beside it.`,
    );
  const unplaced = (['barrier', 'danger', 'outside'] as const).filter(
    (reason) => (demandCount(demand, reason) ?? 0) > 0,
  );
  for (const reason of unplaced)
    warnings.push(
      `${many(demandCount(demand, reason), 'demand point has', 'demand points have')} no minutes: ${reason}${peopleOf(demand, reason)}.`,
    );
  if (placed.count > 0 && counts['reached'] === undefined && network.nodeCount + network.cellCount > 0)
    warnings.push('Nothing is reached from any source.');
  return warnings;
}

const CODES = { barrier: 1, danger: 2, outside: 5 } as const;

function demandCount(demand: DemandReach, reason: keyof typeof CODES): number {
  let count = 0;
  for (const code of demand.reason ?? []) if (code === CODES[reason]) count++;
  return count;
}

const peopleOf = (demand: DemandReach, reason: string): string =>
  demand.people === null ? '' : ` (${figure(demand.people[reason] ?? 0)} people)`;

const figure = (people: number): string => people.toLocaleString('en-US', { maximumFractionDigits: 1 });
