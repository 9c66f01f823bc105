// One cell of reported incidents or patrol hours, and one district. Counts are "reported"; beside a floor they are "at least".
import { countText, lengthText, monthText, percent, periodText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useView } from '../../state/view.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { useGap } from '../planning/gap_store.ts';
import { Contacts, contactsOf } from './contacts.tsx';
import { useMapData } from './map_data.tsx';
import { resolutionOfCell } from './picture.ts';

export function CellDetails({ layer, cell }: { layer: 'incidents' | 'effort'; cell: string }) {
  const { invented } = useMapData();
  return (
    <>
      <header className="details-title">
        <div>
          <h2>{t(`layer.${layer}`)}</h2>
          <p className="chips">
            <code>{t('cell.title', { cell })}</code>
            {invented && <Chip tone="striped">{t('fact.invented')}</Chip>}
          </p>
        </div>
      </header>
      {layer === 'incidents' ? <Reports cell={cell} /> : <Hours cell={cell} />}
    </>
  );
}

function Reports({ cell }: { cell: string }) {
  const { incidents } = useMapData();
  const days = useView((view) => view.incidentDays);
  if (incidents === null) return null;
  const { floor, delayHours, period } = incidents.view;
  const row = incidents.rows.find((entry) => entry.cell === cell);
  if (row === undefined && resolutionOfCell(cell) !== incidents.resolution) return <p>{t('cell.otherSize')}</p>;
  const reported = t('cell.reported', { days: t(`days.${days}`) });
  const types = row === undefined ? [] : [...row.byType].sort((a, b) => b[1] - a[1]);
  const most = types[0]?.[1] ?? 1;
  return (
    <>
      {row === undefined && floor > 1 ? (
        <p>
          {reported}: {t('count.notShown', { floor })}
        </p>
      ) : (
        <p className="figure">
          <strong>{countText(row?.count ?? 0, floor)}</strong>
          <span className="quiet">{reported}</span>
        </p>
      )}
      {types.length > 0 && <h3>{t('cell.byType')}</h3>}
      <ul className="bars">
        {types.map(([type, count]) => (
          <li key={type}>
            <span className="bar-name">{word('incident', type)}</span>
            <span className="bar-number">{countText(count, floor)}</span>
            <span className="bar" aria-hidden="true">
              <span style={{ inlineSize: `${(count / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {row !== undefined && (
        <Facts>
          <Fact name={t('cell.latest')}>
            {t(`cell.period.${row.latest.length < 10 ? 'day' : period}`, { date: periodText(row.latest) })}
          </Fact>
          {row.vague > 0 && <Fact name={t('cell.vague')}>{countText(row.vague, floor)}</Fact>}
        </Facts>
      )}
      <p className="caveat">
        {floor > 1 ? t('cell.floor', { floor }) : t('cell.noFloor')}
        {delayHours > 0 && ` ${t('cell.delay', { hours: delayHours })}`}
      </p>
    </>
  );
}

function Hours({ cell }: { cell: string }) {
  const { effort } = useMapData();
  const hours = effort?.cells.find((entry) => entry.cell === cell)?.value ?? 0;
  return (
    <p className="figure">
      <strong>{wholeNumber(hours)} h</strong>
      <span className="quiet">
        {t('cell.hours')}, {effort === null || effort.month === '' ? '' : monthText(effort.month)}
      </span>
    </p>
  );
}

export function AreaDetails({ pcode }: { pcode: string }) {
  const { areas, incidents, gateways } = useMapData();
  const gap = useGap();
  const days = useView((view) => view.incidentDays);
  const area = areas.find(({ properties }) => properties.pcode === pcode)?.properties;
  const row = gap?.rows.find((entry) => entry.pcode === pcode);
  const imprecise = incidents?.imprecise.get(pcode);
  const floor = incidents?.view.floor ?? 1;
  return (
    <>
      <header className="details-title">
        <div>
          <h2>{area?.name ?? pcode}</h2>
          <p className="chips">
            <span>{t('area.title', { pcode })}</span>
            {area !== undefined && <span className="quiet">{t('area.level', { level: area.adminLevel })}</span>}
          </p>
        </div>
      </header>
      <Facts>
        {gap !== null && row !== undefined && (
          <Fact
            name={t('area.beyond', {
              radius: lengthText(gap.scene.radiusMeters),
              kind: word('kind', gap.scene.kind).toLowerCase(),
            })}
          >
            {row.people === null ? t('fact.unknown') : t('layer.gaps.count', { count: Math.round(row.people) })}
            {row.share !== null && <span className="quiet"> ({percent(row.share)})</span>}
          </Fact>
        )}
        {imprecise !== undefined && (
          <Fact name={t('area.imprecise', { days: t(`days.${days}`) })}>
            {countText(imprecise.count, floor)}
            {imprecise.vague > 0 && (
              <span className="quiet"> ({t('cell.vagueOf', { count: countText(imprecise.vague, floor) })})</span>
            )}
          </Fact>
        )}
      </Facts>
      <Contacts gateways={contactsOf(gateways, pcode)} title={t('gateway.title')} />
    </>
  );
}
