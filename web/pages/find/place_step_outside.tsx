// The chosen start lies far outside the list: said, with the ways on from there.
import type { PackEntry } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';

interface Props {
  /** Regions that hold the place. */
  readonly others: readonly PackEntry[];
  readonly onRegion: (region: string) => void;
  readonly onGoOn: () => void;
}

export function OutsidePlace({ others, onRegion, onGoOn }: Props) {
  return (
    <>
      <StepHeading>{t('place.heading')}</StepHeading>
      {others.length === 0 ? (
        <>
          <p className="notice warning">{t('place.outside')}</p>
          <button type="button" className="button" onClick={onGoOn}>
            {t('place.goOn')}
          </button>
        </>
      ) : (
        others.map(({ region, name }) => (
          <div key={region} className="way">
            <p className="notice">{t('place.outsideOther', { region: name })}</p>
            <button type="button" className="button main" onClick={() => onRegion(region)}>
              {t('place.useOther', { region: name })}
            </button>
          </div>
        ))
      )}
    </>
  );
}
