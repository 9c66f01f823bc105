// Every layer as a table. Pointing at a row marks it on the map; a click on the map marks the row.
import { useMemo, useState } from 'react';
import { quarterText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { changeView, hoverThing, type LayerId, selectThing, useView } from '../../state/view.ts';
import { type Column, DataTable } from '../../ui/data_table.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { problemText } from '../problem_text.ts';
import { Contacts, contactsOf } from './contacts.tsx';
import { useMapData } from './map_data.tsx';
import { showThing } from './map_handle.ts';
import { ReleaseNote } from './release_note.tsx';
import { type TableOf, tableOf } from './table_columns.tsx';

const ORDER = ['services', 'zones', 'patrols', 'incidents', 'releases', 'effort', 'gaps'] as const;

export function TablesPanel() {
  const data = useMapData();
  const wanted = useView((view) => view.table);
  const choices = ORDER.filter((id) => data.available.includes(id));
  const id: LayerId = choices.includes(wanted) ? wanted : (choices[0] ?? 'services');
  const reading = data.reading[id];
  return (
    <div className="tables">
      <label className="table-choice">
        <span className="visually-hidden">{t('table.choose')}</span>
        <select value={id} onChange={(event) => changeView({ table: event.currentTarget.value as LayerId })}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {t(`layer.${choice}`)}
            </option>
          ))}
        </select>
      </label>
      {reading.pending && <Skeleton rows={10} label={t('app.loading')} />}
      {reading.error !== null && (
        <Notice tone="warning" title={t('state.error.title')} action={{ text: t('app.retry'), onClick: reading.retry }}>
          {problemText(reading.error)}
        </Notice>
      )}
      {id === 'services' && !data.protectedCounted && <p className="table-note">{t('service.notCounted')}</p>}
      {id === 'releases' && data.release !== null && (
        <div className="table-note">
          {quarterText(data.release.document.period)}
          <ReleaseNote release={data.release.document} />
        </div>
      )}
      {!reading.pending && reading.error === null && <LayerTable key={id} id={id} />}
      {id === 'services' && data.gateways.length > 0 && <ContactsFold />}
    </div>
  );
}

/** Of the district that was chosen on the map; without one, all there are. */
function ContactsFold() {
  const { gateways, areas } = useMapData();
  const pcode = useView((view) => (view.selected?.layer === 'areas' ? view.selected.id : null));
  const of = pcode === null ? gateways : contactsOf(gateways, pcode);
  const area = areas.find(({ properties }) => properties.pcode === pcode)?.properties.name;
  return (
    <details className="contacts-fold">
      <summary>{t('gateway.title')}</summary>
      <Contacts gateways={of} title={area === undefined ? '' : t('gateway.in', { area })} />
    </details>
  );
}

function LayerTable({ id }: { id: LayerId }) {
  const data = useMapData();
  const table = tableOf(id, data);
  return <FilteredTable id={id} table={table as TableOf<unknown>} />;
}

function FilteredTable({ id, table }: { id: LayerId; table: TableOf<unknown> }) {
  const data = useMapData();
  const [filter, setFilter] = useState('');
  const selected = useView((view) => view.selected);
  const days = useView((view) => view.incidentDays);
  const rows = useMemo(() => filteredRows(table, filter), [table, filter]);
  const layer = id === 'gaps' ? 'areas' : id;
  const selectedId = selected?.layer === layer ? selected.id : null;
  if (table.rows.length === 0) {
    const floor = id === 'incidents' ? (data.incidents?.view.floor ?? 1) : 1;
    const key = floor > 1 ? 'table.empty.underFloor' : (`table.empty.${id}` as const);
    return <Notice tone="quiet" title={t(key, { days: t(`days.${days}`), floor })} />;
  }
  return (
    <>
      <div className="table-tools">
        <input
          type="search"
          aria-label={t('table.filter')}
          placeholder={t('table.filter')}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <span className="quiet" role="status">
          {t('table.count', { count: rows.length })}
        </span>
      </div>
      {rows.length === 0 && <Notice tone="quiet" title={t('table.nothing')} />}
      {rows.length > 0 && (
        <DataTable
          label={t(`layer.${id}`)}
          rows={rows}
          columns={table.columns as readonly Column<unknown>[]}
          rowId={table.rowId}
          firstSort={table.firstSort}
          selectedId={selectedId}
          sortLabel={(column) => t('table.sort', { column })}
          onHover={(row) => hoverThing(row === null ? null : { layer, id: table.rowId(row) })}
          onSelect={(row) => {
            const thing = { layer, id: table.rowId(row) } as const;
            selectThing(thing, false);
            void showThing(thing, data);
          }}
        />
      )}
      {selectedId !== null && (
        <button type="button" className="button table-details" onClick={() => changeView({ detailsOpen: true })}>
          {t('table.details')}
        </button>
      )}
    </>
  );
}

function filteredRows(table: TableOf<unknown>, filter: string): readonly unknown[] {
  const letters = filter.trim().toLowerCase();
  return letters === '' ? table.rows : table.rows.filter((row) => table.text(row).toLowerCase().includes(letters));
}
