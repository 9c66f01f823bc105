// A new reporting point: what it is, which area or cell it serves, and since when. It has no name and no text.
import { useState } from 'react';
import { REPORTING_KINDS, type ReportingKind } from '../../../geodata/schema/reporting_point.ts';
import { type AreaShape, createReportingPoint } from '../../api_hotspots.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { areaOfCell } from './cell_shapes.ts';

interface Props {
  readonly areas: readonly AreaShape[];
  /** Of resolution 7, chosen on the map; null = none is. */
  readonly cell: string | null;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

export function PointForm({ areas, cell, onDone, onCancel }: Props) {
  const today = new Date().toISOString().slice(0, 10);
  const [kind, setKind] = useState<ReportingKind>('clinic');
  const [pcode, setPcode] = useState('');
  const [from, setFrom] = useState(today);
  const [isCell, setCell] = useState(cell !== null);
  const { busy, problem, run } = useAction();
  const at = isCell && cell !== null ? cell : null;
  const areaPcode = at === null ? pcode : (areaOfCell(at, areas)?.properties.pcode ?? '');
  const save = async () => {
    await createReportingPoint({
      kind,
      areaPcode,
      cell: at,
      openPeriods: [{ from, until: null }],
      network: kind === 'hotline',
    });
    await onDone();
  };
  return (
    <form
      className="office-card office-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(save);
      }}
    >
      <Field label={t('hot.points.kind')}>
        {(wiring) => (
          <select {...wiring} value={kind} onChange={(event) => setKind(event.currentTarget.value as ReportingKind)}>
            {REPORTING_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`hot.point.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('hot.points.place')} hint={t('hot.points.placeHint')}>
        {(wiring) => (
          <select
            {...wiring}
            value={at === null ? 'area' : 'cell'}
            onChange={(event) => setCell(event.currentTarget.value === 'cell')}
          >
            <option value="area">{t('hot.points.placeArea')}</option>
            {cell !== null && <option value="cell">{t('hot.points.placeCell')}</option>}
          </select>
        )}
      </Field>
      {at === null && (
        <Field label={t('hot.points.area')}>
          {(wiring) => (
            <select {...wiring} required value={pcode} onChange={(event) => setPcode(event.currentTarget.value)}>
              <option value="" />
              {[...areas]
                .sort((a, b) => a.properties.name.localeCompare(b.properties.name))
                .map(({ properties }) => (
                  <option key={properties.pcode} value={properties.pcode}>
                    {properties.name} · {properties.pcode}
                  </option>
                ))}
            </select>
          )}
        </Field>
      )}
      <Field label={t('hot.points.from')}>
        {(wiring) => (
          <input
            {...wiring}
            type="date"
            required
            max={today}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        )}
      </Field>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="hot-buttons">
        <button type="submit" className="button" disabled={busy}>
          {t('hot.points.save')}
        </button>
        <button type="button" className="link" onClick={onCancel}>
          {t('hot.points.cancel')}
        </button>
      </div>
    </form>
  );
}
