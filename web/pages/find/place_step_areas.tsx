// Picking an area from the list, level by level: for who does not want to say more, or has no name to type.
import { useState } from 'react';
import type { Directory, PackArea } from '../../../geodata/schema/pack.ts';
import { t, useLanguage } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { BackButton } from './back_button.tsx';
import type { StartPlace } from './find_state.ts';
import { areasWithin } from './place_step_find.ts';

interface Props {
  /** Out of the list of areas. */
  readonly onBack: () => void;
  readonly directory: Directory;
  readonly onPlace: (place: StartPlace) => void;
}

export function PickArea({ directory: { areas }, onBack, onPlace }: Props) {
  const language = useLanguage();
  const [parent, setParent] = useState<PackArea | null>(null);
  const below = areasWithin(areas, parent, language);
  const take = ({ lon, lat, name }: PackArea) => onPlace({ lon, lat, label: name });
  const open = (area: PackArea) => (areasWithin(areas, area, language).length > 0 ? setParent(area) : take(area));
  const above = (area: PackArea): PackArea | null =>
    areas.find((other) => areasWithin(areas, other, language).includes(area)) ?? null;
  return (
    <>
      <BackButton onBack={parent === null ? onBack : () => setParent(above(parent))} />
      <StepHeading key={parent?.pcode ?? ''}>
        {parent === null ? t('place.pickHeading') : t('place.within', { area: parent.name })}
      </StepHeading>
      <p className="quiet">{t('place.pickHint')}</p>
      {parent !== null && (
        <button type="button" className="button main wide" onClick={() => take(parent)}>
          {t('place.whole', { area: parent.name })}
        </button>
      )}
      {areas.length === 0 && <p className="notice">{t('place.noAreas')}</p>}
      <ul className="choices" translate="no">
        {below.map((area) => (
          <li key={area.pcode}>
            <button type="button" className="choice" onClick={() => open(area)}>
              <bdi>{area.name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
