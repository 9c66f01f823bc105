// A new zone: its outline from the map beside the form, a name, a kind and how many it has room for. It begins as a draft.
import type { Polygon } from 'geojson';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Zone } from '../../../geodata/schema/zone.ts';
import { ZONE_KINDS } from '../../../geodata/schema/zone_words.ts';
import type { Session } from '../../api.ts';
import { createZone } from '../../api_zones.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { Choice } from '../../ui/choice.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { PlainField } from './plain_field.tsx';
import { useRefreshZones } from './use_zone_use.ts';

export type Outline = Polygon;

interface Props {
  readonly session: Session;
  readonly outline: Outline | null;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

export function ZoneForm({ session, outline, onClose, onMade }: Props) {
  const refresh = useRefreshZones(session);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Zone['kind']>(ZONE_KINDS[0]);
  const [capacity, setCapacity] = useState('');
  const [missing, setMissing] = useState('');
  // The same for every try of one zone, another when anything in it changes.
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || outline === null) {
      setMissing(t(outline === null ? 'zones.outlineFirst' : 'zones.nameFirst'));
      return;
    }
    setMissing('');
    const body = {
      ...{ name, kind, capacity: capacity === '' ? null : Number(capacity) },
      geom: outline as Parameters<typeof createZone>[0]['geom'],
    };
    const key = keyOf(body);
    void run(async () => {
      const { id } = await createZone(body, key);
      await refresh();
      onMade(id);
    });
  };
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('zones.formTitle')}>
      <h2 ref={title} tabIndex={-1}>
        {t('zones.formTitle')}
      </h2>
      <p className="quiet">{t('zones.formHint')}</p>
      <PlainField label={t('zones.name')} maxLength={300} value={name} onText={setName} />
      <div className="form-row">
        <Choice
          label={t('zones.kind')}
          value={kind}
          options={ZONE_KINDS.map((one) => [one, word('zoneKind', one)])}
          onChange={setKind}
        />
        <PlainField
          label={t('zones.room')}
          hint={t('zones.roomHint')}
          type="number"
          min={0}
          value={capacity}
          onText={setCapacity}
        />
      </div>
      <FormError>{missing || (problem !== null && answerText(problem))}</FormError>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('zones.make')}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </form>
  );
}
