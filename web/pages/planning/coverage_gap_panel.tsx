// Coverage gap: choose people, care and distance; see who is beyond it, where, by district, and how that was computed.
import type { Dataset } from '../../../geodata/schema/dataset.ts';
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import { SERVICE_KINDS } from '../../../geodata/schema/service_words.ts';
import { LIST_LIMIT } from '../../api.ts';
import { lengthText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { may, usePopulation } from '../../state/queries.ts';
import { changeGap, hoverThing, selectThing, useView } from '../../state/view.ts';
import { DataTable } from '../../ui/data_table.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { useMapData } from '../explore/map_data.tsx';
import { showThing } from '../explore/map_handle.ts';
import { GAP_TABLE } from '../explore/table_columns.tsx';
import { problemText } from '../problem_text.ts';
import { datasetLabel } from './dataset_label.ts';
import { GapFigures } from './gap_figures.tsx';
import { countedServices } from './gap_inputs.ts';
import { GapMethod } from './gap_method.tsx';
import { type GapRow, useGap } from './gap_store.ts';
import { RadiusField } from './radius_field.tsx';
import { useCoverageGap } from './use_coverage_gap.ts';

export function CoverageGapPanel() {
  const { session, datasets } = useMapData();
  const choice = useView((view) => view.gap);
  if (session.permissions.analysis?.includes('run') !== true || !may(session, 'population')) {
    return (
      <div className="gap">
        <Notice tone="quiet" title={t('gap.notAllowed')}>
          {session.demo && t('gap.notAllowedHint')}
        </Notice>
      </div>
    );
  }
  const populations = datasets.filter(({ noun }) => noun === 'population');
  const dataset = populations.find(({ id }) => id === choice.datasetId) ?? populations[0] ?? null;
  return (
    <div className="gap">
      <p className="gap-intro quiet">{t('gap.intro')}</p>
      {dataset === null ? (
        <Notice tone="quiet" title={t('gap.noDataset')}>
          {t('gap.noDatasetHint')}
        </Notice>
      ) : (
        <GapOf dataset={dataset} populations={populations} />
      )}
    </div>
  );
}

function GapOf({ dataset, populations }: { dataset: Dataset; populations: readonly Dataset[] }) {
  const { session, datasets, services, reading } = useMapData();
  const choice = useView((view) => view.gap);
  const population = usePopulation(session, dataset.id);
  const complete = services.length < LIST_LIMIT;
  const ready = complete && !reading.services.pending && reading.services.error === null;
  const run = useCoverageGap({
    population: population.data,
    dataset,
    datasets,
    services,
    choice,
    role: session.role,
    ready,
  });
  const error = population.error ?? reading.services.error;
  const counted = countedServices(services, choice.kind).length;
  const retry = () => {
    void population.refetch();
    reading.services.retry();
  };
  return (
    <>
      <Choices dataset={dataset} populations={populations} />
      {error !== null && (
        <Notice tone="warning" title={t('state.error.title')} action={{ text: t('app.retry'), onClick: retry }}>
          {problemText(error)}
        </Notice>
      )}
      {run.failure !== null && (
        <Notice tone="warning" title={t('gap.failed')}>
          {run.failure === '' ? t('problem.other') : run.failure}
        </Notice>
      )}
      {!complete && (
        <Notice tone="warning" title={t('gap.tooMany')}>
          {t('gap.tooManyHint')}
        </Notice>
      )}
      {complete && error === null && run.result === null && run.failure === null && (
        <Skeleton rows={7} label={t(population.isPending ? 'gap.readingPeople' : 'gap.running')} />
      )}
      {run.result !== null && (
        <>
          {counted === 0 && (
            <Notice tone="quiet" title={t('gap.noServices', { kind: word('kind', choice.kind).toLowerCase() })}>
              {t('gap.noServicesHint')}
            </Notice>
          )}
          <GapFigures run={run} kind={choice.kind} serviceCount={counted} />
          <Districts radiusMeters={choice.radiusMeters} kind={choice.kind} />
          <GapMethod result={run.result} dataset={dataset} milliseconds={run.milliseconds} />
        </>
      )}
    </>
  );
}

function Choices({ dataset, populations }: { dataset: Dataset; populations: readonly Dataset[] }) {
  const { kind, radiusMeters } = useView((view) => view.gap);
  return (
    <div className="gap-form">
      <label>
        <span>{t('gap.people')}</span>
        <select value={dataset.id} onChange={(event) => changeGap({ datasetId: event.currentTarget.value })}>
          {populations.map((offered) => (
            <option key={offered.id} value={offered.id}>
              {datasetLabel(offered, populations.length)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('gap.kind')}</span>
        <select value={kind} onChange={(event) => changeGap({ kind: event.currentTarget.value as ServiceKind })}>
          {SERVICE_KINDS.map((id) => (
            <option key={id} value={id}>
              {word('kind', id)}
            </option>
          ))}
        </select>
      </label>
      <RadiusField meters={radiusMeters} onChange={(meters) => changeGap({ radiusMeters: meters })} />
    </div>
  );
}

function Districts({ radiusMeters, kind }: { radiusMeters: number; kind: ServiceKind }) {
  const data = useMapData();
  const gap = useGap();
  const selected = useView((view) => view.selected);
  if (gap === null) return null;
  if (gap.beyond !== null && gap.beyond < 0.5) {
    return (
      <Notice tone="quiet" title={t('gap.none', { radius: lengthText(radiusMeters) })}>
        {t('gap.noneHint', { kind: word('kind', kind).toLowerCase() })}
      </Notice>
    );
  }
  const thingOf = (row: GapRow) => (row.pcode === null ? null : ({ layer: 'areas', id: row.pcode } as const));
  return (
    <section className="gap-table" aria-label={t('gap.table')}>
      <h3>{t('gap.table')}</h3>
      <DataTable
        label={t('gap.table')}
        rows={gap.rows}
        columns={GAP_TABLE.columns}
        rowId={GAP_TABLE.rowId}
        firstSort={GAP_TABLE.firstSort}
        selectedId={selected?.layer === 'areas' ? selected.id : null}
        sortLabel={(column) => t('table.sort', { column })}
        onHover={(row) => hoverThing(row === null ? null : thingOf(row))}
        onSelect={(row) => {
          const thing = thingOf(row);
          selectThing(thing, false);
          if (thing !== null) void showThing(thing, data);
        }}
      />
    </section>
  );
}
