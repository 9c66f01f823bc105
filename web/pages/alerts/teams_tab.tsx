// Response teams: their status in one press, where they are, what they may pass.
import { useState } from 'react';
import { TEAM_STATUSES, type TeamStatus } from '../../../geodata/schema/team_words.ts';
import type { Session } from '../../api.ts';
import { changeTeam, deleteTeam, type Team } from '../../api_alerts.ts';
import { timeText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useAreaName } from '../office/area_choice.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { TeamForm } from './team_form.tsx';
import { useRefreshTeams, useTeams } from './use_alerts.ts';

export function TeamsTab({ session }: { session: Session }) {
  const teams = useTeams(session);
  /** null = closed; `new`, or the team that is changed. */
  const [open, setOpen] = useState<Team | 'new' | null>(null);
  const mayWrite = session.permissions.team?.includes('create') === true;
  return (
    <section className="office-section">
      <div className="office-bar">
        <p className="office-intro">{t('teams.intro')}</p>
        {mayWrite && open === null && (
          <button type="button" className="button" onClick={() => setOpen('new')}>
            {t('teams.new')}
          </button>
        )}
      </div>
      {open !== null && (
        <TeamForm
          key={open === 'new' ? 'new' : open.id}
          session={session}
          team={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
      <Reading
        query={teams}
        empty={{ when: (all) => all.length === 0, title: t('teams.empty'), hint: t('teams.emptyHint') }}
      >
        {(all) => <Teams session={session} teams={all} onEdit={mayWrite ? setOpen : null} />}
      </Reading>
    </section>
  );
}

interface Props {
  readonly session: Session;
  readonly teams: readonly Team[];
  /** null = who looks changes none. */
  readonly onEdit: ((team: Team) => void) | null;
}

function Teams({ session, teams, onEdit }: Props) {
  const areaName = useAreaName(session);
  const refresh = useRefreshTeams(session);
  const { problem, run } = useAction();
  const { ask, dialog } = useQuestion();
  const write = (work: () => Promise<unknown>) => async () => {
    try {
      await work();
    } finally {
      await refresh();
    }
  };
  const set = (team: Team, status: TeamStatus) => void run(write(() => changeTeam(team, { status })));
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <RecordTable
        label={t('teams.table')}
        rows={[...teams].sort((a, b) => a.name.localeCompare(b.name, 'en'))}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'name',
            title: t('teams.name'),
            cell: ({ name, areaPcode }) => (
              <>
                <strong>{name}</strong>
                <span className="quiet">{areaPcode === null ? t('teams.areaAll') : areaName(areaPcode)}</span>
              </>
            ),
          },
          {
            id: 'status',
            title: t('teams.status'),
            cell: (team) =>
              onEdit === null ? (
                word('teamStatus', team.status)
              ) : (
                <Segmented
                  label={`${t('teams.status')}: ${team.name}`}
                  value={team.status}
                  options={TEAM_STATUSES.map((value) => ({ value, text: word('teamStatus', value) }))}
                  onChange={(status) => set(team, status)}
                />
              ),
          },
          {
            id: 'where',
            title: t('teams.where'),
            cell: ({ positionAt }) =>
              positionAt === null ? t('teams.whereNone') : t('teams.whereAt', { time: timeText(positionAt) }),
          },
          { id: 'access', title: t('teams.access'), cell: ({ access }) => access.join(', ') },
        ]}
        {...(onEdit === null
          ? {}
          : {
              actions: (team: Team) => (
                <>
                  <button type="button" className="link" onClick={() => onEdit(team)}>
                    {t('teams.edit')}
                  </button>
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      ask({
                        title: t('teams.deleteTitle', { name: team.name }),
                        text: t('teams.deleteText'),
                        confirm: t('teams.delete'),
                        work: write(() => deleteTeam(team)),
                      })
                    }
                  >
                    {t('teams.delete')}
                  </button>
                </>
              ),
            })}
      />
      {dialog}
    </>
  );
}
