// How far back incidents are counted, on the map because it changes what the map says.
import { t } from '../../i18n/messages.ts';
import { changeView, INCIDENT_DAYS, useView } from '../../state/view.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useMapData } from './map_data.tsx';

const SHORT = { 7: '7 d', 30: '30 d', 90: '90 d', 365: '12 mo' } as const;

export function IncidentFilter() {
  const { available } = useMapData();
  const days = useView((view) => view.incidentDays);
  const visible = useView((view) => view.layers.incidents.visible);
  if (!available.includes('incidents') || !visible) return null;
  return (
    <div className="incident-filter">
      <Segmented
        label={t('days.title')}
        showLabel
        value={days}
        options={INCIDENT_DAYS.map((count) => ({ value: count, text: SHORT[count], long: t(`days.${count}`) }))}
        onChange={(incidentDays) => changeView({ incidentDays })}
      />
    </div>
  );
}
