// The code, then the work, then it is sent. A slip of the finger is found here, by the digits that check the others: the server
// answers alike to every code. Without a network the message waits in this page and goes when there is one.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { isWatchCode } from '../../../geodata/schema/indicator_words.ts';
import { CareProblem } from '../../api_care.ts';
import { type CareKey, t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { type Answers, type Message, messageOf, sendMessage, typedCode } from './watch_message.ts';

/** Twelve digits with room for what people put between them. */
const MOST_TYPED = 30;

interface Props {
  readonly answers: Answers;
  readonly day: string;
  readonly onBack: () => void;
  readonly onTaken: () => void;
}

const problemKey = (problem: unknown): CareKey => {
  const code = problem instanceof CareProblem ? problem.code : 'fault';
  return code === 'offline' ? 'watch.waits' : code === 'invalid_input' ? 'watch.refused' : 'watch.failed';
};

export function CodeStep({ answers, day, onBack, onTaken }: Props) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<CareKey | null>(null);
  const message = useRef<Message | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = async () => {
    if (message.current === null || running.current !== null) return;
    const stop = new AbortController();
    running.current = stop;
    setProblem(null);
    setShare(0);
    try {
      await sendMessage(message.current, { onProgress: setShare, signal: stop.signal });
      if (!stop.signal.aborted) onTaken();
    } catch (error) {
      if (!stop.signal.aborted) setProblem(problemKey(error));
    } finally {
      running.current = null;
      setShare(null);
    }
  };
  const latest = useRef(send);
  latest.current = send;
  const waits = problem === 'watch.waits';
  useEffect(() => {
    if (!waits) return;
    const back = () => void latest.current();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [waits]);

  const go = (event: FormEvent) => {
    event.preventDefault();
    const code = typedCode(typed);
    setWrong(!isWatchCode(code));
    if (!isWatchCode(code)) return;
    // The same message as long as nothing in it changes: its id is what lets it be taken once.
    if (message.current?.code !== code) message.current = messageOf(answers, day, code);
    void send();
  };
  const busy = share !== null;
  return (
    <form className="step" autoComplete="off" noValidate onSubmit={go}>
      {!busy && (
        <div className="step-top">
          <button type="button" className="button plain" onClick={onBack}>
            {t('shell.back')}
          </button>
        </div>
      )}
      <StepHeading>{t('watch.code')}</StepHeading>
      <p>{t('watch.code.hint')}</p>
      <div className="entry">
        <label htmlFor="watch-code">{t('watch.code.label')}</label>
        <input
          id="watch-code"
          className="field digits"
          dir="ltr"
          inputMode="numeric"
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          maxLength={MOST_TYPED}
          aria-describedby="watch-code-problem"
          aria-invalid={wrong}
          disabled={busy}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <p id="watch-code-problem" role="alert" className="wrong">
          {wrong ? t('watch.code.wrong') : ''}
        </p>
      </div>
      <p role="status">{busy ? t('watch.sending') : ''}</p>
      {share !== null && <progress aria-label={t('watch.sending')} max={1} value={share} />}
      <div role="alert" className={problem === null ? '' : 'notice warning'}>
        {problem !== null && <p>{t(problem)}</p>}
      </div>
      {!busy && (
        <div className="ways">
          <button type="submit" className="button main">
            {t(problem === null ? 'watch.send' : 'watch.again')}
          </button>
        </div>
      )}
    </form>
  );
}
