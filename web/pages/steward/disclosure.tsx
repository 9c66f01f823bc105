// The same incidents by role, beside a draft: where, when and from which number on each role sees them. What planners
// and operations see is live: told as counts, and looked at by looking as them.
import { useQuery } from '@tanstack/react-query';
import type { PublicRelease } from '../../../geodata/schema/release.ts';
import { INCIDENT_VIEW } from '../../../geodata/schema/roles.ts';
import { viewAs } from '../../api.ts';
import { type ReleaseDraft, readDisclosure, readEvaluatorPreview } from '../../api_steward.ts';
import { percent } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { answerText } from '../problem_text.ts';
import { disclosureRows } from './disclosure_rows.ts';

interface Props {
  readonly draft: ReleaseDraft;
  readonly document: PublicRelease;
}

export function Disclosure({ draft, document }: Props) {
  const evaluator = useQuery({
    queryKey: ['evaluator preview', draft.id, draft.sha256],
    queryFn: ({ signal }) => readEvaluatorPreview(draft.id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const counts = useQuery({
    queryKey: ['disclosure', draft.id],
    queryFn: ({ signal }) => readDisclosure(draft.id, signal),
  }).data;
  const { busy, problem, run } = useAction();
  const look = async (role: 'planner' | 'operations') => {
    if (await run(() => viewAs(role))) location.assign('/');
  };
  const withheld =
    document.withheldPercent === null ? t('disclosure.withheldNull') : percent(document.withheldPercent / 100);
  return (
    <section className="office-section">
      <h2>{t('releases.disclosure')}</h2>
      <p className="office-intro">{t('releases.disclosureIntro')}</p>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <RecordTable
        label={t('releases.disclosure')}
        rows={disclosureRows(document.floor, INCIDENT_VIEW)}
        rowId={({ role }) => role}
        columns={[
          { id: 'role', title: t('disclosure.role'), cell: ({ role }) => <strong>{word('role', role)}</strong> },
          { id: 'space', title: t('disclosure.space'), cell: ({ space }) => t(space.key, space.values) },
          { id: 'time', title: t('disclosure.time'), cell: ({ time }) => t(time.key, time.values) },
          { id: 'least', title: t('disclosure.least'), numeric: true, cell: ({ least }) => least },
          {
            id: 'shown',
            title: t('disclosure.shown'),
            cell: ({ role }) => {
              if (role === 'planner' || role === 'operations') {
                return (
                  <>
                    {counts !== undefined &&
                      role === 'planner' &&
                      t('disclosure.plannerShown', { ...counts.planner, all: counts.records })}
                    {counts !== undefined &&
                      role === 'operations' &&
                      t('disclosure.operationsShown', counts.operations)}{' '}
                    <button type="button" className="link" disabled={busy} onClick={() => void look(role)}>
                      {t('disclosure.look', { role: word('as', role) })}
                    </button>
                  </>
                );
              }
              if (role === 'steward') return t('disclosure.all');
              if (role === 'evaluator') return t('disclosure.rows', { count: evaluator.data?.rows.length ?? 0 });
              return t('disclosure.regionsShown', { regions: document.regions.length, withheld });
            },
          },
        ]}
      />
    </section>
  );
}
