// Speeds by land cover, season and time of day, and cycling by slope: data with source and version, which inputs name or replace.
// No grid and no search here.

export interface SpeedTable {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  /** true: some number is an assumption of ours that nobody has measured. */
  readonly assumed: boolean;
  /** km/h by code of ESA WorldCover; 0 = impassable. */
  readonly speedKmh: Readonly<Record<string, number>>;
}

/**
 * ESA WorldCover 2021 v200 (doi:10.5281/zenodo.7254221): 10 trees, 20 shrubs, 30 grass, 40 crops, 50 built-up, 60 bare or sparse, 70 snow
 * and ice, 80 water, 90 herbaceous wetland, 95 mangroves, 100 moss and lichen.
 */
const WALK_DRY_DAY = {
  ...{ '10': 2, '20': 3, '30': 4, '40': 4, '50': 5, '60': 5 },
  ...{ '70': 2, '80': 0, '90': 2, '95': 2, '100': 4 },
};
const BICYCLE_DRY_DAY = {
  ...{ '10': 0, '20': 4, '30': 8, '40': 8, '50': 11, '60': 10 },
  ...{ '70': 0, '80': 0, '90': 0, '95': 0, '100': 6 },
};

const scaled = (speeds: Readonly<Record<string, number>>, factor: number): Record<string, number> =>
  Object.fromEntries(Object.entries(speeds).map(([code, speed]) => [code, speed * factor]));

const WALKING = 'Walking speeds of the AccessMod tables (5 built-up and bare, 4 sparse, 3 medium, 2 dense vegetation)';
/** Nobody has published these for one land cover; a planner should put measured ones in their place. */
const NIGHT = 0.75;
const WET = { '30': 3, '40': 2, '60': 3, '90': 0 };

export const SPEED_TABLES: readonly SpeedTable[] = [
  {
    ...{ name: 'walk-dry-day', version: '1', assumed: false, speedKmh: WALK_DRY_DAY },
    source: `${WALKING}, joined to classes of ESA WorldCover.`,
  },
  {
    ...{ name: 'walk-dry-night', version: '1', assumed: true, speedKmh: scaled(WALK_DRY_DAY, NIGHT) },
    source: `${WALKING}, times ${NIGHT} at night by assumption.`,
  },
  {
    ...{ name: 'walk-wet-day', version: '1', assumed: true, speedKmh: { ...WALK_DRY_DAY, ...WET } },
    source: `${WALKING}; grass, crops and bare ground slower and wetland impassable in the rains by assumption.`,
  },
  {
    ...{ name: 'walk-wet-night', version: '1', assumed: true, speedKmh: scaled({ ...WALK_DRY_DAY, ...WET }, NIGHT) },
    source: `${WALKING}; rains and night by assumption.`,
  },
  {
    ...{ name: 'bicycle-dry-day', version: '1', assumed: true, speedKmh: BICYCLE_DRY_DAY },
    source: 'Assumption: a loaded bicycle on paths, none through trees, wetland or snow.',
  },
];

/** Factor of time by slope (rise over run in the direction of travel), evenly spaced; beyond its ends the end values hold. */
export interface SlopeTable {
  readonly source: string;
  readonly first: number;
  readonly step: number;
  readonly timeFactor: readonly number[];
}

/**
 * A straight line each way, as Parkin & Rotheram (2010) fitted; their abstract gives 22 km/h on the flat and 25 at 3 % descent, as
 * the 85th percentile. The coefficients here (21.6 km/h on the flat, 1.44 less for each per cent of climb, 0.86 more for each of
 * descent) are those quoted for their mean speeds, which nobody here has checked against the paper.
 */
const speedOnSlope = (s: number): number => {
  const speed = s >= 0 ? 21.6 - 144 * s : 21.6 + 86 * Math.min(-s, 0.03);
  // Steeper than about 12 % people push the bicycle: no slower than 4 km/h of 21.6, and descents are braked beyond 3 %.
  return Math.max(speed, 4) / 21.6;
};

export const BICYCLE_SLOPES: SlopeTable = {
  source:
    'After Parkin & Rotheram 2010 (doi:10.1016/j.tranpol.2010.03.001), coefficients not checked against the paper; pushing above 12 % and braking below −3 % by assumption.',
  first: -0.05,
  step: 0.01,
  timeFactor: Array.from({ length: 21 }, (_, i) => 1 / speedOnSlope((i - 5) / 100)),
};
