// What is near a zone, out of what the role has read anyway: cells with reports, patrol routes or hours, services. Distances are
// straight lines from the middle of the zone; nothing here is a travel time. Pure; H3 is handed in.
import type { Position } from 'geojson';
import type { EffortItem, IncidentPicture, PatrolFeature, ServiceFeature } from '../../api.ts';

/** As far as somebody would run or carry. */
export const NEAR_METERS = 3_000;
/** How far services are told of: UNHCR's five kilometers to primary care. */
export const REACH_METERS = 5_000;
export const NEAR_DAYS = 90;

/** Meters of one degree at a latitude: series of the WGS 84 ellipsoid (Snyder 1987, Map Projections, p. 25), good to 1 m in 10 km here. */
function metersOfDegree(latitude: number): { readonly lon: number; readonly lat: number } {
  const phi = (latitude * Math.PI) / 180;
  return {
    lat: 111_132.95 - 559.85 * Math.cos(2 * phi) + 1.17 * Math.cos(4 * phi),
    lon: 111_412.88 * Math.cos(phi) - 93.5 * Math.cos(3 * phi),
  };
}

/** East and north of `from`, in meters; for places of one neighborhood. */
function offset([lon = 0, lat = 0]: Position, from: Position): readonly [east: number, north: number] {
  const scale = metersOfDegree(from[1] ?? 0);
  const around = ((lon - (from[0] ?? 0) + 540) % 360) - 180; // also over the antimeridian
  return [around * scale.lon, (lat - (from[1] ?? 0)) * scale.lat];
}

export function metersToPoint(from: Position, point: Position): number {
  return Math.hypot(...offset(point, from));
}

export function metersToLine(from: Position, line: readonly Position[]): number {
  const points = line.map((position) => offset(position, from));
  let nearest = Math.hypot(...(points[0] ?? [Number.POSITIVE_INFINITY, 0]));
  for (let index = 1; index < points.length; index++) {
    const [[ax, ay], [bx, by]] = [points[index - 1], points[index]] as [[number, number], [number, number]];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
  }
  return nearest;
}

/** Sum of the reports in these cells that began on or after a day; the role's own counts, nothing finer. */
export function reportsIn(picture: IncidentPicture, cells: ReadonlySet<string>, since: string): number {
  let sum = 0;
  for (let row = 0; row < picture.cell.length; row++) {
    if ((picture.period[row] ?? '') >= since && cells.has(picture.cell[row] ?? '')) sum += picture.count[row] ?? 0;
  }
  return sum;
}

/** Hours in these cells in the newest month that there is; null = none was told. */
export function hoursIn(effort: readonly EffortItem[], cells: ReadonlySet<string>) {
  const month = effort.reduce((latest, item) => (item.month > latest ? item.month : latest), '');
  if (month === '') return null;
  const hours = effort.filter((item) => item.month === month && cells.has(item.cell)).map((item) => item.hours);
  return { month, hours: hours.reduce((sum, one) => sum + one, 0) };
}

export interface NearPatrol {
  readonly id: string;
  readonly name: string;
  readonly meters: number;
  readonly runsLast30Days: number;
}

export const patrolsNear = (patrols: readonly PatrolFeature[], from: Position): NearPatrol[] =>
  patrols
    .map(({ id, geometry, properties: { name, runsLast30Days } }) => ({
      ...{ id, name, runsLast30Days },
      meters: metersToLine(from, geometry.coordinates),
    }))
    .filter(({ meters }) => meters <= NEAR_METERS)
    .toSorted((a, b) => a.meters - b.meters);

export interface NearService {
  readonly kind: ServiceFeature['properties']['kind'];
  readonly name: string;
  readonly meters: number;
  readonly count: number;
}

/** The nearest that is open, of each kind, and how many there are. */
export function servicesNear(services: readonly ServiceFeature[], from: Position): NearService[] {
  const nearest = new Map<string, NearService>();
  for (const { geometry, properties } of services) {
    const meters = metersToPoint(from, geometry.coordinates);
    if (properties.status === 'closed' || meters > REACH_METERS) continue;
    const { kind, name } = properties;
    const before = nearest.get(kind);
    const first = before === undefined || meters < before.meters ? { kind, name, meters } : before;
    nearest.set(kind, { ...first, count: (before?.count ?? 0) + 1 });
  }
  return [...nearest.values()].toSorted((a, b) => a.meters - b.meters);
}
