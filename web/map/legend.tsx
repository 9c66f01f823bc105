// The legend, drawn from the layers themselves: whatever is on the map has its entries, unit and class breaks here.
import { useMemo } from 'react';
import { say, t } from '../i18n/messages.ts';
import { IconButton } from '../ui/icon_button.tsx';
import { imageAddress } from './images.ts';
import type { LegendSection, Scene, Swatch } from './scene.ts';
import { legendOf } from './style.ts';

interface Props {
  readonly scene: Scene;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

export function Legend({ scene, open, onToggle }: Props) {
  const sections = useMemo(() => legendOf(scene), [scene]);
  if (!open) {
    return (
      <div className="legend-closed">
        <IconButton icon="legend" label={t('legend.open')} expanded={false} onClick={() => onToggle(true)} />
      </div>
    );
  }
  return (
    <section className="legend" aria-label={t('legend.title')}>
      <header className="legend-head">
        <h2>{t('legend.title')}</h2>
        <IconButton icon="close" label={t('legend.close')} expanded onClick={() => onToggle(false)} />
      </header>
      <div className="legend-body">
        {sections.length === 0 && <p className="quiet">{t('legend.empty')}</p>}
        {sections.map((section) => (
          <Section key={section.layer} section={section} />
        ))}
      </div>
    </section>
  );
}

function Section({ section }: { section: LegendSection }) {
  return (
    <section className="legend-section">
      <h3>{say(section.title)}</h3>
      {section.unit !== null && <p className="legend-unit">{say(section.unit)}</p>}
      <ul
        className={section.unit === null && section.entries.length > 2 ? 'legend-list legend-columns' : 'legend-list'}
      >
        {section.entries.map((entry) => (
          <li key={`${entry.label.key}${JSON.stringify(entry.label.values ?? '')}`}>
            <SwatchDrawing swatch={entry.swatch} />
            <span>{say(entry.label)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SwatchDrawing({ swatch }: { swatch: Swatch }) {
  if (swatch.form === 'image') return <img className="swatch" src={imageAddress(swatch.image)} alt="" />;
  return (
    <svg className="swatch" viewBox="0 0 24 20" aria-hidden="true" focusable="false">
      <SwatchShape swatch={swatch} />
    </svg>
  );
}

function SwatchShape({ swatch }: { swatch: Exclude<Swatch, { form: 'image' }> }) {
  switch (swatch.form) {
    case 'cell':
      return <path d="M12 2l7.500 4v8L12 18l-7.500-4V6z" fill={swatch.color} stroke={swatch.line} strokeOpacity=".6" />;
    case 'fill':
      return <rect x="3" y="4" width="18" height="12" rx="2" fill={swatch.color} />;
    case 'none':
      return <rect x="3.500" y="4.500" width="17" height="11" rx="2" className="swatch-none" />;
    case 'dot':
      return <circle cx="12" cy="10" r="4" fill={swatch.color} />;
    case 'dotted':
      return (
        <path
          d="M3 15V5h18v10z"
          fill="none"
          stroke={swatch.color}
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray="0 4"
        />
      );
    case 'barred':
      return (
        <g strokeWidth="5" fill="none">
          <path d="M1 10h22" stroke={swatch.ground} />
          <path d="M3 10h22" stroke={swatch.color} strokeDasharray="3 5" />
        </g>
      );
    case 'outline':
      return (
        <rect
          x="3"
          y="4"
          width="18"
          height="12"
          rx="2"
          fill="none"
          stroke={swatch.color}
          strokeWidth="2"
          strokeDasharray={swatch.dash ? '4 2.500' : 'none'}
        />
      );
    case 'line':
      return (
        <g fill="none" stroke={swatch.color} strokeWidth="2.500">
          <path d="M1 10h22" strokeDasharray={swatch.dash ? '5 3' : 'none'} />
          {swatch.tick && <path d="M10 5.500l4.500 4.500-4.500 4.500" strokeWidth="2" />}
        </g>
      );
  }
}
