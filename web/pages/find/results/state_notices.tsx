// States of the list in words, each with what to do next.
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { t } from '../../../i18n/care/care_messages.ts';
import { setFind } from '../find_state.ts';
import type { Answer } from './answer.ts';
import { type LineContext, placeMoment, zoneOf } from './entry_lines.ts';
import { NO_FILTERS } from './filters.tsx';
import type { ListState } from './list_states.ts';

interface StateNoticesProps {
  readonly states: readonly ListState[];
  readonly answer: Pick<Answer, 'entries'>;
  readonly directory: Directory;
  readonly context: LineContext;
}

export function StateNotices({ states, answer, directory, context }: StateNoticesProps) {
  const values = { time: firstOpening(answer, directory, context), count: directory.rules.staleAfterDays };
  return (
    <div role="status" className="states">
      {states.map((state) => (
        <p key={state} className="notice" data-state={state}>
          <strong>{t(`state.${state}`, values)}</strong> {t(`state.${state}.next`, values)}
          {state === 'filtered' && (
            <button type="button" className="button" onClick={() => setFind({ filters: NO_FILTERS })}>
              {t('filter.clear')}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}

/** When the first of the places opens, by its own clock. */
function firstOpening({ entries }: Pick<Answer, 'entries'>, { services }: Directory, context: LineContext): string {
  const first = entries
    .filter(({ nextOpening }) => nextOpening !== null)
    .sort((a, b) => (a.nextOpening as number) - (b.nextOpening as number))[0];
  const service = first === undefined ? undefined : services[first.service];
  if (first === undefined || service === undefined) return '';
  return placeMoment(first.nextOpening as number, zoneOf(service, context.timeZone), context);
}
