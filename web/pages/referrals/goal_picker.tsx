// Picks a place or a contact of the directory by a few letters of its name. Searches on the device: what is typed is not sent.
import { useId, useMemo, useState } from 'react';
import { SERVICE_KINDS, type ServiceKind } from '../../../geodata/schema/service_words.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { answerText } from '../problem_text.ts';
import { type Goal, goalFinder } from './referral_facts.ts';
import type { Directory } from './use_referrals.ts';

/** As many as a phone shows without hiding the rest of the form. */
const SHOWN_MOST = 6;

interface Props {
  readonly directory: Directory;
  readonly chosen: Goal | null;
  readonly onChoose: (goal: Goal) => void;
}

export function GoalPicker({ directory, chosen, onChoose }: Props) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ServiceKind | null>(null);
  const { goals } = directory;
  const find = useMemo(() => goalFinder(goals, kind), [goals, kind]);
  const found = useMemo(() => find(name), [find, name]);
  if (directory.error !== null) {
    return (
      <Notice tone="warning" title={t('state.error.title')} action={{ text: t('app.retry'), onClick: directory.retry }}>
        {answerText(directory.error)}
      </Notice>
    );
  }
  if (directory.isPending) return <Skeleton rows={4} label={t('app.loading')} />;
  if (goals.length === 0) {
    return (
      <Notice tone="quiet" title={t('refer.directoryEmpty')}>
        {t('refer.directoryEmptyHint')}
      </Notice>
    );
  }
  // The chosen one stays in sight, whatever is typed afterwards.
  const first = found.slice(0, SHOWN_MOST);
  const listed = chosen === null || first.includes(chosen) ? first : [chosen, ...first.slice(0, SHOWN_MOST - 1)];
  const more = found.length - listed.filter((goal) => found.includes(goal)).length;
  return (
    <fieldset className="referral-part">
      <legend className="field-title">{t('refer.where')}</legend>
      <div className="form-row goal-search">
        <Field label={t('refer.search')}>
          {(wiring) => (
            <input
              {...wiring}
              type="search"
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              // Return would send the form before a place is chosen.
              onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            />
          )}
        </Field>
        <Field label={t('refer.kind')}>
          {(wiring) => (
            <select
              {...wiring}
              value={kind ?? ''}
              onChange={(event) => setKind((event.currentTarget.value || null) as ServiceKind | null)}
            >
              <option value="">{t('refer.anyKind')}</option>
              {SERVICE_KINDS.map((one) => (
                <option key={one} value={one}>
                  {word('kind', one)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Goals goals={listed} chosen={chosen} directory={directory} onChoose={onChoose} />
      <p className="field-hint" role="status">
        {found.length === 0 ? t('refer.foundNone') : more > 0 ? t('refer.more', { count: more }) : ''}
      </p>
    </fieldset>
  );
}

interface GoalsProps {
  readonly directory: Directory;
  readonly goals: readonly Goal[];
  readonly chosen: Goal | null;
  readonly onChoose: (goal: Goal) => void;
}

function Goals({ goals, chosen, directory: { areaName, inVain }, onChoose }: GoalsProps) {
  const group = useId();
  return (
    <ul className="goals" aria-label={t('refer.found')}>
      {goals.map((goal) => (
        <li key={goal.id}>
          <label className={goal.id === chosen?.id ? 'goal goal-on' : 'goal'}>
            <input
              type="radio"
              name={group}
              checked={goal.id === chosen?.id}
              disabled={goal.closed}
              onChange={() => onChoose(goal)}
            />
            <span className="goal-text">
              <span className="goal-name">{goal.name}</span>
              <span className="quiet">
                {[goal.isContact ? t('refer.contact') : '', word('kind', goal.kind), areaName(goal.areaPcode)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {inVain.has(goal.id) && (
                <Chip tone="warning">{t('refer.inVain', { count: inVain.get(goal.id) ?? 0 })}</Chip>
              )}
              {goal.closed && <Chip tone="warning">{t('refer.closed')}</Chip>}
              {goal.protected && <Chip tone="warning">{t('refer.protected')}</Chip>}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
