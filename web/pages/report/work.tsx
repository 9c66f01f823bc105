// Work that takes some seconds: how far it is, a way to stop it, and what went wrong. Used by sending and by looking.
import { useEffect, useRef, useState } from 'react';
import { CareProblem } from '../../api_care.ts';
import { type CareKey, t } from '../../i18n/care/care_messages.ts';
import type { WorkOptions } from './sealing.ts';
import { SendingFailure } from './sending_failure.ts';

const KEYS: Readonly<Partial<Record<string, CareKey>>> = {
  offline: 'report.problem.offline',
  busy: 'report.problem.busy',
  too_many_requests: 'report.problem.busy',
  reports_full: 'report.problem.reports_full',
  work_refused: 'report.problem.again',
  report_keys_changed: 'report.problem.again',
  no_keys: 'report.problem.no_keys',
  photo: 'report.problem.photo',
};

const keyOf = (problem: unknown): CareKey =>
  problem instanceof CareProblem || problem instanceof SendingFailure
    ? (KEYS[problem.code] ?? 'report.problem.other')
    : 'report.problem.other';

export interface Work {
  /** Share that is done; null = nothing runs. */
  readonly share: number | null;
  readonly problem: CareKey | null;
  /** Tells whether it was done. */
  run(work: (options: WorkOptions) => Promise<void>): Promise<boolean>;
  stop(): void;
}

export function useWork(): Work {
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<CareKey | null>(null);
  const running = useRef<AbortController | null>(null);
  // A step that is left takes its work with it.
  useEffect(() => () => running.current?.abort(), []);
  return {
    share,
    problem,
    async run(work) {
      if (running.current !== null) return false;
      const stop = new AbortController();
      running.current = stop;
      setShare(0);
      setProblem(null);
      try {
        await work({ onProgress: setShare, signal: stop.signal });
        return true;
      } catch (error) {
        if (!stop.signal.aborted) setProblem(keyOf(error));
        return false;
      } finally {
        running.current = null;
        setShare(null);
      }
    },
    stop: () => running.current?.abort(),
  };
}

interface Props {
  readonly work: Work;
  readonly text: string;
  readonly failed: string;
}

export function WorkState({ work: { share, problem, stop }, text, failed }: Props) {
  return (
    <>
      <p role="status">{share === null ? '' : text}</p>
      {share !== null && (
        <div className="work">
          <progress aria-label={t('report.work.progress')} max={1} value={share} />
          <button type="button" className="button" onClick={stop}>
            {t('report.cancel')}
          </button>
        </div>
      )}
      <div role="alert" className={problem === null ? '' : 'notice warning'}>
        {problem !== null && (
          <>
            <p>
              <strong>{failed}</strong>
            </p>
            <p>{t(problem)}</p>
          </>
        )}
      </div>
    </>
  );
}
