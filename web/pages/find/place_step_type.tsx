// Typing a place: names and positions are read on the device, letter by letter. The browser is asked not to remember the
// words, and not to have anybody check their spelling.
import { useId, useMemo, useRef, useState } from 'react';
import type { Directory } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import type { StartPlace } from './find_state.ts';
import { type FoundPlace, placeReader } from './place_step_find.ts';
import { positionText } from './place_step_words.ts';

interface Props {
  readonly directory: Directory;
  readonly onPlace: (place: StartPlace) => void;
}

function whereabouts({ isArea, near, name }: FoundPlace): string {
  if (isArea) return near === null ? t('place.area') : t('place.areaIn', { area: near });
  return near === null || near === name ? '' : t('place.near.area', { area: near });
}

export function TypePlace({ directory, onPlace }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const read = useMemo(() => placeReader(directory), [directory]);
  const typed = useMemo(() => read(text), [read, text]);
  const found: readonly FoundPlace[] =
    typed.kind === 'places'
      ? typed.places
      : typed.kind === 'position'
        ? [{ ...typed, name: positionText(typed.lat, typed.lon), isArea: false, near: null }]
        : [];
  const take = ({ lon, lat, name }: FoundPlace) => onPlace({ lon, lat, label: name });
  const only = found.length === 1 ? found[0] : undefined;
  return (
    <form
      className="way"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (only !== undefined) take(only);
        else list.current?.querySelector('button')?.focus();
      }}
    >
      <label htmlFor={id} className="way-title">
        {t('place.type')}
      </label>
      <input
        id={id}
        className="field"
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={80}
        dir="auto"
        translate="no"
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${id}-hint`} className="quiet">
        {t('place.typeHint')}
      </p>
      <p role="status" className="quiet">
        {found.length > 0 && t('place.found', { count: found.length })}
        {typed.kind === 'places' && found.length === 0 && t('place.notFound')}
        {typed.kind === 'incomplete' && t('place.notYet')}
      </p>
      <ul className="choices" ref={list} translate="no">
        {found.map((place) => (
          <li key={`${place.name} ${place.lon} ${place.lat}`}>
            <button type="button" className="choice" onClick={() => take(place)}>
              <bdi>{place.name}</bdi>
              <span className="quiet">{whereabouts(place)}</span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
