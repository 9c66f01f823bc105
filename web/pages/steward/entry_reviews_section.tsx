// Entries of the directory to check: why they stand here, where they are, and what came of looking.
import './entry_reviews.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ENTRY_PROBLEMS } from '../../../geodata/schema/referral_words.ts';
import type { Session } from '../../api.ts';
import { clearEntryReview, type EntryReview, readEntryReviews, verifyEntry } from '../../api_referrals.ts';
import { EN_REFERRALS } from '../../i18n/en_referrals.ts';
import { ageText, dateText } from '../../i18n/format.ts';
import { addWording, t, word } from '../../i18n/messages.ts';
import { useServices } from '../../state/queries.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { mapAddress, urgentFirst } from './entry_review_facts.ts';

addWording(EN_REFERRALS);

const KEY = ['entry-reviews'];
const today = () => new Date().toISOString().slice(0, 10);

export function EntryReviewsSection({ session }: { session: Session }) {
  const client = useQueryClient();
  const reviews = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readEntryReviews(signal) });
  const services = useServices(session);
  const { ask, dialog } = useQuestion();
  const refresh = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: KEY }), services.refetch()]);
  };
  /** Where somebody else was faster, the list says what is left. */
  const done = (work: () => Promise<unknown>) => async () => {
    try {
      await work();
    } finally {
      await refresh();
    }
  };
  const verify = (entry: EntryReview) =>
    ask({
      title: t('reviews.verifyTitle', { name: entry.name }),
      text: t('reviews.verifyText'),
      confirm: t('reviews.verify'),
      // Verified today already, and said to be wrong since: the date cannot grow, so the words are cleared by hand.
      work: done(() => (entry.verifiedOn === today() ? clearEntryReview(entry) : verifyEntry(entry, today()))),
    });
  const clear = (entry: EntryReview) =>
    ask({
      title: t('reviews.clearTitle', { name: entry.name }),
      text: t('reviews.clearText'),
      confirm: t('reviews.clear'),
      work: done(() => clearEntryReview(entry)),
    });
  const mapOf = ({ serviceId }: EntryReview) =>
    mapAddress((services.data ?? []).find(({ id }) => id === serviceId) ?? null);
  return (
    <section className="office-section">
      <p className="office-intro">{t('reviews.intro')}</p>
      <Reading
        query={reviews}
        empty={{ when: (items) => items.length === 0, title: t('reviews.empty'), hint: t('reviews.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('reviews.table')}
            rows={urgentFirst(items)}
            rowId={({ serviceId }) => serviceId}
            columns={[
              { id: 'name', title: t('reviews.name'), cell: ({ name }) => name },
              { id: 'since', title: t('reviews.since'), cell: (entry) => <Since entry={entry} /> },
              {
                id: 'answers',
                title: t('reviews.answers'),
                numeric: true,
                cell: ({ unavailable }) => unavailable || '–',
              },
              { id: 'said', title: t('reviews.said'), cell: (entry) => <Said entry={entry} /> },
              {
                id: 'verified',
                title: t('reviews.verified'),
                cell: ({ verifiedOn }) =>
                  verifiedOn === null
                    ? t('reviews.never')
                    : `${dateText(verifiedOn)}, ${ageText(verifiedOn, Date.now())}`,
              },
            ]}
            actions={(entry) => {
              const address = mapOf(entry);
              return (
                <>
                  {address !== null && (
                    <a className="link" href={address}>
                      {t('reviews.map')}
                    </a>
                  )}
                  <button type="button" className="link" onClick={() => verify(entry)}>
                    {t('reviews.verify')}
                  </button>
                  <button type="button" className="link" onClick={() => clear(entry)}>
                    {t('reviews.clear')}
                  </button>
                </>
              );
            }}
          />
        )}
      </Reading>
      {dialog}
    </section>
  );
}

function Since({ entry: { reviewSince, unavailable } }: { readonly entry: EntryReview }) {
  if (reviewSince !== null) return t('reviews.sinceDate', { date: dateText(reviewSince) });
  return unavailable > 0 ? t('reviews.notOpen', { count: unavailable }) : t('reviews.saidOnly');
}

function Said({ entry: { problems } }: { readonly entry: EntryReview }) {
  const said = ENTRY_PROBLEMS.flatMap((problem) => {
    const count = problems[problem] ?? 0;
    return count === 0 ? [] : [{ problem, count }];
  });
  if (said.length === 0) return '–';
  return said.map(({ problem, count }) => (
    <span key={problem} className="line">
      {t('reviews.saidTimes', { what: word('entryProblem', problem), count })}
    </span>
  ));
}
