// A distance, dragged or typed: the slider is logarithmic, because 1 to 2 km matters as much as 10 to 20.
import { useId, useState } from 'react';
import { lengthText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';

export const LEAST_METERS = 500;
export const MOST_METERS = 50_000;
const STEPS = 200;

/** Slider position, 0 to 200, of a radius; nearest end where it lies outside. */
export const stepOfRadius = (meters: number): number => {
  const share = Math.log(meters / LEAST_METERS) / Math.log(MOST_METERS / LEAST_METERS);
  return Math.round(Math.min(1, Math.max(0, share)) * STEPS);
};

/** Radius in meters of a slider position, rounded so that it reads well. */
export function radiusOfStep(step: number): number {
  const meters = LEAST_METERS * (MOST_METERS / LEAST_METERS) ** (step / STEPS);
  const unit = meters < 2000 ? 50 : meters < 10_000 ? 100 : 500;
  return Math.round(meters / unit) * unit;
}

export function RadiusField({ meters, onChange }: { meters: number; onChange: (meters: number) => void }) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    const value = Number(text);
    if (text !== '' && value >= 100 && value <= 100_000) onChange(value);
  };
  return (
    <div className="radius">
      <label htmlFor={id}>{t('gap.radius')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={STEPS}
        value={stepOfRadius(meters)}
        aria-valuetext={lengthText(meters)}
        onChange={(event) => onChange(radiusOfStep(Number(event.currentTarget.value)))}
      />
      <span className="radius-typed">
        <input
          type="number"
          min={100}
          max={100_000}
          step={100}
          aria-label={t('gap.radiusTyped')}
          value={typed ?? meters}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => setTyped(null)}
        />
        <span className="quiet">{t('gap.meters')}</span>
      </span>
    </div>
  );
}
