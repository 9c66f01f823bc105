// The one side panel: three tabs, and over them the details of what is selected. On a phone it is a drawer.
import { lazy, Suspense } from 'react';
import { t } from '../../i18n/messages.ts';
import { changeView, openPanel, PANELS, useView, viewStore } from '../../state/view.ts';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { LayersPanel } from './layers_panel.tsx';
import { useMapData } from './map_data.tsx';

const CoverageGapPanel = lazy(async () => ({
  default: (await import('../planning/coverage_gap_panel.tsx')).CoverageGapPanel,
}));
const TablesPanel = lazy(async () => ({ default: (await import('./tables_panel.tsx')).TablesPanel }));
const DetailsPanel = lazy(async () => ({ default: (await import('./details_panel.tsx')).DetailsPanel }));

const NEXT_DRAWER = { peek: 'half', half: 'full', full: 'peek' } as const;

export function SidePanel() {
  const panel = useView((view) => view.panel);
  const detailsOpen = useView((view) => view.detailsOpen);
  const { empty } = useMapData();
  return (
    <aside id="panel" className="panel" aria-label={t('app.panel')} tabIndex={-1}>
      <button
        type="button"
        className="drawer-handle"
        aria-label={t('panel.drawer')}
        onClick={() => changeView({ drawer: NEXT_DRAWER[viewStore.get().drawer] })}
      />
      <div className="tabs" role="tablist" aria-label={t('app.panel')}>
        {PANELS.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls="tab-body"
            aria-selected={id === panel}
            className="tab"
            onClick={() => openPanel(id)}
          >
            {t(`panel.${id}`)}
          </button>
        ))}
      </div>
      <div id="tab-body" className="panel-body" role="tabpanel" aria-labelledby={`tab-${panel}`}>
        {detailsOpen && (
          <Suspense fallback={<Skeleton rows={8} label={t('app.loading')} />}>
            <DetailsPanel />
          </Suspense>
        )}
        <div className="panel-under" hidden={detailsOpen}>
          {empty && panel !== 'gap' && <EmptyInstallation />}
          {panel === 'layers' && <LayersPanel />}
          <Suspense fallback={<Skeleton rows={8} label={t('app.loading')} />}>
            {panel === 'tables' && <TablesPanel />}
            {panel === 'gap' && <CoverageGapPanel />}
          </Suspense>
        </div>
      </div>
    </aside>
  );
}

function EmptyInstallation() {
  return (
    <Notice tone="quiet" title={t('state.empty.title')}>
      <p>{t('state.empty.text')}</p>
      <code>{t('state.empty.command')}</code>
      <code>{t('state.empty.demo')}</code>
    </Notice>
  );
}
