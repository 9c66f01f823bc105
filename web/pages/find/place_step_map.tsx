// Tapping the start on the map, which is loaded for it and drawn from the list alone.
import type { Directory, TravelColumns } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { useLate } from '../care/use_late.ts';
import { BackButton } from './back_button.tsx';
import type { StartPlace } from './find_state.ts';

const loadMap = () => import('./map/care_map.tsx');

interface Props {
  readonly onBack: () => void;
  readonly directory: Directory;
  readonly travel: TravelColumns | null;
  readonly onPlace: (place: StartPlace) => void;
}

export function PickOnMap({ directory, travel, onBack, onPlace }: Props) {
  const { part, failed, again } = useLate(loadMap);
  return (
    <>
      <BackButton onBack={onBack} />
      <StepHeading>{t('place.mapHeading')}</StepHeading>
      {part !== null && (
        <part.CareMap
          directory={directory}
          travel={travel}
          place={null}
          entries={[]}
          selected={null}
          onSelect={() => undefined}
          onPick={({ lon, lat }) => onPlace({ lon, lat, label: t('place.onMap') })}
        />
      )}
      <p role="status" className="quiet">
        {part === null && !failed && t('place.mapLoading')}
        {failed && t('place.mapFailed')}
      </p>
      {failed && (
        <button type="button" className="button" onClick={again}>
          {t('data.retry')}
        </button>
      )}
    </>
  );
}
