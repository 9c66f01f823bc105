// One patrol route: what was planned, what was run. Only roles that may see plans ever get here.
import type { PatrolFeature } from '../../api.ts';
import { ageText, dateText, measuredLengthText, percent } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { PatrolLength } from './ground_facts.tsx';
import { useMapData } from './map_data.tsx';

const WEEKS = 30 / 7;

export function PatrolDetails({ route: feature }: { route: PatrolFeature }) {
  const route = feature.properties;
  const { runs } = useMapData();
  const planned = route.runsPerWeek * WEEKS;
  return (
    <>
      <header className="details-title">
        <div>
          <h2>{route.name}</h2>
          <p className="chips">
            <span>{t('layer.patrols')}</span>
            {route.invented && <Chip tone="striped">{t('fact.invented')}</Chip>}
          </p>
        </div>
      </header>
      <Facts>
        <Fact name={t('patrol.purpose')}>{word('purpose', route.purpose)}</Fact>
        <Fact name={t('patrol.mode')}>{word('mode', route.mode)}</Fact>
        <Fact name={t('patrol.team')}>{route.team === '' ? t('fact.unknown') : route.team}</Fact>
        <PatrolLength route={feature} />
        <Fact name={t('patrol.planned')}>{t('patrol.perWeek', { count: route.runsPerWeek })}</Fact>
        <Fact name={t('patrol.last30')}>
          {t('patrol.runs', { count: route.runsLast30Days })}
          {planned > 0 && (
            <span className="quiet"> {t('patrol.share', { share: percent(route.runsLast30Days / planned) })}</span>
          )}
        </Fact>
        <Fact name={t('patrol.lastRun')}>
          {route.lastRunAt === null ? t('patrol.never') : dateText(route.lastRunAt)}
          {route.lastRunAt !== null && <span className="quiet"> ({ageText(route.lastRunAt, Date.now())})</span>}
        </Fact>
      </Facts>
      <section className="runs">
        <h3>{t('patrol.runList')}</h3>
        {runs.length === 0 && <p className="quiet">{t('patrol.noRuns')}</p>}
        <ul className="run-list">
          {runs.slice(0, 20).map(({ id, properties: run }) => (
            <li key={id}>
              <span>{dateText(run.startedAt)}</span>
              <span className="quiet">{measuredLengthText(run.lengthMeters)}</span>
              <span className="quiet">{durationText(run.startedAt, run.endedAt)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function durationText(from: string, to: string): string {
  const minutes = Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
