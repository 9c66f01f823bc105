// The signs of the map that are on it just now, in words.
import type { ReactNode } from 'react';
import { type MapKey, mapText } from '../../../i18n/care/map_messages.ts';
import type { DrawnService } from './pack_features.ts';

interface Props {
  readonly services: readonly DrawnService[];
  readonly hasPlace: boolean;
}

const STALE = (
  <>
    <circle className="sign-doubt" cx="12" cy="12" r="8" />
    <path className="sign-doubt-mark" d="M12 7v5l3.500 2" />
  </>
);
const REVIEW = (
  <>
    <circle className="sign-doubt" cx="12" cy="12" r="8" />
    <path className="sign-doubt-mark filled" d="M9.500 17V7.500l7 2.700-7 2.800" />
  </>
);

export function MapLegend({ services, hasPlace }: Props) {
  const has = (test: (service: DrawnService) => boolean) => services.some(test);
  const signs: readonly (readonly [boolean, MapKey, ReactNode])[] = [
    [hasPlace, 'map.start', <StartSign key="start" />],
    [services.length > 0, 'map.number', <NumberSign key="number" />],
    [has(({ open }) => open === 'open'), 'map.open', <circle key="open" className="sign-open" cx="12" cy="12" r="9" />],
    [has(({ open }) => open === 'closed'), 'map.closed', <ClosedSign key="closed" />],
    [
      has(({ open }) => open === 'unknown'),
      'map.unknown',
      <circle key="unknown" className="sign-quiet" cx="12" cy="12" r="9" strokeDasharray="4 3.070" />,
    ],
    [has(({ mark }) => mark === 'stale'), 'map.stale', STALE],
    [has(({ mark }) => mark === 'review'), 'map.review', REVIEW],
  ];
  const shown = signs.filter(([isShown]) => isShown);
  if (shown.length === 0) return null;
  return (
    <ul className="care-map-legend" aria-label={mapText('map.legend')}>
      {shown.map(([, key, sign]) => (
        <li key={key}>
          <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
            {sign}
          </svg>
          {mapText(key)}
        </li>
      ))}
    </ul>
  );
}

const StartSign = () => (
  <>
    <circle className="sign-start-ring" cx="12" cy="12" r="10" />
    <circle className="sign-start" cx="12" cy="12" r="5" />
  </>
);

const NumberSign = () => (
  <>
    <circle className="sign-number" cx="12" cy="12" r="9" />
    <text className="sign-number-text" x="12" y="16" textAnchor="middle">
      1
    </text>
  </>
);

const ClosedSign = () => (
  <>
    <circle className="sign-quiet" cx="12" cy="12" r="9" />
    <path className="sign-quiet" d="M5.600 18.400 18.400 5.600" />
  </>
);
