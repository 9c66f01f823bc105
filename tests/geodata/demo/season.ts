// Small demo worlds for the tests of the generator.
import { createWorld, type World, type WorldOptions } from '../../../geodata/demo/world.ts';

export const TODAY = '2026-11-22';

export function smallWorld(options: Partial<WorldOptions> = {}): World {
  return createWorld({ seed: 1, scale: 1, today: TODAY, ...options });
}

/** Every row of a world as one line of JSON. */
export function* linesOf(world: World): Generator<string> {
  const { areas, places, roads, population, services, zones, patrols, patrolRuns, incidents } = world;
  for (const rows of [areas, places, roads, population, services, zones, patrols, patrolRuns, incidents]) {
    for (const row of rows()) yield JSON.stringify(row);
  }
}
