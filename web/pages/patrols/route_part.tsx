// Routes on a map: drawn here or taken from a GPX file; the runs of the one that is chosen, and a run from the file of a receiver.
import { useState } from 'react';
import type { LineString } from '../../../geodata/schema/geometry.ts';
import type { PatrolFeature, Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { WorkMap } from '../../map/work_map.tsx';
import type { WorkThing } from '../../map/work_things.ts';
import { useAreas, usePatrols, useRuns } from '../../state/queries.ts';
import { Choice } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Reading } from '../office/reading.tsx';
import { areasWithRoutes } from './area_routes.ts';
import { RouteFacts } from './route_facts.tsx';
import { RouteForm } from './route_form.tsx';
import { useReadAgain } from './use_patrol_data.ts';

/** Runs drawn beside their route: the newest ones. */
const RUNS_DRAWN = 20;

export function RoutePart({ session }: { session: Session }) {
  const patrols = usePatrols(session);
  const readAgain = useReadAgain(session);
  const areas = useAreas(session);
  const [area, setArea] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [line, setLine] = useState<LineString | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  const runs = useRuns(session, selected);
  const mayWrite = session.permissions.patrol?.includes('create') === true;
  const chosen = patrols.data?.find(({ properties }) => properties.id === selected) ?? null;
  // One area at a time: from farther away a route of a few kilometers is not to be seen.
  const places = areasWithRoutes(patrols.data ?? [], areas.data ?? []);
  const place = places.find(({ pcode }) => pcode === area) ?? places[0];
  const inPlace = (patrols.data ?? []).filter(({ properties }) => place?.routeIds.includes(properties.id) ?? true);
  const things: WorkThing[] = [
    ...inPlace.map((route) => thingOf(route, route === chosen)),
    ...(runs.data ?? []).slice(0, RUNS_DRAWN).map(({ geometry, properties }) => ({
      ...{ id: properties.id, geometry, tone: 'run' as const },
    })),
  ];
  const pick = (id: string | null) =>
    setSelected(patrols.data?.some(({ properties }) => properties.id === id) === true ? id : selected);
  const end = () => {
    setDrawing(false);
    setLine(null);
  };
  return (
    <>
      <div className="office-bar">
        <p className="office-intro">{t('patrolRoute.intro')}</p>
        {mayWrite && !isDrawing && (
          <button type="button" className="button" onClick={() => setDrawing(true)}>
            {t('patrolRoute.new')}
          </button>
        )}
      </div>
      <div className="patrol-split">
        <div className="patrol-map">
          <WorkMap
            key={place?.pcode ?? ''}
            label={t('patrolRoute.map')}
            things={things}
            selected={isDrawing ? null : selected}
            onPick={pick}
            draw={
              isDrawing
                ? {
                    shape: 'LineString',
                    geometry: line,
                    onChange: (drawn) => setLine(drawn?.type === 'LineString' ? (drawn as LineString) : null),
                  }
                : null
            }
          />
        </div>
        <div className="patrol-side">
          {isDrawing ? (
            <RouteForm
              line={line}
              onLine={setLine}
              onClose={end}
              onSaved={async ({ id, areaPcode }) => {
                await readAgain('patrol');
                end();
                setArea(areaPcode);
                setSelected(id);
              }}
            />
          ) : (
            <Reading
              query={patrols}
              empty={{ when: (all) => all.length === 0, title: t('patrols.none'), hint: t('patrolRoute.drawHint') }}
            >
              {() => (
                <>
                  <Choice
                    label={t('patrolPlan.area')}
                    value={place?.pcode ?? ''}
                    options={places.map(({ pcode, name }) => [pcode, name])}
                    onChange={(pcode) => {
                      setArea(pcode);
                      setSelected(null);
                    }}
                  />
                  <Choice
                    label={t('patrolRoute.choose')}
                    value={selected ?? ''}
                    options={[
                      ['', t('patrolRoute.chooseNone')],
                      ...inPlace
                        .toSorted((a, b) => (a.properties.name < b.properties.name ? -1 : 1))
                        .map(({ properties }) => [properties.id, properties.name] as const),
                    ]}
                    onChange={(id) => setSelected(id === '' ? null : id)}
                  />
                  {chosen === null ? (
                    <Notice tone="quiet" title={t('patrolRoute.chooseNone')}>
                      {t('patrolRoute.chooseHint')}
                    </Notice>
                  ) : (
                    <RouteFacts
                      key={chosen.properties.id}
                      route={chosen}
                      runs={runs}
                      mayWrite={mayWrite}
                      onChanged={async () => {
                        await Promise.all([readAgain('patrol'), runs.refetch()]);
                      }}
                    />
                  )}
                </>
              )}
            </Reading>
          )}
        </div>
      </div>
    </>
  );
}

const thingOf = ({ geometry, properties }: PatrolFeature, isChosen: boolean): WorkThing => ({
  ...{ id: properties.id, geometry, tone: 'route' },
  ...(isChosen ? { label: properties.name } : {}),
});
