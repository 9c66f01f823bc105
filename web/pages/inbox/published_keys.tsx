// The keys to which new reports are sealed, with what two people compare of them. Confirmed in this browser, retired for all.
import { useQueryClient } from '@tanstack/react-query';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { KEYS_QUERY, type ReportKey, retireKey } from './inbox_api.ts';
import { keepKnown } from './known_keys.ts';
import { useOpenKey } from './open_key.ts';
import { useFingerprints } from './use_fingerprints.ts';

interface Props {
  readonly published: readonly ReportKey[];
  readonly known: ReadonlySet<string>;
  readonly onKnown: (publicKey: string) => void;
}

export function PublishedKeys({ published, known, onKnown }: Props) {
  const client = useQueryClient();
  const open = useOpenKey();
  const fingerprints = useFingerprints(published.map(({ publicKey }) => publicKey));
  const { ask, dialog } = useQuestion();
  const fingerprintOf = ({ publicKey }: ReportKey) => fingerprints.get(publicKey) ?? '';
  const isKnown = ({ publicKey }: ReportKey) => known.has(publicKey) || publicKey === open?.publicKey;
  const confirm = (key: ReportKey) =>
    ask({
      title: t('inbox.confirmTitle', { fingerprint: fingerprintOf(key) }),
      text: t('inbox.confirmText'),
      confirm: t('inbox.confirm'),
      work: async () => {
        keepKnown(key.publicKey);
        onKnown(key.publicKey);
      },
    });
  const retire = (key: ReportKey) =>
    ask({
      title: t('inbox.retireTitle', { fingerprint: fingerprintOf(key) }),
      text: t(published.length === 1 ? 'inbox.retireLast' : 'inbox.retireText'),
      confirm: t('inbox.retire'),
      work: async () => {
        await retireKey(key);
        await client.invalidateQueries({ queryKey: KEYS_QUERY });
      },
    });
  const whose = (key: ReportKey) =>
    key.publicKey === open?.publicKey ? 'inbox.yours' : isKnown(key) ? 'inbox.known' : 'inbox.unknown';
  return (
    <>
      <h3>{t('inbox.keys')}</h3>
      <p className="office-intro">{t('inbox.keysIntro')}</p>
      <RecordTable
        label={t('inbox.keys')}
        rows={published}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'fingerprint',
            title: t('inbox.fingerprint'),
            cell: (key) => <code dir="ltr">{fingerprintOf(key)}</code>,
          },
          { id: 'since', title: t('inbox.since'), cell: ({ createdOn }) => dateText(createdOn) },
          { id: 'whose', title: t('inbox.whose'), cell: (key) => t(whose(key)) },
        ]}
        actions={(key) => (
          <>
            {!isKnown(key) && (
              <button type="button" className="link" onClick={() => confirm(key)}>
                {t('inbox.confirm')}
              </button>
            )}
            <button type="button" className="link" onClick={() => retire(key)}>
              {t('inbox.retire')}
            </button>
          </>
        )}
      />
      {dialog}
    </>
  );
}
