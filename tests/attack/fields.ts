// Which fields of a thing a role may read: the third column of the permission table, written out. A new field in an
// answer is a leak until it stands here.
import type { Role, Thing } from '../../geodata/schema/roles.ts';

/** Of every list and feature. */
const FRAME = [
  'type',
  'id',
  'geometry',
  'properties',
  'features',
  'next',
  'items',
  'coordinates',
  'bbox',
  'geometries',
];

interface Fields {
  readonly all: readonly string[];
  /** Beside `all`, for these roles only. */
  readonly more?: Partial<Record<Role, readonly string[]>>;
}

export const FIELDS: Partial<Record<Thing, Fields>> = {
  area: { all: ['pcode', 'adminLevel', 'name', 'parentPcode', 'version'] },
  service: {
    all: [
      ...['datasetId', 'name', 'kind', 'status', 'components', 'openingHours', 'timeZone', 'rules', 'days', 'opens'],
      ...['closes', 'from', 'until', 'everyWeeks', 'weeksOfMonth', 'season', 'holidays', 'extraOpenings', 'date'],
      ...['languages', 'cost', 'eligibility', 'femaleStaff', 'accessible', 'capacity', 'phone', 'verifiedOn'],
      ...['protected', 'invented', 'areaPcode', 'version'],
    ],
  },
  zone: {
    all: [
      ...['datasetId', 'name', 'kind', 'status', 'capacity', 'occupancy', 'securityMeasures', 'protocols', 'evidence'],
      ...['claim', 'source', 'observedOn', 'expiresOn', 'invented', 'areaPcode', 'version'],
    ],
  },
};

export function mayRead(role: Role, thing: Thing, field: string): boolean {
  const fields = FIELDS[thing];
  return (
    FRAME.includes(field) || (fields?.all.includes(field) ?? false) || (fields?.more?.[role]?.includes(field) ?? false)
  );
}

/** Every key of a JSON value, at any depth. */
export function keysOf(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const part of value.slice(0, 50)) keysOf(part, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      found.add(key);
      keysOf(part, found);
    }
  }
  return found;
}
