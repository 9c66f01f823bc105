// The map page: header, one panel, one map. Starts the session, then hands what was read to both.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { Legend } from '../../map/legend.tsx';
import { sessionKey, useSession } from '../../state/queries.ts';
import { hashOfView } from '../../state/url.ts';
import { changeView, useView, viewStore } from '../../state/view.ts';
import { Notice } from '../../ui/notice.tsx';
import { problemText } from '../problem_text.ts';
import { Header } from './header.tsx';
import { HelpDialog } from './help_dialog.tsx';
import { IncidentFilter } from './incident_filter.tsx';
import { MapCanvas } from './map_canvas.tsx';
import { MapControls } from './map_controls.tsx';
import { MapDataProvider, useMapData } from './map_data.tsx';
import { dataBox, showBox } from './map_handle.ts';
import { MapNotices } from './map_notices.tsx';
import { SidePanel } from './side_panel.tsx';
import { useKeys } from './use_keys.ts';
import { useScene } from './use_scene.ts';

export function ExplorePage() {
  const session = useSession();
  const client = useQueryClient();
  if (session.data !== undefined) return <Explore session={session.data} />;
  return (
    <div className="page-center">
      {session.error === null ? (
        <div className="page-loading" role="status">
          <img src="/icon.svg" alt="" width="48" height="48" />
          <p>{t('app.loading')}</p>
        </div>
      ) : (
        <div className="page-failed">
          <img src="/icon.svg" alt={t('app.name')} width="48" height="48" />
          <Notice
            tone="warning"
            title={t('state.error.title')}
            action={{ text: t('app.retry'), onClick: () => void client.resetQueries({ queryKey: sessionKey }) }}
          >
            {problemText(session.error)}
          </Notice>
        </div>
      )}
    </div>
  );
}

function Explore({ session }: { session: Session }) {
  return (
    <MapDataProvider session={session}>
      <Workspace />
    </MapDataProvider>
  );
}

function Workspace() {
  const data = useMapData();
  const scene = useScene(data);
  const legendOpen = useView((view) => view.legendOpen);
  const panel = useView((view) => view.panel);
  const drawer = useView((view) => view.drawer);
  const { areas, services, zones, patrols } = data;
  const box = useMemo(() => dataBox({ areas, services, zones, patrols }), [areas, services, zones, patrols]);
  const [troubled, setTroubled] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useKeys(() => showBox(box));
  useShareableAddress();

  // Look at the data once it is known where it is, unless the address said where to look.
  useEffect(() => {
    if (viewStore.get().camera === null) showBox(box);
  }, [box]);

  return (
    <div className={`workspace workspace-${panel}`} data-drawer={drawer}>
      <Header />
      <SidePanel />
      <main className="map-area">
        <MapCanvas key={`${data.session.role}${attempt}`} scene={scene} onTrouble={() => setTroubled(true)} />
        <MapNotices
          troubled={troubled}
          onRetry={() => {
            setTroubled(false);
            setAttempt(attempt + 1);
          }}
        />
        <IncidentFilter />
        <MapControls onFit={() => showBox(box)} />
        <Legend scene={scene} open={legendOpen} onToggle={(open) => changeView({ legendOpen: open })} />
      </main>
      <HelpDialog />
    </div>
  );
}

/** Keeps the address equal to the view, without a history entry per move. */
function useShareableAddress(): void {
  useEffect(() => {
    let timer = 0;
    const stop = viewStore.subscribe(() => {
      clearTimeout(timer);
      timer = window.setTimeout(() => history.replaceState(null, '', hashOfView(viewStore.get())), 400);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
