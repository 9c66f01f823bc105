// The form of a response team: name, where it works, where it is, what it may pass.
import type { Point } from 'geojson';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Session } from '../../api.ts';
import { changeTeam, createTeam, type Team, type TeamInput } from '../../api_alerts.ts';
import { t } from '../../i18n/messages.ts';
import { WorkMap } from '../../map/work_map.tsx';
import { useAction } from '../../state/action.ts';
import { Field } from '../../ui/field.tsx';
import { AreaChoice } from '../office/area_choice.tsx';
import { FormFoot } from '../office/form_foot.tsx';
import { useRefreshTeams } from './use_alerts.ts';

interface Props {
  readonly session: Session;
  /** null = a new one. */
  readonly team: Team | null;
  readonly onClose: () => void;
}

/** "female-staff, boat" as words; what is typed with gaps or capitals is written as the words are. */
export const accessWords = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((word) => word.trim().toLowerCase().replaceAll(/\s+/g, '-'))
      .filter((word) => word !== ''),
  ),
];

export function TeamForm({ session, team, onClose }: Props) {
  const [name, setName] = useState(team?.name ?? '');
  const [areaPcode, setArea] = useState(team?.areaPcode ?? '');
  const [access, setAccess] = useState(team?.access.join(', ') ?? '');
  const [position, setPosition] = useState<Point | null>(team?.position ?? null);
  const [freeFrom, setFreeFrom] = useState(team?.freeFrom?.slice(0, 16) ?? '');
  const [isMissing, setMissing] = useState(false);
  const { busy, problem, run } = useAction();
  const refresh = useRefreshTeams(session);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    const changes = {
      name: name.trim(),
      areaPcode: areaPcode === '' ? null : areaPcode,
      access: accessWords(access),
      freeFrom: freeFrom === '' ? null : `${freeFrom.slice(0, 16)}:00Z`,
      // A position is dated anew when it is sent: one that nobody moved is not sent.
      ...(position === (team?.position ?? null) ? {} : { position: position as TeamInput['position'] }),
    };
    void run(async () => {
      if (team === null) await createTeam({ status: 'available', members: [], position: null, ...changes });
      else await changeTeam(team, changes);
      await refresh();
      onClose();
    });
  };
  const heading = team === null ? t('teams.new') : t('teams.change', { name: team.name });
  return (
    <form className="office-card form team-form" onSubmit={submit} noValidate aria-label={heading}>
      <h2 ref={title} tabIndex={-1}>
        {heading}
      </h2>
      <div className="form-row">
        <Field label={t('teams.name')} error={isMissing && name.trim() === '' ? t('teams.nameMissing') : undefined}>
          {(wiring) => (
            <input
              {...wiring}
              type="text"
              autoComplete="off"
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <AreaChoice
          session={session}
          label={t('teams.area')}
          none={t('teams.areaAll')}
          value={areaPcode}
          onChange={setArea}
        />
        <Field label={t('teams.free')} hint={t('teams.freeHint')}>
          {(wiring) => (
            <input
              {...wiring}
              type="datetime-local"
              value={freeFrom}
              onChange={(event) => setFreeFrom(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('teams.access')} hint={t('teams.accessHint')}>
        {(wiring) => (
          <input
            {...wiring}
            type="text"
            autoComplete="off"
            maxLength={400}
            value={access}
            onChange={(event) => setAccess(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="team-map">
        <WorkMap
          label={t('teams.map')}
          things={[]}
          draw={{
            shape: 'Point',
            geometry: position,
            onChange: (geometry) => setPosition(geometry?.type === 'Point' ? geometry : null),
          }}
        />
      </div>
      <FormFoot save={t('teams.save')} busy={busy} problem={problem} onClose={onClose} />
    </form>
  );
}
