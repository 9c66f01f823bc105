// Looks at the map as another role does, to check what it tells.
import { type FormEvent, useState } from 'react';
import type { Role } from '../../../geodata/schema/roles.ts';
import { type Session, viewAs } from '../../api.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useAreas } from '../../state/queries.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

const VIEW_ROLES = ['public', 'partner', 'evaluator', 'planner', 'operations'] as const satisfies readonly Role[];

export function ViewSection({ session }: { session: Session }) {
  const areas = useAreas(session).data ?? [];
  const [role, setRole] = useState<Role>('planner');
  const [area, setArea] = useState(session.areaPrefix);
  const { busy, problem, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => viewAs(role, area))) location.assign('/');
  };
  const offered = areas
    .map(({ properties }) => properties)
    .filter(({ pcode }) => pcode.startsWith(session.areaPrefix))
    .sort((a, b) => (a.pcode < b.pcode ? -1 : 1));
  return (
    <section className="office-section">
      <p className="office-intro">{t('view.intro')}</p>
      <form className="form office-form" onSubmit={(event) => void submit(event)}>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <div className="form-row">
          <Field label={t('view.role')}>
            {(wiring) => (
              <select {...wiring} value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
                {VIEW_ROLES.map((id) => (
                  <option key={id} value={id}>
                    {word('role', id)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('view.area')}>
            {(wiring) => (
              <select {...wiring} value={area} onChange={(event) => setArea(event.currentTarget.value)}>
                <option value={session.areaPrefix}>
                  {session.areaPrefix === '' ? t('view.areaAll') : session.areaPrefix}
                </option>
                {offered
                  .filter(({ pcode }) => pcode !== session.areaPrefix)
                  .map(({ pcode, name }) => (
                    <option key={pcode} value={pcode}>
                      {name} ({pcode})
                    </option>
                  ))}
              </select>
            )}
          </Field>
        </div>
        <div className="form-foot">
          <button type="submit" className="button" disabled={busy}>
            {t('view.go')}
          </button>
        </div>
      </form>
    </section>
  );
}
