// The audit trail: entries newest first, and whether the chain of hashes holds.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { type AuditEntry, type AuditVerdict, readAudit, verifyAudit } from '../../api_steward.ts';
import { timeText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { CopyButton } from '../explore/copy_button.tsx';
import { answerText } from '../problem_text.ts';
import { useNames } from './use_names.ts';

export function AuditSection({ session }: { session: Session }) {
  return (
    <section className="office-section">
      <p className="office-intro">{t('audit.intro')}</p>
      <Verify />
      <Entries session={session} />
    </section>
  );
}

function Verify() {
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const { busy, problem, run } = useAction();
  return (
    <div className="office-card" aria-live="polite">
      <div className="form-foot">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void run(async () => setVerdict(await verifyAudit()))}
        >
          {t('audit.verify')}
        </button>
        {busy && <span className="quiet">{t('audit.verifying')}</span>}
      </div>
      {verdict !== null && !busy && (
        <p className={verdict.holds ? 'checked' : 'form-error'}>
          {verdict.holds
            ? t('audit.holds', { count: verdict.entries })
            : t('audit.breaks', { number: wholeNumber(verdict.brokenAt ?? verdict.entries + 1) })}
        </p>
      )}
      {verdict?.head != null && (
        <div className="field">
          <span className="field-title">{t('audit.head')}</span>
          <span>
            <code className="hash" dir="ltr">
              {verdict.head}
            </code>
            <CopyButton text={verdict.head} />
          </span>
          <p className="field-hint">{t('audit.headHint')}</p>
        </div>
      )}
      <FormError>{problem !== null && answerText(problem)}</FormError>
    </div>
  );
}

function Entries({ session }: { session: Session }) {
  const nameOf = useNames(session);
  const pages = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => readAudit(pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ items, next }) => (next ? (items.at(-1)?.number ?? null) : null),
  });
  const entries = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <Skeleton rows={8} label={t('app.loading')} />;
  if (pages.error !== null && entries.length === 0) {
    return (
      <Notice
        tone="warning"
        title={t('state.error.title')}
        action={{ text: t('app.retry'), onClick: () => void pages.refetch() }}
      >
        {answerText(pages.error)}
      </Notice>
    );
  }
  if (entries.length === 0) {
    return (
      <Notice tone="quiet" title={t('audit.empty')}>
        {t('audit.emptyHint')}
      </Notice>
    );
  }
  const who = ({ accountId }: AuditEntry) =>
    accountId === null ? <span className="quiet">{t('audit.nobody')}</span> : nameOf(accountId);
  return (
    <>
      <RecordTable
        label={t('audit.table')}
        rows={entries}
        rowId={({ number }) => String(number)}
        columns={[
          { id: 'number', title: t('audit.number'), numeric: true, cell: ({ number }) => wholeNumber(number) },
          { id: 'at', title: t('audit.at'), cell: ({ at }) => timeText(at).replace(/ UTC$/, '') },
          { id: 'who', title: t('audit.who'), cell: who },
          { id: 'role', title: t('audit.role'), cell: ({ role }) => word('role', role) },
          {
            id: 'did',
            title: t('audit.did'),
            cell: ({ verb, noun }) => `${word('verb', verb)} · ${word('noun', noun)}`,
          },
          { id: 'thing', title: t('audit.thing'), cell: ({ thingId }) => <code>{thingId?.slice(0, 8) ?? '–'}</code> },
          { id: 'rows', title: t('audit.rows'), numeric: true, cell: ({ rowCount }) => wholeNumber(rowCount) },
          {
            id: 'hash',
            title: t('audit.hash'),
            cell: ({ hash }) => (
              <code dir="ltr" title={hash}>
                {hash.slice(0, 12)}…
              </code>
            ),
          },
        ]}
      />
      {pages.hasNextPage && (
        <button
          type="button"
          className="button button-quiet older"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('audit.older')}
        </button>
      )}
    </>
  );
}
