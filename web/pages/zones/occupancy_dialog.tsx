// How many people are in a zone now, and how many it has room for. The day is kept by the server.
import { type FormEvent, useState } from 'react';
import type { Session, ZoneFeature } from '../../api.ts';
import { changeZone } from '../../api_zones.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { DialogFoot } from './check_dialog.tsx';
import { PlainField } from './plain_field.tsx';
import { useRefreshZones } from './use_zone_use.ts';

interface Props {
  readonly session: Session;
  readonly zone: ZoneFeature;
  readonly onClose: () => void;
}

const textOf = (count: number | null): string => (count === null ? '' : String(count));
const countOf = (text: string): number | null => (text === '' ? null : Number(text));

export function OccupancyDialog({ session, zone, onClose }: Props) {
  const refresh = useRefreshZones(session);
  const [occupancy, setOccupancy] = useState(textOf(zone.properties.occupancy));
  const [capacity, setCapacity] = useState(textOf(zone.properties.capacity));
  const { busy, problem, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await run(async () => {
      try {
        await changeZone(zone, { occupancy: countOf(occupancy), capacity: countOf(capacity) });
      } finally {
        await refresh();
      }
    });
    if (done) onClose();
  };
  return (
    <Dialog title={t('zones.occupancyEdit')} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="form-row">
          <PlainField label={t('zones.occupancy')} type="number" min={0} value={occupancy} onText={setOccupancy} />
          <PlainField label={t('zones.capacity')} type="number" min={0} value={capacity} onText={setCapacity} />
        </div>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <DialogFoot busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
