// One route: what is asked of it, its newest runs, its line as a file, and a run from the file of a receiver.
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { LineString } from '../../../geodata/schema/geometry.ts';
import type { PatrolFeature, RunFeature } from '../../api.ts';
import { createRun } from '../../api_patrols.ts';
import { timeText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { FormError } from '../../ui/field.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { FileButton } from './file_button.tsx';
import { GpxProblem, runOfFile, saveRoutes } from './gpx_file.ts';

const RUNS_LISTED = 8;

interface Props {
  readonly route: PatrolFeature;
  readonly runs: UseQueryResult<RunFeature[]>;
  readonly mayWrite: boolean;
  readonly onChanged: () => Promise<void>;
}

const minutesOf = ({ startedAt, endedAt }: { startedAt: string; endedAt: string }): number =>
  Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000);

export function RouteFacts({ route, runs, mayWrite, onChanged }: Props) {
  const { id, name, mode, purpose, runsPerWeek } = route.properties;
  const { busy, problem, run } = useAction();
  const [said, setSaid] = useState('');
  const keyOf = useKeyOf();
  const add = (file: File) =>
    run(async () => {
      const input = await runOfFile(file);
      const stored = (await createRun(id, input, keyOf(input))) as unknown as RunFeature;
      const km = (stored.properties.lengthMeters / 1000).toFixed(1);
      setSaid(t('patrolRoute.runSaved', { km, minutes: minutesOf(input) }));
      await onChanged();
    });
  return (
    <section className="office-card patrol-facts" aria-label={name}>
      <div>
        <h2>{name}</h2>
        <p className="quiet">
          {word('purpose', purpose)}, {word('mode', mode)}. {t('patrolRoute.asked', { runs: runsPerWeek })}
        </p>
      </div>
      <FormError>
        {problem !== null && (problem instanceof GpxProblem ? problem.message : answerText(problem))}
      </FormError>
      <div className="form-foot">
        <button
          type="button"
          className="button button-quiet"
          onClick={() => saveRoutes(name, [{ name, line: route.geometry as LineString }])}
        >
          {t('patrolRoute.gpx')}
        </button>
        {mayWrite && <FileButton label={t('patrolRoute.addRun')} disabled={busy} onFile={(file) => void add(file)} />}
        <span role="status">{said}</span>
      </div>
      <div>
        <h3>{t('patrolRoute.runs')}</h3>
        <Reading query={runs}>
          {(all) =>
            all.length === 0 ? (
              <p className="quiet">{t('patrolRoute.noRuns')}</p>
            ) : (
              <ul className="patrol-runs">
                {all.slice(0, RUNS_LISTED).map(({ properties }) => (
                  <li key={properties.id}>
                    <span>{timeText(properties.startedAt)}</span>
                    <span className="quiet">
                      {t('patrolRoute.run', {
                        minutes: minutesOf(properties),
                        km: (properties.lengthMeters / 1000).toFixed(1),
                      })}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
    </section>
  );
}
