// A new patrol route: its line is drawn on the map beside it, typed there, or taken from a GPX file.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { LineString } from '../../../geodata/schema/geometry.ts';
import { PATROL_MODES, PATROL_PURPOSES, type PatrolInput } from '../../../geodata/schema/patrol.ts';
import { createPatrol } from '../../api_patrols.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { FileButton } from './file_button.tsx';
import { GpxProblem, routeOfFile } from './gpx_file.ts';

interface Props {
  readonly line: LineString | null;
  readonly onLine: (line: LineString) => void;
  readonly onClose: () => void;
  readonly onSaved: (route: { readonly id: string; readonly areaPcode: string | null }) => Promise<void>;
}

export function RouteForm({ line, onLine, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState<Omit<PatrolInput, 'geom'>>({
    ...{ name: '', mode: 'foot', purpose: 'market', team: '', runsPerWeek: 3 },
  });
  const [fault, setFault] = useState('');
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const set = (parts: Partial<typeof draft>) => setDraft({ ...draft, ...parts });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const short = line === null || line.coordinates.length < 2;
    const wrong = draft.name.trim() === '' ? t('patrolRoute.nameMissing') : short ? t('patrolRoute.lineMissing') : '';
    setFault(wrong);
    if (wrong !== '' || line === null) return;
    const input = { ...draft, geom: line };
    const key = keyOf(input);
    void run(async () => onSaved((await createPatrol(input, key)).properties));
  };
  const said = problem instanceof GpxProblem ? problem.message : problem !== null && answerText(problem);
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('patrolRoute.newTitle')}>
      <h2 ref={title} tabIndex={-1}>
        {t('patrolRoute.newTitle')}
      </h2>
      <FormError>{fault !== '' ? fault : said}</FormError>
      <p className="field-hint">{t('patrolRoute.drawHint')}</p>
      <div className="patrol-import">
        <FileButton
          label={t('patrolRoute.import')}
          disabled={busy}
          onFile={(file) => void run(async () => onLine(await routeOfFile(file)))}
        />
        <p className="field-hint">{t('patrolRoute.importHint')}</p>
      </div>
      <Field label={t('patrolRoute.name')}>
        {(wiring) => (
          <input
            {...wiring}
            maxLength={200}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <div className="form-row">
        <Choice
          label={t('patrolRoute.purpose')}
          value={draft.purpose}
          options={PATROL_PURPOSES.map((one) => [one, word('purpose', one)])}
          onChange={(purpose) => set({ purpose })}
        />
        <Choice
          label={t('patrolRoute.mode')}
          value={draft.mode}
          options={PATROL_MODES.map((one) => [one, word('mode', one)])}
          onChange={(mode) => set({ mode })}
        />
        <Field label={t('patrolRoute.runsPerWeek')}>
          {(wiring) => (
            <input
              {...wiring}
              type="number"
              min={0}
              max={200}
              value={draft.runsPerWeek}
              onChange={(event) =>
                set({ runsPerWeek: Math.min(200, Math.max(0, Math.round(Number(event.currentTarget.value) || 0))) })
              }
            />
          )}
        </Field>
      </div>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('patrolRoute.save')}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </form>
  );
}
