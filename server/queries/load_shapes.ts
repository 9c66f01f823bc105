// What a bulk load writes of each noun: table, columns, and the values of one row in the order of the columns.
// Knows no connection; load.ts carries the rows.
import { randomUUID } from 'node:crypto';
import { latLngToCell } from 'h3-js';
import type { z } from 'zod';
import { ewkbHex } from '../../geodata/formats/ewkb.ts';
import type { Area } from '../../geodata/schema/area.ts';
import type { MultiPolygon, Position } from '../../geodata/schema/geometry.ts';
import type { Incident } from '../../geodata/schema/incident.ts';
import type { PatrolRoute, PatrolRun } from '../../geodata/schema/patrol.ts';
import type { Place } from '../../geodata/schema/place.ts';
import type { PopulationCell } from '../../geodata/schema/population.ts';
import type { RoadEdge } from '../../geodata/schema/road.ts';
import type { serviceInput } from '../../geodata/schema/service.ts';
import type { zoneInput } from '../../geodata/schema/zone.ts';
import type { CopyValue } from './copy_text.ts';

/** What may be left out: ids are made, the dataset is that of the load, areas are looked up. */
interface Given {
  readonly id?: string;
  readonly invented?: boolean;
  readonly areaPcode?: string | null;
}
type Bare<T> = Omit<T, 'id' | 'datasetId' | 'invented' | 'areaPcode' | 'version'> & Given;

export interface PatrolEffort {
  readonly runId: string;
  /** H3 cell of resolution 7. */
  readonly cell: string;
  /** First day of the month, RFC 3339 full-date. */
  readonly month: string;
  readonly hours: number;
}

/** The row that a load of each noun takes. */
export interface LoadRow {
  readonly area: Bare<Area>;
  readonly population: Bare<PopulationCell>;
  readonly place: Bare<Place>;
  readonly road: Bare<RoadEdge>;
  readonly service: Bare<z.input<typeof serviceInput>>;
  readonly zone: Bare<z.input<typeof zoneInput>>;
  readonly patrol: Bare<PatrolRoute>;
  readonly patrol_run: Bare<PatrolRun>;
  readonly patrol_effort: PatrolEffort;
  readonly incident: Bare<Incident>;
}
export type LoadNoun = keyof LoadRow;

export interface LoadShape<Row> {
  readonly table: string;
  /** Columns besides organization_id and dataset_id. */
  readonly columns: readonly string[];
  /** SQL of the point whose finest area is looked up into area_pcode. */
  readonly areaPoint?: string;
  /**
   * Column by which the staged rows are written, so that the index that costs most grows in order: 3 times as fast for a
   * million rows. Ids are random; geometry sorts along a space-filling curve, which no id may follow.
   */
  readonly order?: 'id' | 'geom';
  /** Polygons whose validity is asked before they are written. */
  readonly polygons?: true;
  /** The table has no dataset_id of its own. */
  readonly withoutDataset?: true;
  readonly values: (row: Row, index: number) => readonly CopyValue[];
}

const idOf = (row: Given): string => row.id ?? randomUUID();
const multi = (geom: z.input<typeof zoneInput>['geom']): MultiPolygon =>
  geom.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [geom.coordinates] } : geom;

/** H3 cells of a point, or none where the place is vaguer than a cell. */
export function cellsOf(
  place: Incident['placePrecision'],
  [lon, lat]: Position,
): readonly [string | null, string | null] {
  if (place !== 'exact' && place !== 'settlement') return [null, null];
  return [latLngToCell(lat, lon, 7), latLngToCell(lat, lon, 8)];
}

export const LOAD_SHAPES: { readonly [N in LoadNoun]: LoadShape<LoadRow[N]> } = {
  area: {
    table: 'area',
    columns: ['id', 'pcode', 'admin_level', 'name', 'parent_pcode', 'geom'],
    polygons: true,
    values: (row) => [idOf(row), row.pcode, row.adminLevel, row.name, row.parentPcode, ewkbHex(row.geom)],
  },
  population: {
    table: 'population_cell',
    columns: ['id', 'people', 'women', 'children', 'lon', 'lat', 'area_pcode'],
    areaPoint: 'st_setsrid(st_makepoint(lon, lat), 4326)',
    values: (row, index) => [index, row.people, row.women, row.children, row.lon, row.lat, row.areaPcode ?? null],
  },
  place: {
    table: 'place',
    order: 'geom',
    columns: ['id', 'name', 'kind', 'population', 'geom'],
    values: (row) => [idOf(row), row.name, row.kind, row.population, ewkbHex(row.geom)],
  },
  road: {
    table: 'road_edge',
    order: 'geom',
    // What is loaded is public; who closes a road afterwards is not before a steward publishes it.
    columns: [
      ...['id', 'road_class', 'length_meters', 'seconds', 'one_way', 'closed', 'published_seconds', 'published_closed'],
      'geom',
    ],
    values: (row) => [
      idOf(row),
      row.roadClass,
      row.lengthMeters,
      row.seconds,
      row.oneWay,
      row.closed,
      row.seconds,
      row.closed,
      ewkbHex(row.geom),
    ],
  },
  service: {
    table: 'service',
    order: 'geom',
    columns: [
      ...['id', 'name', 'kind', 'status', 'components', 'opening_hours', 'languages', 'cost', 'eligibility'],
      ...['out_of_stock', 'documents', 'translations'],
      ...[
        'female_staff',
        'accessible',
        'capacity',
        'phone',
        'verified_on',
        'protected',
        'invented',
        'area_pcode',
        'geom',
      ],
    ],
    areaPoint: 'geom',
    values: (row) => [
      idOf(row),
      row.name,
      row.kind,
      row.status ?? 'open',
      row.components ?? [],
      row.openingHours ? JSON.stringify(row.openingHours) : null,
      row.languages ?? [],
      row.cost ?? 'unknown',
      row.eligibility ?? '',
      row.outOfStock ?? [],
      row.documents ?? '',
      JSON.stringify(row.translations ?? {}),
      row.femaleStaff ?? null,
      row.accessible ?? null,
      row.capacity ?? null,
      row.phone ?? '',
      row.verifiedOn ?? null,
      row.protected ?? false,
      row.invented ?? false,
      row.areaPcode ?? null,
      ewkbHex(row.geom),
    ],
  },
  zone: {
    table: 'zone',
    columns: [
      ...['id', 'name', 'kind', 'status', 'capacity', 'occupancy', 'security_measures', 'protocols', 'evidence'],
      ...['invented', 'area_pcode', 'geom'],
    ],
    areaPoint: 'st_pointonsurface(geom)',
    polygons: true,
    values: (row) => [
      idOf(row),
      row.name,
      row.kind,
      row.status ?? 'draft',
      row.capacity ?? null,
      row.occupancy ?? null,
      row.securityMeasures ?? [],
      row.protocols ?? [],
      JSON.stringify(row.evidence ?? []),
      row.invented ?? false,
      row.areaPcode ?? null,
      ewkbHex(multi(row.geom)),
    ],
  },
  patrol: {
    table: 'patrol_route',
    columns: ['id', 'name', 'mode', 'purpose', 'team', 'runs_per_week', 'invented', 'area_pcode', 'geom'],
    areaPoint: 'st_startpoint(geom)',
    values: (row) => [
      idOf(row),
      row.name,
      row.mode,
      row.purpose,
      row.team,
      row.runsPerWeek,
      row.invented ?? false,
      row.areaPcode ?? null,
      ewkbHex(row.geom),
    ],
  },
  patrol_run: {
    table: 'patrol_run',
    order: 'id',
    columns: ['id', 'route_id', 'started_at', 'ended_at', 'length_meters', 'geom'],
    withoutDataset: true,
    values: (row) => [idOf(row), row.routeId, row.startedAt, row.endedAt, row.lengthMeters, ewkbHex(row.geom)],
  },
  patrol_effort: {
    table: 'patrol_effort',
    columns: ['run_id', 'cell_r7', 'month', 'hours'],
    withoutDataset: true,
    values: (row) => [row.runId, row.cell, row.month, row.hours],
  },
  incident: {
    table: 'incident',
    order: 'id',
    columns: [
      ...['id', 'type', 'occurred_from', 'occurred_to', 'time_precision', 'place_precision', 'cell_r7', 'cell_r8'],
      ...['area_pcode', 'verification', 'source_class', 'consent', 'invented', 'geom'],
    ],
    values: (row) => [
      idOf(row),
      row.type,
      row.occurredFrom,
      row.occurredTo,
      row.timePrecision,
      row.placePrecision,
      ...cellsOf(row.placePrecision, row.geom.coordinates),
      row.areaPcode ?? null,
      row.verification,
      row.sourceClass,
      row.consent,
      row.invented ?? false,
      ewkbHex(row.geom),
    ],
  },
};
