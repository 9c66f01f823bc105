// Which fields of a thing a role may read: the third column of the permission table, written out. A new field in an
// answer is a leak until it stands here.
import { ENTRY_PROBLEMS } from '../../geodata/schema/referral_words.ts';
import type { Role, Thing } from '../../geodata/schema/roles.ts';

/** Of every list, feature and OGC document, whatever the thing. */
const FRAME: readonly string[] = [
  ...['type', 'id', 'geometry', 'properties', 'features', 'next', 'items', 'coordinates', 'bbox', 'geometries'],
  ...['links', 'href', 'rel', 'title', 'description', 'crs', 'storageCrs', 'itemType', 'timeStamp', 'numberReturned'],
  ...['extent', 'spatial', 'temporal', 'interval'],
];

const EXACT_INCIDENT: readonly string[] = [
  ...['type', 'occurredFrom', 'occurredTo', 'timePrecision', 'placePrecision', 'areaPcode', 'verification'],
  ...['sourceClass', 'consent', 'datasetId', 'assignedTo', 'version'],
];

/** A record of the board, and two of them that may be one event. */
const RECORD: readonly string[] = [
  ...['type', 'cell', 'areaPcode', 'period', 'verification', 'sourceClass', 'placePrecision', 'merged'],
];
const BOARD: readonly string[] = [...RECORD, 'keep', 'drop', 'sameCell', 'daysApart', 'isWhole'];
const VIEW_FILTERS: readonly string[] = ['types', 'verifications', 'sources', 'placePrecisions', 'areas'];
const CAMERA: readonly string[] = ['camera', 'lon', 'lat', 'zoom'];

const HOURS: readonly string[] = [
  ...['openingHours', 'timeZone', 'rules', 'days', 'opens', 'closes', 'from', 'until', 'everyWeeks', 'weeksOfMonth'],
  ...['season', 'holidays', 'extraOpenings', 'date'],
];
/** What a country says of care. */
const RULES: readonly string[] = [
  ...['staleAfterDays', 'policeReport', 'policeReportNote', 'mandatoryReporting', 'exitUrl', 'needs', 'need'],
  ...['withinHours', 'components', 'kinds', 'protocol', 'source', 'en', 'fr', 'es', 'ar'],
];

interface Fields {
  readonly all: readonly string[];
  /** Beside `all`, for these roles only. */
  readonly more?: Partial<Record<Role, readonly string[]>>;
}

export const FIELDS: Partial<Record<Thing, Fields>> = {
  account: {
    all: [
      'organizationId',
      'email',
      'name',
      'role',
      'areaPrefix',
      'status',
      'hasSecondFactor',
      'awaitsApproval',
      'version',
    ],
  },
  alert: {
    all: [
      ...['kind', 'severity', 'raisedBy', 'areaPcode', 'areaName', 'cell', 'reference', 'raisedAt', 'state', 'step'],
      ...['dueAt', 'overdue', 'mine', 'escalated', 'escalatedToRole', 'escalatedToAccountId', 'ownerAccountId'],
      ...['teamId', 'teamName', 'acceptedAt', 'etaAt', 'arrivedAt', 'outcome', 'reason', 'closedAt', 'version'],
      ...['events', 'seq', 'at', 'verb', 'role', 'accountId', 'fromState', 'toState', 'etaMinutes', 'word'],
      ...['clocks', 'startedAt', 'doneAt', 'escalatedAt', 'actions'],
      // Figures.
      ...['from', 'to', 'asOf', 'raised', 'responded', 'notConfirmed', 'noResponse', 'openInTime', 'openLate'],
      ...['responseRate', 'responseRateLower', 'responseRateUpper', 'steps', 'done', 'waiting', 'withinLimit'],
      ...['medianSeconds', 'p90Seconds'],
    ],
  },
  alert_rule: {
    all: [
      ...['severity', 'verifyMinutes', 'assignMinutes', 'respondMinutes', 'closeMinutes', 'escalateToRole'],
      ...['escalateToAccountId', 'version'],
    ],
  },
  analysis: { all: ['jobs'] },
  api_key: { all: ['name', 'role', 'things', 'areaPrefix', 'expiresAt', 'lastUsedOn', 'createdAt', 'accountId'] },
  area: { all: ['pcode', 'adminLevel', 'name', 'parentPcode', 'version', 'numberMatched'] },
  audit: {
    all: [
      ...['number', 'at', 'accountId', 'role', 'verb', 'noun', 'thingId', 'rowCount', 'fileSha256', 'hash'],
      ...['holds', 'entries', 'brokenAt', 'head'],
    ],
  },
  consultation: {
    all: [
      ...['topic', 'areaPcode', 'group', 'heldOn', 'people', 'women', 'outcome', 'concerns', 'zoneId', 'routeId'],
      'version',
    ],
  },
  constraint: {
    all: [
      ...['name', 'kind', 'accessType', 'threat', 'effect', 'delayMinutes', 'slowFactor', 'withinMeters', 'startsAt'],
      ...[
        'endsAt',
        'hours',
        'timeZone',
        'from',
        'until',
        'source',
        'reliability',
        'credibility',
        'areaPcode',
        'version',
      ],
      ...['invented', 'stands'],
    ],
  },
  dataset: {
    all: [
      ...['organizationId', 'noun', 'name', 'source', 'licence', 'asOf', 'inputPrecision', 'cellDegrees', 'invented'],
      ...['rowCount', 'createdAt', 'version'],
    ],
  },
  entry_review: {
    all: ['serviceId', 'name', 'reviewSince', 'unavailable', 'problems', ...ENTRY_PROBLEMS, 'verifiedOn', 'version'],
  },
  exact_incident: { all: EXACT_INCIDENT },
  focal_point: { all: ['areaPcode', 'group', 'languages', 'madeOn', 'code'] },
  gateway: { all: ['areaPcode', 'kind', 'name', 'phone', 'languages', 'hours', 'version', 'numberMatched'] },
  incident: {
    all: [
      ...['view', 'resolution', 'period', 'floor', 'delayHours', 'asOf', 'areas', 'pcode', 'cell', 'type', 'count'],
      ...['areaPcode'],
    ],
    // One record exactly: the steward's, and the case that is assigned to the account that asks. Records of the board are coarser.
    more: { steward: [...EXACT_INCIDENT, ...BOARD], operations: [...EXACT_INCIDENT, ...BOARD] },
  },
  board_view: {
    all: ['name', 'view', 'filters', ...VIEW_FILTERS, 'window', 'lastDays', 'from', 'to', ...CAMERA, 'version'],
  },
  incident_merge: { all: [...RECORD, 'mergedOn', 'drop', 'keep', 'version'] },
  indicator: { all: ['kind', 'unit', 'weight', 'threshold', 'frequency', 'active', 'version'] },
  observation: {
    all: [
      ...['indicatorId', 'areaPcode', 'observedOn', 'value', 'source', 'reliability', 'credibility', 'version'],
      ...['asOf', 'indicators', 'kind', 'unit', 'weight', 'threshold', 'frequency', 'active', 'areas', 'name'],
      ...[
        'composite',
        'knownWeight',
        'cells',
        'state',
        'tests',
        'period',
        'provisional',
        'expected',
        'lastOn',
        'series',
      ],
    ],
  },
  pack: {
    all: [
      ...[
        'region',
        'name',
        'people',
        'services',
        'directory',
        'travel',
        'bytes',
        'sha256',
        'version',
        'organizationId',
      ],
      ...[
        'credits',
        'changedOn',
        'invented',
        ...RULES,
        'gateways',
        'areas',
        'places',
        'kind',
        'status',
        'outOfStock',
        ...HOURS,
      ],
      ...['values', 'of', 'languages', 'cost', 'eligibility', 'documents', 'femaleStaff', 'accessible', 'capacity'],
      ...['phone', 'verifiedOn', 'underReview', 'areaPcode', 'hours', 'pcode', 'adminLevel', 'lon', 'lat'],
    ],
  },
  patrol: {
    all: [
      ...['datasetId', 'name', 'mode', 'purpose', 'team', 'runsPerWeek', 'invented', 'areaPcode', 'runsLast30Days'],
      ...['lastRunAt', 'version', 'routeId', 'startedAt', 'endedAt', 'lengthMeters'],
      // The calendar of women's routes, and the figures of patrols.
      ...['kind', 'days', 'from', 'until', 'patrolIds', 'timeZone', 'weeks', 'routes', 'askedRuns', 'runs', 'minutes'],
      ...['plannedMinutes', 'kilometers', 'reported', 'found', 'foundPer100Hours', 'value', 'lower', 'upper', 'byHour'],
      ...['hour', 'share', 'patrolHours', 'cells', 'cellsNotReached', 'hours', 'warnings'],
    ],
  },
  patrol_effort: { all: ['cell', 'month', 'hours'] },
  patrol_plan: {
    all: [
      ...['areaPcode', 'startsOn', 'weeks', 'timeZone', 'teamIds', 'madeOn', 'figures', 'routes', 'routeId', 'version'],
      ...['askedMinutes', 'plannedMinutes', 'met', 'ratio', 'women', 'name', 'kind', 'occurrences', 'covered'],
      ...['escortsLeft', 'patrolFoundLeftOut', 'warnings', 'planId', 'teamId', 'from', 'until', 'asOf'],
    ],
  },
  place: {
    all: ['datasetId', 'name', 'kind', 'population', 'areaPcode', 'version', 'numberMatched', 'detail', 'lon', 'lat'],
  },
  population: { all: ['datasetId', 'people', 'women', 'children', 'areaPcode', 'lon', 'lat'] },
  referral: {
    all: [
      ...['code', 'serviceId', 'gatewayId', 'needs', 'urgent', 'state', 'reason', 'madeOn', 'answeredOn', 'version'],
    ],
  },
  release: {
    all: [
      ...['period', 'scheme', 'floor', 'sha256', 'publishedAt', 'regions', 'pcodes', 'cells', 'band', 'least', 'most'],
      ...['countedPcodes', 'groups', 'group', 'withheldPercent', 'region', 'numberMatched'],
    ],
  },
  evaluator_release: { all: ['period', 'floor', 'rows', 'pcode', 'month', 'count'] },
  release_draft: {
    all: [
      ...[
        'period',
        'scheme',
        'floor',
        'status',
        'sha256',
        'records',
        'told',
        'withheld',
        'outside',
        'findings',
        'kind',
      ],
      ...['what', 'least', 'most', 'builtAt', 'version', 'signatures', 'accountId', 'at'],
      ...['planner', 'operations', 'numbers', 'places'],
    ],
  },
  report: {
    all: [...['takenOn', 'state', 'messages', 'replies', 'version', 'envelopes', 'envelope', 'keys', 'sealed', 'box']],
  },
  report_key: { all: ['publicKey', 'createdOn'] },
  reporting_point: {
    all: ['kind', 'areaPcode', 'cell', 'reachRings', 'openPeriods', 'from', 'until', 'network', 'version'],
  },
  road: { all: ['datasetId', 'roadClass', 'lengthMeters', 'seconds', 'oneWay', 'closed', 'version', 'numberMatched'] },
  road_publication: {
    all: [
      ...['waiting', 'datasetId', 'roadClass', 'lengthMeters', 'seconds', 'oneWay', 'closed', 'publishedClosed'],
      ...['publishedSeconds', 'geom', 'version'],
    ],
  },
  service: {
    all: [
      ...['datasetId', 'name', 'kind', 'status', 'components', 'outOfStock', ...HOURS, 'languages', 'cost'],
      ...['eligibility', 'documents', 'femaleStaff', 'accessible', 'capacity', 'phone', 'verifiedOn', 'protected'],
      ...['translations', 'en', 'fr', 'es', 'ar', 'invented', 'areaPcode', 'version', 'numberMatched'],
    ],
  },
  setting: {
    all: [
      'releaseFloor',
      'releaseScheme',
      'consultationDays',
      'incidentRetentionDays',
      'incidentRetentionDaysNext',
      'retentionFrom',
      'careRules',
      ...RULES,
      'version',
    ],
  },
  task: {
    all: [
      ...['agency', 'kind', 'areaPcode', 'fromDate', 'toDate', 'state', 'shared', 'objectiveId', 'byDate', 'tasks'],
      ...['tasksDone', 'version'],
    ],
  },
  team: {
    all: [
      ...['name', 'status', 'freeFrom', 'position', 'positionAt', 'areaPcode', 'members', 'access', 'version'],
      // Those nearest to an alert.
      ...['at', 'teams', 'teamId', 'minutes', 'waitMinutes', 'travelMinutes', 'arrivesAt', 'sure', 'leftOut'],
      ...['reason', 'way', 'nextStep', 'warnings'],
    ],
  },
  zone: {
    all: [
      ...['datasetId', 'name', 'kind', 'status', 'capacity', 'occupancy', 'securityMeasures', 'protocols', 'evidence'],
      ...['claim', 'source', 'observedOn', 'expiresOn', 'invented', 'areaPcode', 'version', 'numberMatched'],
    ],
  },
  zone_use: {
    all: [
      ...['measureChecks', 'measure', 'protocolChecks', 'protocol', 'evidence', 'source', 'observedOn', 'expiresOn'],
      ...[
        'training',
        'topic',
        'people',
        'women',
        'trainedOn',
        'occupancyOn',
        'downgradedOn',
        'downgradedFor',
        'version',
      ],
    ],
  },
};

export function mayRead(role: Role, thing: Thing, field: string): boolean {
  // Who asks is told of themselves alone; what stands there is the permission table itself.
  if (thing === 'session') return true;
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
