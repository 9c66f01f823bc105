// One release or draft: what it tells, what the check found, who signed, and what a steward may do with it now.
import { useQuery } from '@tanstack/react-query';
import type { Session } from '../../api.ts';
import { deleteDraft, type ReleaseDraft, readPreview, signDraft } from '../../api_steward.ts';
import { quarterText, timeText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { Disclosure } from './disclosure.tsx';
import { DraftFacts } from './draft_facts.tsx';
import { DraftPreview } from './draft_preview.tsx';
import { useNames } from './use_names.ts';

interface Props {
  readonly draft: ReleaseDraft;
  readonly session: Session;
  readonly onChanged: (id: string | null) => Promise<void>;
}

export function DraftPanel({ draft, session, onChanged }: Props) {
  const preview = useQuery({
    queryKey: ['release preview', draft.id, draft.sha256],
    queryFn: ({ signal }) => readPreview(draft.id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <article className="draft">
      <div className="office-card">
        <h2>{quarterText(draft.period)}</h2>
        <p className={draft.status === 'blocked' ? 'form-error' : ''}>{t(`releases.what.${draft.status}`)}</p>
        <DraftFacts draft={draft} document={preview.data ?? null} />
        <Findings draft={draft} />
        <Signatures draft={draft} session={session} />
        {draft.status !== 'published' && <Actions draft={draft} session={session} onChanged={onChanged} />}
      </div>
      <Reading query={preview}>
        {(document) => (
          <>
            <DraftPreview document={document} session={session} />
            <Disclosure draft={draft} document={document} />
          </>
        )}
      </Reading>
    </article>
  );
}

function Findings({ draft }: { draft: ReleaseDraft }) {
  return (
    <section>
      <h3>{t('releases.findings')}</h3>
      {draft.findings.length === 0 ? (
        <p className="checked">
          <Icon name="check" />
          {t('releases.noFindings')}
        </p>
      ) : (
        <ul className="findings">
          {draft.findings.map((finding) => (
            <li key={`${finding.kind}${finding.what}`}>
              {t(`finding.${finding.kind}`, {
                what: finding.what,
                least: finding.least ?? 0,
                most: finding.most ?? t('finding.open'),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Signatures({ draft, session }: { draft: ReleaseDraft; session: Session }) {
  const nameOf = useNames(session);
  return (
    <section>
      <h3>{t('releases.signatures')}</h3>
      {draft.signatures.length === 0 && <p className="quiet">{t('releases.nobody')}</p>}
      <ul>
        {draft.signatures.map(({ accountId, at }) => (
          <li key={accountId}>{t('releases.signedBy', { who: nameOf(accountId), time: timeText(at) })}</li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ draft, session, onChanged }: Props) {
  const { ask, dialog } = useQuestion();
  const quarter = quarterText(draft.period);
  const step = draft.status === 'signed' ? 'signed' : 'draft';
  const signedByMe = draft.signatures.some(({ accountId }) => accountId === session.accountId);
  const sign = () =>
    ask({
      title: t(`releases.signTitle.${step}`, { quarter }),
      text: t(`releases.signText.${step}`),
      confirm: t(step === 'signed' ? 'releases.publish' : 'releases.sign'),
      work: async () => onChanged((await signDraft(draft)).id),
    });
  const discard = () =>
    ask({
      title: t('releases.discardTitle', { quarter }),
      text: t('releases.discardText'),
      confirm: t('releases.discard'),
      work: async () => {
        await deleteDraft(draft);
        await onChanged(null);
      },
    });
  return (
    <div className="form-foot">
      {draft.status !== 'blocked' && !signedByMe && (
        <button type="button" className="button" onClick={sign}>
          {t(step === 'signed' ? 'releases.publish' : 'releases.sign')}
        </button>
      )}
      <button type="button" className="button button-quiet" onClick={discard}>
        {t('releases.discard')}
      </button>
      {signedByMe && <span className="quiet">{t('releases.youSigned')}</span>}
      {dialog}
    </div>
  );
}
