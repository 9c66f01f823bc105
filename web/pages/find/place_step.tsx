// Second step of /find: where the way starts. Four ways to say it, none of which tells anybody: near me, the map, a typed
// place, an area from the list.
import { useState } from 'react';
import type { Directory, PackEntry, TravelColumns } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { BackButton } from './back_button.tsx';
import { type StartPlace, setFind, useFind } from './find_state.ts';
import { isOutside, regionsAt } from './pack_store_regions.ts';
import { PickArea } from './place_step_areas.tsx';
import { PickOnMap } from './place_step_map.tsx';
import { NearMe } from './place_step_near.tsx';
import { OutsidePlace } from './place_step_outside.tsx';
import { TypePlace } from './place_step_type.tsx';

interface Props {
  readonly directory: Directory;
  readonly travel: TravelColumns | null;
  readonly packs: readonly PackEntry[];
  readonly onRegion: (region: string) => void;
}

export function PlaceStep({ directory, travel, packs, onRegion }: Props) {
  const { group } = useFind();
  const [way, setWay] = useState<'ways' | 'map' | 'areas'>('ways');
  const [outside, setOutside] = useState<StartPlace | null>(null);
  const own = packs.find(({ region }) => region === directory.region);
  const take = (place: StartPlace) => {
    if (own !== undefined && isOutside(own, place)) setOutside(place);
    else setFind({ place, step: 'results' });
  };
  if (outside !== null) {
    return (
      <>
        <BackButton onBack={() => setOutside(null)} />
        <OutsidePlace
          others={regionsAt(packs, outside).filter((pack) => pack !== own)}
          onRegion={(region) => {
            onRegion(region);
            setFind({ place: outside, step: 'results' });
          }}
          onGoOn={() => setFind({ place: outside, step: 'results' })}
        />
      </>
    );
  }
  const toWays = () => setWay('ways');
  if (way === 'areas') return <PickArea directory={directory} onBack={toWays} onPlace={take} />;
  if (way === 'map') return <PickOnMap directory={directory} travel={travel} onBack={toWays} onPlace={take} />;
  return (
    <>
      <BackButton onBack={() => setFind({ step: 'need' })} />
      <StepHeading>{t('place.heading')}</StepHeading>
      {group !== null && <p className="chosen">{t('place.chosen', { need: t(`group.${group}`) })}</p>}
      <p className="quiet">{t('place.intro')}</p>
      <NearMe onPlace={take} />
      <TypePlace directory={directory} onPlace={take} />
      <div className="beside">
        <button type="button" className="button" onClick={() => setWay('areas')}>
          {t('place.pick')}
        </button>
        <button type="button" className="button" onClick={() => setWay('map')}>
          {t('place.map')}
        </button>
      </div>
      <p className="quiet">{t('place.mapHint')}</p>
    </>
  );
}
