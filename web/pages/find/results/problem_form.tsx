// Says that an entry is wrong: one of a few words, sent on a second tap and with nothing about whoever says it. What is sent
// stands above the button.
import { useId, useRef, useState } from 'react';
import { ENTRY_PROBLEMS, type EntryProblem } from '../../../../geodata/schema/referral_words.ts';
import { CareProblem, readChallenge, sendEntryProblem } from '../../../api_care.ts';
import { type CareKey, t } from '../../../i18n/care/care_messages.ts';
import { solvePuzzle } from '../../../sealed/puzzle.ts';

type Sending = 'not-yet' | 'working' | 'done' | 'offline' | 'busy' | 'failed';

/** What went wrong, as far as somebody can do something about it. */
export function outcomeOf(reason: unknown): Sending {
  if (!(reason instanceof CareProblem)) return 'failed';
  if (reason.code === 'offline') return 'offline';
  return reason.retryAfterSeconds === null ? 'failed' : 'busy';
}

async function send(serviceId: string, problem: EntryProblem): Promise<Sending> {
  try {
    const { challenge, bits, puzzles } = await readChallenge();
    const work = await solvePuzzle(challenge, bits, puzzles);
    await sendEntryProblem(serviceId, { work, problem });
    return 'done';
  } catch (reason) {
    return outcomeOf(reason);
  }
}

const SAID: Readonly<Record<Exclude<Sending, 'not-yet'>, CareKey>> = {
  working: 'problem.working',
  done: 'problem.done',
  offline: 'problem.offline',
  busy: 'problem.busy',
  failed: 'problem.failed',
};

export function ProblemForm({ serviceId, place }: { readonly serviceId: string; readonly place: string }) {
  const name = useId();
  const [problem, setProblem] = useState<EntryProblem | null>(null);
  const [sending, setSending] = useState<Sending>('not-yet');
  const [isMissing, setMissing] = useState(false);
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const submit = async () => {
    if (problem === null) {
      setMissing(true);
      fieldset.current?.querySelector('input')?.focus();
      return;
    }
    setSending('working');
    setSending(await send(serviceId, problem));
  };
  const isOpen = sending !== 'done' && sending !== 'working';
  return (
    <div className="problem-form">
      <fieldset ref={fieldset} disabled={!isOpen} aria-describedby={isMissing ? `${name}-missing` : undefined}>
        <legend>{t('problem.title')}</legend>
        {ENTRY_PROBLEMS.map((word) => (
          <label key={word} className="pick">
            <input
              type="radio"
              name={name}
              checked={problem === word}
              onChange={() => {
                setProblem(word);
                setMissing(false);
              }}
            />
            {t(`problem.${word}`)}
          </label>
        ))}
      </fieldset>
      {isMissing && (
        <p id={`${name}-missing`} className="notice warning">
          {t('problem.choose')}
        </p>
      )}
      {isOpen && (
        <>
          <p className="quiet">{t('problem.sent', { place })}</p>
          <button type="button" className="button" onClick={submit}>
            {t('problem.confirm')}
          </button>
        </>
      )}
      <p role="status">{sending === 'not-yet' ? '' : t(SAID[sending])}</p>
    </div>
  );
}
