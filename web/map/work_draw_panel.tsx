// Beside the drawing: what to do next, back and forth, anew, and the same shape as text.
import { useId, useRef, useState } from 'react';
import { t } from '../i18n/messages.ts';
import { shapeOfText, textOfShape } from './typed_shape.ts';
import type { Drawn } from './work_drawing.ts';
import type { WorkDraw } from './work_map.tsx';

export function WorkDrawPanel({ shape, geometry, onChange }: WorkDraw) {
  const id = useId();
  const [past, setPast] = useState<readonly (Drawn | null)[]>([]);
  const [future, setFuture] = useState<readonly (Drawn | null)[]>([]);
  /** What is typed and no shape yet; null: the text is that of the shape. */
  const [typed, setTyped] = useState<string | null>(null);
  const last = useRef(geometry);
  if (last.current !== geometry) {
    // Drawn, typed or set from outside: the one before can be had back.
    const before = last.current;
    last.current = geometry;
    setPast([...past, before]);
    setFuture([]);
  }
  const go = (to: Drawn | null) => {
    last.current = to;
    setTyped(null);
    onChange(to);
  };
  const read = typed === null ? null : shapeOfText(shape, typed);
  return (
    <div className="work-draw">
      <p role="status">{t(geometry === null ? `draw.begin.${shape}` : `draw.change.${shape}`)}</p>
      <div className="work-draw-buttons">
        <button
          type="button"
          className="button button-quiet"
          disabled={past.length === 0}
          onClick={() => {
            setFuture([geometry, ...future]);
            setPast(past.slice(0, -1));
            go(past[past.length - 1] ?? null);
          }}
        >
          {t('draw.undo')}
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={future.length === 0}
          onClick={() => {
            setPast([...past, geometry]);
            setFuture(future.slice(1));
            go(future[0] ?? null);
          }}
        >
          {t('draw.redo')}
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={geometry === null}
          onClick={() => onChange(null)}
        >
          {t('draw.anew')}
        </button>
      </div>
      <details>
        <summary>{t('draw.type')}</summary>
        <label htmlFor={id}>{t(`draw.typeLabel.${shape}`)}</label>
        <textarea
          id={id}
          dir="ltr"
          rows={shape === 'Point' ? 1 : 5}
          spellCheck={false}
          value={typed ?? textOfShape(geometry)}
          onChange={({ target: { value } }) => {
            const next = shapeOfText(shape, value);
            setTyped(value);
            if (next.kind === 'shape') onChange(next.geometry);
          }}
          onBlur={() => read?.kind === 'shape' && setTyped(null)}
        />
        <p role="status" className="field-error">
          {read?.kind === 'line' && t('draw.badLine', { line: read.line })}
          {read?.kind === 'few' && t('draw.few', { least: read.least })}
          {read?.kind === 'many' && t('draw.many', { most: read.most })}
        </p>
      </details>
    </div>
  );
}
