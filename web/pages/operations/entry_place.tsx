// Where, as exactly as it is known: a point on the map, which nobody below steward sees again, or an area out of the list.
import type { AreaFeature } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { WorkMap } from '../../map/work_map.tsx';
import { Field } from '../../ui/field.tsx';
import { EntryChoice } from './entry_choice.tsx';
import { isByArea } from './entry_draft.ts';
import type { EntryPartProps } from './entry_time.tsx';
import { PLACE_WORDS } from './entry_words.ts';

interface Props extends EntryPartProps {
  readonly areas: readonly AreaFeature[];
}

const LEVEL: Readonly<Record<string, number>> = { district: 2, state: 1, country: 0 };

export function EntryPlace({ draft, areas, onChange }: Props) {
  const level = LEVEL[draft.placePrecision];
  const fitting = areas
    .filter(({ properties }) => properties.adminLevel === level)
    .sort((a, b) => (a.properties.name < b.properties.name ? -1 : 1));
  return (
    <>
      <EntryChoice
        label={t('board.placeKnown')}
        prefix="boardPlace"
        words={PLACE_WORDS}
        value={draft.placePrecision}
        onChange={(placePrecision) => onChange({ placePrecision, areaPcode: '' })}
      />
      {isByArea(draft) ? (
        <Field label={t('board.area')}>
          {(wiring) => (
            <select
              {...wiring}
              required
              value={draft.areaPcode}
              onChange={(event) => onChange({ areaPcode: event.currentTarget.value })}
            >
              <option value="">{t('board.choose')}</option>
              {fitting.map(({ properties: { pcode, name } }) => (
                <option key={pcode} value={pcode}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : (
        <div className="field">
          <span className="field-title">{t('board.point')}</span>
          <div className="entry-map">
            <WorkMap
              label={t('board.point')}
              things={NOTHING}
              draw={{
                shape: 'Point',
                geometry: draft.point === null ? null : { type: 'Point', coordinates: [...draft.point] },
                onChange: (geometry) => {
                  const [lon, lat] = geometry?.type === 'Point' ? geometry.coordinates : [];
                  onChange({ point: lon === undefined || lat === undefined ? null : [lon, lat] });
                },
              }}
            />
          </div>
          <p className="field-hint">{t('board.pointHint')}</p>
        </div>
      )}
    </>
  );
}

const NOTHING = [] as const;
