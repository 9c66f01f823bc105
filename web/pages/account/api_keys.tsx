// API keys: what each may read and until when, a new one shown once, and the way to revoke one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { type ApiKey, deleteApiKey, readApiKeys } from '../../api_accounts.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { SecretText } from '../../ui/secret_text.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { NewApiKey } from './new_api_key.tsx';

const KEYS = ['api keys'];

export function ApiKeys({ session }: { session: Session }) {
  const client = useQueryClient();
  const keys = useQuery({ queryKey: KEYS, queryFn: ({ signal }) => readApiKeys(signal) });
  const [making, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const { ask, dialog } = useQuestion();
  const refresh = () => client.invalidateQueries({ queryKey: KEYS });
  const revoke = ({ id, name }: ApiKey) =>
    ask({
      title: t('keys.revokeTitle', { name }),
      text: t('keys.revokeText'),
      confirm: t('keys.revoke'),
      work: async () => {
        await deleteApiKey(id);
        await refresh();
      },
    });
  return (
    <section className="office-section">
      <div className="office-bar">
        <h2>{t('keys.title')}</h2>
        {session.permissions.api_key?.includes('create') === true && (
          <button type="button" className="button" onClick={() => setMaking(true)}>
            {t('keys.new')}
          </button>
        )}
      </div>
      <p className="office-intro">{t('keys.intro')}</p>
      <Reading query={keys} empty={{ when: (items) => items.length === 0, title: t('keys.empty'), hint: '' }}>
        {(items) => (
          <RecordTable
            label={t('keys.title')}
            rows={items}
            rowId={({ id }) => id}
            columns={[
              { id: 'name', title: t('keys.name'), cell: ({ name }) => name },
              { id: 'scope', title: t('keys.things'), cell: scopeText },
              { id: 'expires', title: t('keys.validity'), cell: expiryText },
            ]}
            actions={(key) => (
              <button type="button" className="link" onClick={() => revoke(key)}>
                {t('keys.revoke')}
              </button>
            )}
          />
        )}
      </Reading>
      {dialog}
      {making && (
        <NewApiKey
          session={session}
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            setToken(made);
            void refresh();
          }}
        />
      )}
      {token !== null && (
        <Dialog title={t('keys.once')} onClose={() => setToken(null)}>
          <div className="form">
            <p className="quiet">{t('keys.usage')}</p>
            <SecretText label={t('keys.token')} text={token} copy={t('app.copy')} copied={t('app.copied')} />
          </div>
          <div className="dialog-foot">
            <button type="button" className="button" onClick={() => setToken(null)}>
              {t('keys.done')}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

const scopeText = ({ role, things, areaPrefix }: ApiKey): string => {
  const scope = t('keys.scope', {
    things: things.map((thing) => word('thing', thing)).join(', '),
    role: word('role', role),
  });
  return areaPrefix === '' ? scope : `${scope} · ${areaPrefix}`;
};

const expiryText = ({ expiresAt, lastUsedOn }: ApiKey) => (
  <>
    {t(Date.parse(expiresAt) > Date.now() ? 'keys.until' : 'keys.ended', { date: dateText(expiresAt) })}
    <span className="quiet">
      {lastUsedOn === null ? t('keys.unused') : t('keys.used', { date: dateText(lastUsedOn) })}
    </span>
  </>
);
