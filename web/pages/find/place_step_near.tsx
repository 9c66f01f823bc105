// "Near me": asks the device where it is, on tap only. The position goes to whoever chose this, and nowhere else.
import { useState } from 'react';
import { t } from '../../i18n/care/care_messages.ts';
import type { StartPlace } from './find_state.ts';
import { kilometers } from './place_step_words.ts';

const TIMEOUT_MS = 30_000;
/** A position of the last minute is as good as a new one. */
const MAXIMUM_AGE_MS = 60_000;
/** What is less exact than this is said to be. */
const ROUGH_METERS = 1_000;

type Doing = 'nothing' | 'looking' | 'refused' | 'failed';

export function NearMe({ onPlace }: { readonly onPlace: (place: StartPlace) => void }) {
  const [doing, setDoing] = useState<Doing>('geolocation' in navigator ? 'nothing' : 'refused');
  const look = () => {
    setDoing('looking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude: lon, latitude: lat, accuracy } }) => {
        setDoing('nothing');
        const isRough = accuracy > ROUGH_METERS;
        const label = isRough ? t('place.hereRough', { distance: kilometers(accuracy) }) : t('place.here');
        onPlace({ lon, lat, label });
      },
      ({ code, PERMISSION_DENIED }) => setDoing(code === PERMISSION_DENIED ? 'refused' : 'failed'),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: MAXIMUM_AGE_MS },
    );
  };
  return (
    <div className="way">
      <button type="button" className="button main wide" onClick={look} disabled={doing === 'looking'}>
        {t('place.near')}
      </button>
      <p className="quiet">{t('place.nearHint')}</p>
      <p role="status" className={doing === 'refused' || doing === 'failed' ? 'notice warning' : 'quiet'}>
        {doing === 'looking' && t('place.nearWait')}
        {doing === 'refused' && t('place.nearRefused')}
        {doing === 'failed' && t('place.nearFailed')}
      </p>
    </div>
  );
}
