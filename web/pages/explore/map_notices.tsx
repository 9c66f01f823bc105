// What the reader must know about the map itself: no network, or ground that was not read. Nothing is silently stale.
import { useSyncExternalStore } from 'react';
import { t } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

export function MapNotices({ troubled, onRetry }: { troubled: boolean; onRetry: () => void }) {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div className="map-notices" role="status">
      {!online && (
        <p className="map-notice">
          <Icon name="warning" />
          {t('app.offline')}
        </p>
      )}
      {online && troubled && (
        <p className="map-notice">
          <Icon name="warning" />
          {t('map.trouble')}
          <button type="button" className="link" onClick={onRetry}>
            {t('app.retry')}
          </button>
        </p>
      )}
    </div>
  );
}
