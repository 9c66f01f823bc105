// While there is no list: loading, refused, or none yet. Each says what to do next.
import { t } from '../../i18n/care/care_messages.ts';
import type { PackState } from './pack_store.ts';

interface Props {
  readonly packs: Pick<PackState, 'status' | 'failure'>;
  readonly onRetry: () => void;
}

export function NoList({ packs: { status, failure }, onRetry }: Props) {
  if (status === 'loading' || status === 'ready') return <p role="status">{t('data.loading')}</p>;
  return (
    <div className="notice warning" role="alert">
      <p>{status === 'none' ? t('data.none') : t(failure === 'offline' ? 'data.failed' : 'data.broken')}</p>
      <p>{t(status === 'none' ? 'data.noneNext' : 'data.failedNext')}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t('data.retry')}
      </button>
    </div>
  );
}
