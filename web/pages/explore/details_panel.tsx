// The details of what is selected, over the panel, with the way back.
import type { ReactNode } from 'react';
import { t } from '../../i18n/messages.ts';
import { changeView, selectThing, type ThingRef, useView } from '../../state/view.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon_button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AreaDetails, CellDetails } from './cell_details.tsx';
import { type MapData, useMapData } from './map_data.tsx';
import { showThing } from './map_handle.ts';
import { PatrolDetails } from './patrol_details.tsx';
import { RegionDetails } from './region_details.tsx';
import { ServiceDetails } from './service_details.tsx';
import { ZoneDetails } from './zone_details.tsx';

export function DetailsPanel() {
  const data = useMapData();
  const selected = useView((view) => view.selected);
  const panel = useView((view) => view.panel);
  if (selected === null) return null;
  return (
    <div className="details">
      <div className="details-head">
        <button type="button" className="back" onClick={() => changeView({ detailsOpen: false })}>
          <Icon name="back" />
          {t(`panel.${panel}`)}
        </button>
        <IconButton icon="target" label={t('details.show')} onClick={() => void showThing(selected, data)} />
        <IconButton icon="close" label={t('app.close')} onClick={() => selectThing(null)} />
      </div>
      <article className="details-body" aria-live="polite">
        {detailsOf(selected, data)}
      </article>
    </div>
  );
}

function detailsOf(thing: ThingRef, data: MapData): ReactNode {
  switch (thing.layer) {
    case 'services': {
      const service = data.services.find(({ id }) => id === thing.id);
      return service === undefined ? <Missing /> : <ServiceDetails service={service} />;
    }
    case 'zones': {
      const zone = data.zones.find(({ id }) => id === thing.id);
      return zone === undefined ? <Missing /> : <ZoneDetails zone={zone} />;
    }
    case 'patrols': {
      const route = data.patrols.find(({ id }) => id === thing.id);
      return route === undefined ? <Missing /> : <PatrolDetails route={route} />;
    }
    case 'incidents':
    case 'effort':
      return <CellDetails layer={thing.layer} cell={thing.id} />;
    case 'releases':
      return <RegionDetails id={thing.id} />;
    case 'areas':
    case 'gaps':
      return <AreaDetails pcode={thing.id} />;
  }
}

const Missing = () => <Notice tone="quiet" title={t('problem.not_found')} />;
