// /access: what hinders movement, on a map and in a list, and the form in which it is reported. The map is drawn on while the form is open.
import './access.css';
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { Constraint } from '../../api_constraints.ts';
import { EN_ACCESS } from '../../i18n/en_access.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { WorkMap } from '../../map/work_map.tsx';
import { useLive } from '../../state/live.ts';
import { may } from '../../state/queries.ts';
import { useAreaName } from '../office/area_choice.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { Reading } from '../office/reading.tsx';
import { type Draft, draftOf } from './constraint_draft.ts';
import { SHOWN, type Shown, shownConstraints } from './constraint_facts.ts';
import { ConstraintForm } from './constraint_form.tsx';
import { ConstraintList } from './constraint_list.tsx';
import { useConstraints, useRefreshConstraints } from './use_constraints.ts';

addWording(EN_ACCESS);

export function AccessPage() {
  return (
    <OfficePage
      title={t('access.title')}
      allowed={(session) => may(session, 'constraint')}
      refused={{ title: t('access.notYours'), hint: t('access.notYoursHint') }}
    >
      {(session) => <Access session={session} />}
    </OfficePage>
  );
}

/** The form: of one constraint, or of a new one. */
interface Open {
  readonly of: Constraint | null;
  readonly draft: Draft;
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

function Access({ session }: { session: Session }) {
  useLive(session, { shows: ['constraint'] });
  const constraints = useConstraints(session);
  const refresh = useRefreshConstraints(session);
  const areaName = useAreaName(session);
  const [shown, setShown] = useState<Shown>(SHOWN[0]);
  const [kind, setKind] = useState<Constraint['kind'] | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const mayWrite = session.permissions.constraint?.includes('create') === true;
  const begin = (of: Constraint | null) =>
    setOpen({ of, draft: draftOf(of, { now: new Date(), timeZone: ownZone() }) });
  const rows = shownConstraints(constraints.data ?? [], { shown, kind });
  const things = (open === null ? rows : rows.filter(({ id }) => id !== open.of?.id)).map((one) => ({
    ...{ id: one.id, geometry: one.geom, tone: 'constraint' as const, label: one.name },
  }));
  const draw =
    open === null
      ? null
      : {
          shape: open.draft.shape,
          geometry: open.draft.geom,
          onChange: (geom: Draft['geom']) =>
            setOpen((before) => (before === null ? null : { ...before, draft: { ...before.draft, geom } })),
        };
  return (
    <section className="access office-section">
      <div className="office-bar">
        <p className="office-intro">{t('access.intro')}</p>
        <div className="access-ways">
          {may(session, 'road_publication') && <a href="/steward#roads">{t('access.publish')}</a>}
          {mayWrite && open === null && (
            <button type="button" className="button" onClick={() => begin(null)}>
              {t('access.new')}
            </button>
          )}
        </div>
      </div>
      <div className="access-split">
        <div className="access-map">
          <WorkMap
            label={t('access.map')}
            things={things}
            selected={open === null ? selected : null}
            onPick={setSelected}
            draw={draw as Parameters<typeof WorkMap>[0]['draw'] & object}
          />
        </div>
        <div className="access-side">
          {open !== null ? (
            <ConstraintForm
              of={open.of}
              draft={open.draft}
              onDraft={(draft) => setOpen({ ...open, draft })}
              onClose={() => setOpen(null)}
              onSaved={async ({ id }) => {
                await refresh();
                setOpen(null);
                setSelected(id);
              }}
            />
          ) : (
            <Reading
              query={constraints}
              empty={{
                when: (all) => all.length === 0,
                title: t('access.empty'),
                hint: t(mayWrite ? 'access.emptyHint' : 'access.emptyLook'),
              }}
            >
              {(all) => (
                <ConstraintList
                  {...{ all, rows, shown, kind, selected, mayWrite, areaName }}
                  readAt={constraints.dataUpdatedAt}
                  onShown={setShown}
                  onKind={setKind}
                  onSelect={setSelected}
                  onEdit={begin}
                  onChanged={refresh}
                />
              )}
            </Reading>
          )}
        </div>
      </div>
    </section>
  );
}
