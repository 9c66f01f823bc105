// Zoom and fit, each a click where a gesture does the same.
import { t } from '../../i18n/messages.ts';
import { IconButton } from '../../ui/icon_button.tsx';
import { zoomBy } from './map_handle.ts';

export function MapControls({ onFit }: { onFit: () => void }) {
  return (
    <div className="map-controls">
      <IconButton icon="plus" label={t('map.zoomIn')} onClick={() => zoomBy(1)} />
      <IconButton icon="minus" label={t('map.zoomOut')} onClick={() => zoomBy(-1)} />
      <IconButton icon="fit" label={t('map.fit')} onClick={onFit} />
    </div>
  );
}
