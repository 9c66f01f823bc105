// Minutes from one place to every service of a pack where no roads are known, and what every way of a pack stands on: the geodesic
// and the band. Small, so that a phone can rank before the roads are there. It knows positions; who asks is never kept.
import { geocentricPositions } from './ellipsoid.ts';
import { seriesMeters } from './geodesic_series.ts';
import type { PackMinutes, PackOrigin, PackWays } from './pack_ways.ts';

/** Built-up and bare ground of the AccessMod tables, beside roads and along them. */
const WALK_KMH = 5;
export const WALK_SECONDS_PER_METER = 3.6 / WALK_KMH;
/** A way is so much longer than the straight line where no road is known: by assumption, nobody has measured it here. */
const ROUGH_DETOUR = 1.3;
/** Standard deviation of the logarithm of the whole speed, by assumption: two thirds lie within -26 % and +35 %. */
const SPEED_SIGMA = 0.3;
/** Quantile of the standard normal distribution at 0.9. */
const Z90 = 1.2815515655446004;
const SLOWER = Math.exp(Z90 * SPEED_SIGMA);
/** IUGG mean radius, for places more than 164° apart alone. */
const MEAN_RADIUS_METERS = 6_371_008.8;

/** Ways of a pack without roads: the straight line times 1.3 on foot, marked `rough`; no vehicle. As packWays (pack_ways.ts). */
export function straightWays(services: Services): PackWays {
  const straight = straightMeters(services);
  return { from: (origin) => roughMinutes(origin, straight(origin)) };
}

interface Services {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

interface Position {
  readonly lon: number;
  readonly lat: number;
}

export const metersBetween = (a: Position, b: Position): number => {
  const xyz = geocentricPositions({ lon: [a.lon, b.lon], lat: [a.lat, b.lat] });
  return geodesicOrSphere(xyz, 0, xyz, 3);
};

export function straightMeters({ lon, lat }: Services) {
  const doors = geocentricPositions({ lon, lat });
  return (origin: Position): Float64Array => {
    const here = geocentricPositions({ lon: [origin.lon], lat: [origin.lat] });
    return Float64Array.from(lon, (_, s) => geodesicOrSphere(here, 0, doors, 3 * s));
  };
}

function geodesicOrSphere(xyzA: ArrayLike<number>, a: number, xyzB: ArrayLike<number>, b: number): number {
  const meters = seriesMeters(xyzA, a, xyzB, b);
  if (!Number.isNaN(meters)) return meters;
  const part = (k: number): [number, number] => [xyzA[a + k] as number, xyzB[b + k] as number];
  const [[ax, bx], [ay, by], [az, bz]] = [part(0), part(1), part(2)];
  const cosine = (ax * bx + ay * by + az * bz) / (Math.hypot(ax, ay, az) * Math.hypot(bx, by, bz));
  return MEAN_RADIUS_METERS * Math.acos(Math.max(-1, Math.min(1, cosine)));
}

const roughMinutes = ({ mode }: PackOrigin, meters: Float64Array): PackMinutes => ({
  ...bandOf(
    meters.map((straight) =>
      mode === 'vehicle' ? Number.NaN : (straight * ROUGH_DETOUR * WALK_SECONDS_PER_METER) / 60,
    ),
  ),
  meters,
  rough: true,
});

export const bandOf = (minutes: Float64Array) => ({
  minutes,
  minutesP10: minutes.map((t) => t / SLOWER),
  minutesP90: minutes.map((t) => t * SLOWER),
});
