// The referrals of the organization: which wait, what was answered, and the next answer to each.
import { type ReactNode, useState } from 'react';
import { REFERRAL_MOVES, type ReferralState, STATES_WITH_REASON } from '../../../geodata/schema/referral_words.ts';
import type { Session } from '../../api.ts';
import { answerReferral, type Referral } from '../../api_referrals.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Chip } from '../../ui/facts.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { AnswerDialog } from './answer_dialog.tsx';
import { codeText, goalOf, hasEnded, SHOWN, type Shown, shownReferrals } from './referral_facts.ts';
import { type Directory, useReferrals, useRefresh } from './use_referrals.ts';

interface Props {
  readonly session: Session;
  readonly directory: Directory;
  readonly onCard: (referral: Referral) => void;
}

export function ReferralList({ session, directory, onCard }: Props) {
  const referrals = useReferrals(session);
  const [shown, setShown] = useState<Shown>('open');
  const [code, setCode] = useState('');
  const mayMake = session.permissions.referral?.includes('create') === true;
  const hint = t(mayMake ? 'referrals.emptyHint' : 'referrals.emptyLook');
  return (
    <Reading query={referrals} empty={{ when: (items) => items.length === 0, title: t('referrals.empty'), hint }}>
      {(items) => (
        <div className="office-section">
          <div className="form-row referral-filter">
            <Field label={t('referrals.show')}>
              {(wiring) => (
                <select {...wiring} value={shown} onChange={(event) => setShown(event.currentTarget.value as Shown)}>
                  {SHOWN.map((one) => (
                    <option key={one} value={one}>
                      {t(`referrals.show.${one}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('referrals.code')} hint={t('referrals.codeHint')}>
              {(wiring) => (
                <input
                  {...wiring}
                  type="search"
                  dir="ltr"
                  autoComplete="off"
                  autoCapitalize="characters"
                  spellCheck={false}
                  maxLength={20}
                  value={code}
                  onChange={(event) => setCode(event.currentTarget.value)}
                />
              )}
            </Field>
          </div>
          <Rows session={session} directory={directory} rows={shownReferrals(items, shown, code)} onCard={onCard} />
        </div>
      )}
    </Reading>
  );
}

function Rows({ session, directory, rows, onCard }: Props & { readonly rows: readonly Referral[] }) {
  const refresh = useRefresh(session);
  const { busy, problem, run } = useAction();
  const { ask, dialog } = useQuestion();
  /** The answer for which a reason is asked. */
  const [answering, setAnswering] = useState<{ referral: Referral; state: ReferralState } | null>(null);
  const mayAnswer = session.permissions.referral?.includes('change') === true;
  const give = (referral: Referral, state: ReferralState) => async () => {
    try {
      await answerReferral(referral, { state, reason: null });
    } finally {
      // Where somebody else answered meanwhile, their answer is what comes.
      await refresh();
    }
  };
  const answer = (referral: Referral, state: ReferralState) => {
    if (STATES_WITH_REASON.has(state)) return setAnswering({ referral, state });
    if (state !== 'withdrawn') return void run(give(referral, state));
    ask({
      title: t('answer.withdrawTitle', { code: codeText(referral.code) }),
      text: t('answer.withdrawText'),
      confirm: t('answer.withdraw'),
      work: give(referral, state),
    });
  };
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      {rows.length === 0 ? (
        <Notice tone="quiet" title={t('referrals.none')}>
          {t('referrals.noneHint')}
        </Notice>
      ) : (
        <RecordTable
          label={t('referrals.table')}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            { id: 'code', title: t('referrals.code'), cell: (row) => <Code referral={row} /> },
            { id: 'to', title: t('referrals.to'), cell: (row) => <To referral={row} directory={directory} /> },
            {
              id: 'for',
              title: t('referrals.for'),
              cell: ({ needs }) => needs.map((kind) => word('kind', kind)).join(', '),
            },
            { id: 'made', title: t('referrals.made'), cell: ({ madeOn }) => dateText(madeOn) },
            { id: 'state', title: t('referrals.state'), cell: (row) => <State referral={row} /> },
          ]}
          actions={(referral) => (
            <div className="referral-actions">
              {!hasEnded(referral) && <Link onClick={() => onCard(referral)}>{t('referrals.card')}</Link>}
              {mayAnswer &&
                REFERRAL_MOVES[referral.state].map((state) => (
                  <Link key={state} disabled={busy} onClick={() => answer(referral, state)}>
                    {word('referralMove', state)}
                  </Link>
                ))}
            </div>
          )}
        />
      )}
      {dialog}
      {answering !== null && (
        <AnswerDialog
          {...answering}
          onClose={() => setAnswering(null)}
          onAnswered={async () => {
            await refresh();
            setAnswering(null);
          }}
        />
      )}
    </>
  );
}

const Link = (props: { readonly children: ReactNode; readonly disabled?: boolean; readonly onClick: () => void }) => (
  <button type="button" className="link" {...props} />
);

const Code = ({ referral: { code, urgent } }: { readonly referral: Referral }) => (
  <span className="referral-mark">
    <bdi className="referral-code" dir="ltr">
      {codeText(code)}
    </bdi>
    {urgent && <Chip tone="warning">{t('referrals.urgent')}</Chip>}
  </span>
);

function To({ referral, directory }: { readonly referral: Referral; readonly directory: Directory }) {
  const goal = goalOf(referral, directory.byId);
  if (goal === null) return <span className="quiet">{directory.isPending ? '…' : t('referrals.gone')}</span>;
  return (
    <>
      {goal.name} <span className="quiet">{directory.areaName(goal.areaPcode)}</span>
    </>
  );
}

const TONES: Readonly<Record<ReferralState, 'good' | 'quiet' | 'warning' | 'striped'>> = {
  sent: 'striped',
  accepted: 'good',
  declined: 'warning',
  unavailable: 'warning',
  arrived: 'good',
  withdrawn: 'quiet',
};

function State({ referral: { state, reason, answeredOn } }: { readonly referral: Referral }) {
  const said = [reason === null ? '' : word('declineReason', reason), answeredOn === null ? '' : dateText(answeredOn)];
  return (
    <>
      <Chip tone={TONES[state]}>{word('referralState', state)}</Chip>
      <span className="quiet">{said.filter(Boolean).join(', ')}</span>
    </>
  );
}
