// A new API key: what it is for, what it may read, and for how long.
import { type FormEvent, useState } from 'react';
import { rolesOfKeys, thingsOfKey } from '../../../geodata/schema/key_scope.ts';
import type { Role, Thing } from '../../../geodata/schema/roles.ts';
import type { Session } from '../../api.ts';
import { createApiKey } from '../../api_accounts.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

const DAY = 86_400_000;
const PERIODS = [30, 90, 365] as const;
interface Props {
  readonly session: Session;
  readonly onClose: () => void;
  readonly onMade: (token: string) => void;
}

export function NewApiKey({ session, onClose, onMade }: Props) {
  const roles = rolesOfKeys(session.role);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(roles[0] ?? 'partner');
  const [chosen, setThings] = useState<readonly Thing[]>(['service', 'zone', 'area']);
  const offered = thingsOfKey(role).sort((a, b) => (word('thing', a) < word('thing', b) ? -1 : 1));
  const things = chosen.filter((thing) => offered.includes(thing));
  const [area, setArea] = useState('');
  const [days, setDays] = useState<number>(90);
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (things.length === 0) return;
    void run(async () => {
      const expiresAt = new Date(Date.now() + days * DAY).toISOString();
      const areaPrefix = area.trim().toUpperCase();
      const scope = areaPrefix === '' ? {} : { areaPrefix };
      onMade((await createApiKey({ name: name.trim(), role, things, expiresAt, ...scope })).token);
    });
  };
  const toggle = (thing: Thing) =>
    setThings(things.includes(thing) ? things.filter((other) => other !== thing) : [...things, thing]);
  return (
    <Dialog title={t('keys.new')} onClose={onClose} wide>
      <form className="form" onSubmit={submit}>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <Field label={t('keys.name')} hint={t('keys.nameHint')}>
          {(wiring) => (
            <input
              {...wiring}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('keys.role')}>
          {(wiring) => (
            <select {...wiring} value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
              {roles.map((offer) => (
                <option key={offer} value={offer}>
                  {word('role', offer)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <fieldset>
          <legend className="field-title">{t('keys.things')}</legend>
          <div className="checks">
            {offered.map((thing) => (
              <label key={thing}>
                <input type="checkbox" checked={things.includes(thing)} onChange={() => toggle(thing)} />
                {word('thing', thing)}
              </label>
            ))}
          </div>
          {tried && things.length === 0 && <p className="field-error">{t('keys.noThing')}</p>}
        </fieldset>
        <div className="form-row">
          <Field label={t('keys.expires')}>
            {(wiring) => (
              <select {...wiring} value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
                {PERIODS.map((count) => (
                  <option key={count} value={count}>
                    {t('keys.days', { count })}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('keys.area')} hint={t('keys.areaHint')}>
            {(wiring) => (
              <input
                {...wiring}
                dir="ltr"
                pattern="[A-Za-z]{2,3}[0-9]{0,12}"
                value={area}
                onChange={(event) => setArea(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('office.cancel')}
          </button>
          <button type="submit" className="button" disabled={busy}>
            {t('keys.create')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
