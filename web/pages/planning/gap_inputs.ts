// What the panel hands to the analysis: exactly what the server would, so that both give the same number. Pure.

import type { CoverageGapInput } from '../../../geodata/analysis/reach/coverage_gap_schema.ts';
import type { Dataset } from '../../../geodata/schema/dataset.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import { SEES_PROTECTED_SERVICES } from '../../../geodata/schema/roles.ts';
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import type { Population, ServiceFeature } from '../../api.ts';
import { VAGUENESS } from '../../state/words.ts';

interface Choice {
  readonly population: Population;
  readonly dataset: Dataset;
  /** All datasets, for the precision and date of the services. */
  readonly datasets: readonly Dataset[];
  readonly services: readonly ServiceFeature[];
  readonly kind: ServiceKind;
  readonly radiusMeters: number;
  readonly role: Role;
}

/** A closed service treats nobody; one whose state is not known is counted, as on the server. */
export const countedServices = (services: readonly ServiceFeature[], kind: ServiceKind): ServiceFeature[] =>
  services.filter(({ properties }) => properties.kind === kind && properties.status !== 'closed');

export function gapInput({
  population,
  dataset,
  datasets,
  services,
  kind,
  radiusMeters,
  role,
}: Choice): CoverageGapInput {
  const { columns, cellDegrees, inputPrecision, asOf } = population;
  const { women, children, areas, ...cells } = columns;
  const counted = countedServices(services, kind);
  return {
    cells: {
      lon: cells.lon,
      lat: cells.lat,
      people: cells.people,
      ...(women.every(Number.isNaN) ? {} : { women }),
      ...(children.every(Number.isNaN) ? {} : { children }),
      area: cells.area,
      areas: [...areas],
      ...(cellDegrees === null ? {} : { cellDegrees: [cellDegrees[0], cellDegrees[1]] }),
      inputPrecision,
      ...(asOf === null ? {} : { asOf }),
      name: dataset.title,
    },
    services: {
      lon: Float64Array.from(counted, ({ geometry }) => geometry.coordinates[0] ?? 0),
      lat: Float64Array.from(counted, ({ geometry }) => geometry.coordinates[1] ?? 0),
      ids: counted.map(({ id }) => id),
      protectedCounted: SEES_PROTECTED_SERVICES.has(role),
      ...provenanceOf(counted, datasets),
    },
    radiusMeters,
  };
}

/** The vaguest precision and the oldest date of where the services come from; records made by hand are exact. */
function provenanceOf(services: readonly ServiceFeature[], datasets: readonly Dataset[]) {
  const ids = new Set(services.map(({ properties }) => properties.datasetId));
  const sources = datasets.filter(({ id }) => ids.has(id));
  const vaguest = sources
    .map(({ inputPrecision }) => inputPrecision)
    .sort((a, b) => VAGUENESS[b] - VAGUENESS[a])
    .at(0);
  const oldest = sources
    .flatMap(({ asOf }) => asOf ?? [])
    .sort()
    .at(0);
  return { inputPrecision: vaguest ?? ('exact' as const), ...(oldest === undefined ? {} : { asOf: oldest }) };
}
