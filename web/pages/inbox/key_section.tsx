// The steward's own key: made, opened, closed. And a warning of published keys that this steward has not confirmed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { Reading } from '../office/reading.tsx';
import { KEYS_QUERY, type ReportKey, readKeys } from './inbox_api.ts';
import { knownKeys } from './known_keys.ts';
import { MakeKey } from './make_key.tsx';
import { setOpenKey, useOpenKey } from './open_key.ts';
import { OpenKeyForm } from './open_key_form.tsx';
import { PublishedKeys } from './published_keys.tsx';
import { useFingerprints } from './use_fingerprints.ts';

export function KeySection() {
  const keys = useQuery({ queryKey: KEYS_QUERY, queryFn: ({ signal }) => readKeys(signal) });
  return (
    <section className="office-section">
      <h2>{t('inbox.key')}</h2>
      <p className="office-intro">{t('inbox.keyIntro')}</p>
      <Reading query={keys}>{(published) => <Keys published={published} />}</Reading>
    </section>
  );
}

function Keys({ published }: { readonly published: readonly ReportKey[] }) {
  const [known, setKnown] = useState(() => knownKeys());
  const [making, setMaking] = useState(false);
  const open = useOpenKey();
  const unknown = published.filter(({ publicKey }) => publicKey !== open?.publicKey && !known.has(publicKey));
  return (
    <>
      {published.length === 0 && (
        <Notice tone="quiet" title={t('inbox.noKey')}>
          {t('inbox.noKeyHint')}
        </Notice>
      )}
      {unknown.length > 0 && (
        <Notice tone="warning" title={t('inbox.unknownTitle', { count: unknown.length })}>
          {t('inbox.unknownText')}
        </Notice>
      )}
      {open === null ? (
        <div className="office-card">
          <OpenKeyForm />
        </div>
      ) : (
        <OpenedKey publicKey={open.publicKey} published={published} />
      )}
      {published.length > 0 && (
        <PublishedKeys published={published} known={known} onKnown={(key) => setKnown(new Set([...known, key]))} />
      )}
      <div className="form-foot">
        <button type="button" className="button button-quiet" onClick={() => setMaking(true)}>
          {t(published.length === 0 ? 'inbox.make' : 'inbox.makeAnother')}
        </button>
      </div>
      {making && (
        <MakeKey
          onClose={() => {
            setMaking(false);
            setKnown(knownKeys());
          }}
        />
      )}
    </>
  );
}

function OpenedKey({ publicKey, published }: { readonly publicKey: string; readonly published: readonly ReportKey[] }) {
  const fingerprint = useFingerprints([publicKey]).get(publicKey) ?? '';
  const retired = !published.some((one) => one.publicKey === publicKey);
  return (
    <div className="office-card" role="status">
      <p>
        <strong>{t('inbox.openedKey', { fingerprint })}</strong>
      </p>
      <p className="quiet">{t(retired ? 'inbox.openedRetired' : 'inbox.openedKeyHint')}</p>
      <div className="form-foot">
        <button type="button" className="button button-quiet" onClick={() => setOpenKey(null)}>
          {t('inbox.close')}
        </button>
      </div>
    </div>
  );
}
