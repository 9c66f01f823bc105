// The visits of the own teams that begin within 24 hours, by time, and their way as a file for a receiver.
import type { Session } from '../../api.ts';
import type { PatrolSlot } from '../../api_patrols.ts';
import { t, word } from '../../i18n/messages.ts';
import { usePatrols } from '../../state/queries.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { slotText } from './clock_text.ts';
import { type SavedLine, saveRoutes } from './gpx_file.ts';
import { usePlans, useSlots, useTeams } from './use_patrol_data.ts';

export function SlotList({ session }: { session: Session }) {
  const slots = useSlots(session);
  const patrols = usePatrols(session);
  const plans = usePlans(session);
  const teams = useTeams(session);
  const routeOf = (id: string) => patrols.data?.find(({ properties }) => properties.id === id);
  const teamName = (id: string) => teams.data?.find((team) => team.id === id)?.name ?? '–';
  const zoneOf = (planId: string) => plans.data?.find(({ id }) => id === planId)?.timeZone ?? 'UTC';
  const whenText = (slot: PatrolSlot) => slotText(slot, zoneOf(slot.planId));
  const save = (items: readonly PatrolSlot[]) =>
    saveRoutes(
      t('patrolPlan.slots'),
      items.flatMap((slot): SavedLine[] => {
        const route = routeOf(slot.routeId);
        if (route === undefined) return [];
        const { name } = route.properties;
        const line = route.geometry as SavedLine['line'];
        return [{ name: `${whenText(slot)} ${name}`, description: zoneOf(slot.planId), line }];
      }),
    );
  return (
    <section className="office-section">
      <div className="office-bar">
        <h2>{t('patrolPlan.slots')}</h2>
        {(slots.data?.items.length ?? 0) > 0 && (
          <button type="button" className="button button-quiet" onClick={() => save(slots.data?.items ?? [])}>
            {t('patrolPlan.slotsGpx')}
          </button>
        )}
      </div>
      <Reading
        query={slots}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('patrolPlan.slotsEmpty'),
          hint: t('patrolPlan.slotsEmptyHint'),
        }}
      >
        {({ items }) => (
          <>
            <p className="field-hint">
              {t('patrolPlan.slotsClock', { zone: [...new Set(items.map(({ planId }) => zoneOf(planId)))].join(', ') })}
            </p>
            <RecordTable
              label={t('patrolPlan.slots')}
              rows={items}
              rowId={({ teamId, from }) => `${teamId} ${from}`}
              columns={[
                { id: 'when', title: t('patrolPlan.when'), cell: whenText },
                {
                  id: 'where',
                  title: t('patrolPlan.where'),
                  cell: ({ routeId }) => routeOf(routeId)?.properties.name ?? '–',
                },
                { id: 'team', title: t('patrolPlan.teams'), cell: ({ teamId }) => teamName(teamId) },
                { id: 'kind', title: t('patrolPlan.kind'), cell: ({ kind }) => word('slotKind', kind) },
              ]}
            />
          </>
        )}
      </Reading>
    </section>
  );
}
