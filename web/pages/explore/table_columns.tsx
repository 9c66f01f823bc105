// Columns of each layer's table: what stands in them and what they sort by. Counts beside a floor are "at least".
import type { ReleaseRegion } from '../../../geodata/schema/release.ts';
import type { PatrolFeature, ServiceFeature, ZoneFeature } from '../../api.ts';
import { countText, dateText, monthText, percent, periodText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import type { LayerId } from '../../state/view.ts';
import type { Column } from '../../ui/data_table.tsx';
import { Chip } from '../../ui/facts.tsx';
import { type GapRow, gapStore } from '../planning/gap_store.ts';
import type { MapData } from './map_data.tsx';
import { type OpenState, openState } from './opening_hours.ts';
import type { CellRow } from './picture.ts';
import { bandText } from './release_picture.ts';
import { cmrOf, expiredEvidence, isStale } from './site_facts.ts';

export interface TableOf<R> {
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly rowId: (row: R) => string;
  /** What the row filter looks in. */
  readonly text: (row: R) => string;
  readonly firstSort: { readonly column: string; readonly descending: boolean };
}

type Table =
  | TableOf<ServiceFeature>
  | TableOf<ZoneFeature>
  | TableOf<PatrolFeature>
  | TableOf<CellRow>
  | TableOf<GapRow>
  | TableOf<HoursRow>
  | TableOf<RegionRow>;

export function tableOf(id: LayerId, data: MapData): Table {
  switch (id) {
    case 'services':
      return servicesTable(data);
    case 'zones':
      return zonesTable(data);
    case 'patrols':
      return patrolsTable(data);
    case 'incidents':
      return incidentsTable(data);
    case 'releases':
      return releaseTable(data);
    case 'effort':
      return effortTable(data);
    case 'gaps':
      return gapsTable();
  }
}

const named = <R extends { readonly properties: { readonly name: string } }>(width = 'auto'): Column<R> => ({
  id: 'name',
  title: t('column.name'),
  width,
  sortKey: (row) => row.properties.name,
  cell: (row) => <span title={row.properties.name}>{row.properties.name}</span>,
});

const NOW_RANK = { open: 0, closed: 1, unknown: 2 } as const;

function nowOf(row: ServiceFeature, now: Date): OpenState['state'] {
  if (row.properties.status === 'closed') return 'closed';
  return openState(row.properties.openingHours, now).state;
}

function servicesTable({ services }: MapData): TableOf<ServiceFeature> {
  const now = new Date();
  return {
    rows: services,
    rowId: (row) => row.id,
    text: ({ properties }) => `${properties.name} ${word('kind', properties.kind)}`,
    firstSort: { column: 'name', descending: false },
    columns: [
      named(),
      {
        id: 'kind',
        title: t('column.kind'),
        width: '104px',
        sortKey: (row) => word('kind', row.properties.kind),
        cell: (row) => word('kind', row.properties.kind),
      },
      {
        id: 'now',
        title: t('column.now'),
        width: '74px',
        sortKey: (row) => NOW_RANK[nowOf(row, now)],
        cell: (row) => <NowMark state={nowOf(row, now)} />,
      },
      {
        id: 'cmr',
        title: t('column.cmr'),
        width: '78px',
        sortKey: (row) => cmrOf(row.properties)?.have ?? null,
        cell: (row) => cmrText(row),
      },
      {
        id: 'verified',
        title: t('column.verified'),
        width: '106px',
        sortKey: (row) => row.properties.verifiedOn,
        cell: ({ properties: { verifiedOn } }) =>
          verifiedOn === null ? (
            <span className="stale">{t('table.neverVerified')}</span>
          ) : (
            <span className={isStale(verifiedOn, now.getTime()) ? 'stale' : ''}>{dateText(verifiedOn)}</span>
          ),
      },
    ],
  };
}

function NowMark({ state }: { state: OpenState['state'] }) {
  return <span className={`now now-${state}`}>{word('status', state)}</span>;
}

function cmrText(row: ServiceFeature): string {
  const cmr = cmrOf(row.properties);
  if (cmr === null) return t('cmr.na');
  return cmr.missing.length === 0 ? t('cmr.full') : t('cmr.part', { have: cmr.have });
}

function zonesTable({ zones }: MapData): TableOf<ZoneFeature> {
  const now = Date.now();
  return {
    rows: zones,
    rowId: (row) => row.id,
    text: ({ properties }) => `${properties.name} ${word('status', properties.status)}`,
    firstSort: { column: 'name', descending: false },
    columns: [
      named(),
      {
        id: 'status',
        title: t('column.status'),
        width: '96px',
        sortKey: (row) => row.properties.status,
        cell: (row) => word('status', row.properties.status),
      },
      {
        id: 'people',
        title: t('column.people'),
        width: '78px',
        numeric: true,
        sortKey: (row) => row.properties.occupancy,
        cell: (row) => numberText(row.properties.occupancy),
      },
      {
        id: 'capacity',
        title: t('column.capacity'),
        width: '84px',
        numeric: true,
        sortKey: (row) => row.properties.capacity,
        cell: (row) => numberText(row.properties.capacity),
      },
      {
        id: 'expired',
        title: t('column.expired'),
        width: '92px',
        numeric: true,
        sortKey: (row) => expiredEvidence(row.properties.evidence, now).length,
        cell: (row) => expiredEvidence(row.properties.evidence, now).length || '–',
      },
    ],
  };
}

function patrolsTable({ patrols }: MapData): TableOf<PatrolFeature> {
  return {
    rows: patrols,
    rowId: (row) => row.id,
    text: ({ properties }) => `${properties.name} ${word('purpose', properties.purpose)} ${properties.team}`,
    firstSort: { column: 'name', descending: false },
    columns: [
      named(),
      {
        id: 'purpose',
        title: t('column.purpose'),
        width: '96px',
        sortKey: (row) => row.properties.purpose,
        cell: (row) => word('purpose', row.properties.purpose),
      },
      {
        id: 'runs',
        title: t('column.runs'),
        width: '104px',
        numeric: true,
        sortKey: (row) => row.properties.runsLast30Days,
        cell: (row) => wholeNumber(row.properties.runsLast30Days),
      },
      {
        id: 'last',
        title: t('column.lastRun'),
        width: '110px',
        sortKey: (row) => row.properties.lastRunAt,
        cell: ({ properties: { lastRunAt } }) => (lastRunAt === null ? t('patrol.never') : dateText(lastRunAt)),
      },
    ],
  };
}

function incidentsTable({ incidents }: MapData): TableOf<CellRow> {
  const floor = incidents?.view.floor ?? 1;
  return {
    rows: incidents?.rows ?? [],
    rowId: (row) => row.cell,
    text: (row) => `${row.cell} ${[...row.byType.keys()].map((type) => word('incident', type)).join(' ')}`,
    firstSort: { column: 'reports', descending: true },
    columns: [
      {
        id: 'reports',
        title: t('column.reports'),
        width: floor > 1 ? '112px' : '88px',
        numeric: true,
        sortKey: (row) => row.count,
        cell: (row) => countText(row.count, floor),
      },
      {
        id: 'type',
        title: t('column.mostType'),
        width: 'auto',
        sortKey: (row) => word('incident', mostReported(row)),
        cell: (row) => word('incident', mostReported(row)),
      },
      {
        id: 'latest',
        title: t('column.latest'),
        width: '124px',
        sortKey: (row) => row.latest,
        cell: (row) => periodText(row.latest),
      },
      {
        id: 'cell',
        title: t('column.cell'),
        width: '144px',
        sortKey: (row) => row.cell,
        cell: (row) => <code>{row.cell}</code>,
      },
    ],
  };
}

export function mostReported(row: CellRow): string {
  return [...row.byType].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

interface RegionRow extends ReleaseRegion {
  readonly squareKm: number | null;
}

function releaseTable({ release }: MapData): TableOf<RegionRow> {
  const sizes = new Map(release?.scene.shapes.features.map(({ properties }) => [properties.id, properties.squareKm]));
  return {
    rows: (release?.document.regions ?? []).map((row) => ({ ...row, squareKm: sizes.get(String(row.id)) ?? null })),
    rowId: (row) => String(row.id),
    text: (row) => `${t('release.region', { id: row.id })} ${bandText(row.band)} ${row.pcodes.join(' ')}`,
    firstSort: { column: 'reports', descending: true },
    columns: [
      {
        id: 'region',
        title: t('column.region'),
        width: '110px',
        sortKey: (row) => row.id,
        cell: (row) => t('release.region', { id: row.id }),
      },
      {
        id: 'reports',
        title: t('column.reports'),
        width: '120px',
        numeric: true,
        sortKey: (row) => row.band.least,
        cell: (row) => bandText(row.band),
      },
      {
        id: 'size',
        title: t('column.size'),
        width: 'auto',
        numeric: true,
        sortKey: (row) => row.squareKm,
        cell: (row) => roundedText(row.squareKm),
      },
    ],
  };
}

interface HoursRow {
  readonly cell: string;
  readonly value: number;
}

function effortTable({ effort }: MapData): TableOf<HoursRow> {
  const month = effort === null || effort.month === '' ? '' : monthText(effort.month);
  return {
    rows: effort?.cells ?? [],
    rowId: (row) => row.cell,
    text: (row) => row.cell,
    firstSort: { column: 'hours', descending: true },
    columns: [
      {
        id: 'hours',
        title: t('column.hours'),
        width: '88px',
        numeric: true,
        sortKey: (row) => row.value,
        cell: (row) => wholeNumber(row.value),
      },
      { id: 'month', title: t('column.month'), width: 'auto', sortKey: () => month, cell: () => month },
      {
        id: 'cell',
        title: t('column.cell'),
        width: '150px',
        sortKey: (row) => row.cell,
        cell: (row) => <code>{row.cell}</code>,
      },
    ],
  };
}

function gapsTable(): TableOf<GapRow> {
  return { rows: gapStore.get()?.rows ?? [], ...GAP_TABLE };
}

const numberText = (value: number | null): string => (value === null ? '–' : wholeNumber(value));

const roundedText = (value: number | null): string => numberText(value === null ? null : Math.round(value));

/** Shared with the coverage-gap panel, which shows the same rows. */
export const GAP_TABLE: Omit<TableOf<GapRow>, 'rows'> = {
  rowId: (row) => row.pcode ?? 'outside',
  text: (row) => row.name,
  firstSort: { column: 'people', descending: true },
  columns: [
    {
      id: 'district',
      title: t('column.district'),
      width: 'auto',
      sortKey: (row) => row.name,
      cell: (row) => (row.pcode === null ? <Chip tone="quiet">{row.name}</Chip> : row.name),
    },
    {
      id: 'people',
      title: t('column.people'),
      width: '92px',
      numeric: true,
      sortKey: (row) => row.people,
      cell: (row) => roundedText(row.people),
    },
    {
      id: 'share',
      title: t('column.share'),
      width: '76px',
      numeric: true,
      sortKey: (row) => row.share,
      cell: (row) => (row.share === null ? '–' : percent(row.share)),
    },
    {
      id: 'women',
      title: t('column.women'),
      width: '84px',
      numeric: true,
      sortKey: (row) => row.women,
      cell: (row) => roundedText(row.women),
    },
    {
      id: 'children',
      title: t('column.children'),
      width: '84px',
      numeric: true,
      sortKey: (row) => row.children,
      cell: (row) => roundedText(row.children),
    },
  ],
};
