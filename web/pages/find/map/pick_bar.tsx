// What to do while a place is chosen on the map: by finger, or by the keys that move the map and a button.
import { mapText } from '../../../i18n/care/map_messages.ts';

interface Props {
  /** A tap would mean a whole district. */
  readonly isFar: boolean;
  readonly onMiddle: () => void;
}

export function PickBar({ isFar, onMiddle }: Props) {
  return (
    <div className="care-map-pick">
      <p>
        <span role="status">{mapText(isFar ? 'map.pickFar' : 'map.pickNear')}</span> {mapText('map.pickOther')}
      </p>
      <button type="button" className="button" onClick={onMiddle}>
        {mapText('map.pickMiddle')}
      </button>
    </div>
  );
}
