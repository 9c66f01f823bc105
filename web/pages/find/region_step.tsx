// Where a directory has several regions: which one, from a plain list, or found on the device from its position.
import { useState } from 'react';
import type { PackEntry } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import type { StartPlace } from './find_state.ts';
import { regionsAt } from './pack_store_regions.ts';
import { NearMe } from './place_step_near.tsx';

interface Props {
  readonly packs: readonly PackEntry[];
  readonly onRegion: (region: string, place: StartPlace | null) => void;
}

export function RegionStep({ packs, onRegion }: Props) {
  const [near, setNear] = useState<{ place: StartPlace; packs: readonly PackEntry[] } | null>(null);
  const take = (place: StartPlace) => {
    const there = regionsAt(packs, place);
    if (there.length === 1 && there[0] !== undefined) onRegion(there[0].region, place);
    else setNear({ place, packs: there });
  };
  const several = near !== null && near.packs.length > 0;
  return (
    <>
      <StepHeading>{t('region.heading')}</StepHeading>
      <p className="quiet">{t('region.intro')}</p>
      {near === null && <NearMe onPlace={take} />}
      <p role="status" className={near === null ? undefined : 'notice'}>
        {near !== null && t(several ? 'region.several' : 'place.outside')}
      </p>
      <ul className="choices" translate="no">
        {(several ? near.packs : packs).map(({ region, name }) => (
          <li key={region}>
            <button type="button" className="choice" onClick={() => onRegion(region, several ? near.place : null)}>
              <bdi>{name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
