// Search by name or coordinate, a list under the field. Names go to the server; a typed position is read here (web/api.ts).
import { useEffect, useId, useState } from 'react';
import type { Found } from '../../api.ts';
import { t, word } from '../../i18n/messages.ts';
import { useSearch } from '../../state/queries.ts';
import { selectThing } from '../../state/view.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon_button.tsx';
import { problemText } from '../problem_text.ts';
import { useMapData } from './map_data.tsx';
import { flyTo, showBox } from './map_handle.ts';
import { SEARCH_ID } from './use_keys.ts';

const WAIT_MS = 200;
const LAYER_OF = { service: 'services', zone: 'zones', area: 'areas' } as const;
const ZOOM_OF = { place: 12, service: 14, area: 9, zone: 14, coordinate: 13 } as const;

export function SearchBox() {
  const { session } = useMapData();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [wanted, setActive] = useState(0);
  const list = useId();
  const query = useDebounced(text.trim());
  const found = useSearch(session, query);
  // The list of the last letters stays until that of these letters is there, but nothing can be chosen from it.
  const fresh = text.trim() === query && !found.isPlaceholderData;
  const items = query.length < 2 ? [] : (found.data ?? []);
  const shown = open && query.length >= 2;
  // Fewer results may have come than the mark stood at.
  const active = Math.max(0, Math.min(wanted, items.length - 1));

  const choose = (item: Found) => {
    setText(item.name);
    setOpen(false);
    if (item.bbox !== undefined) showBox(item.bbox);
    else flyTo({ lon: item.lon, lat: item.lat, zoom: ZOOM_OF[item.kind] });
    if (item.kind === 'service' || item.kind === 'zone' || item.kind === 'area') {
      selectThing({ layer: LAYER_OF[item.kind], id: item.id });
    }
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const item = items[active];
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && item !== undefined && fresh) choose(item);
    else if (event.key === 'Escape') {
      setOpen(false);
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="search">
      <Icon name="search" />
      <input
        id={SEARCH_ID}
        type="search"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('search.label')}
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={shown && items.length > 0 ? `${list}-${active}` : undefined}
        placeholder={t(innerWidth < 768 ? 'search.label' : 'search.placeholder')}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {text !== '' && <IconButton icon="close" label={t('search.clear')} onClick={() => setText('')} />}
      {text === '' && <kbd className="wide-only">/</kbd>}
      <span className="visually-hidden" role="status">
        {shown && found.isSuccess ? t('search.count', { count: items.length }) : ''}
      </span>
      {shown && (
        // Focus stays in the field, so pressing an option must not take it.
        <div
          id={list}
          role="listbox"
          aria-busy={!fresh}
          className="search-list"
          onMouseDown={(event) => event.preventDefault()}
        >
          {items.map((item, index) => (
            <div
              key={`${item.kind}${item.id}`}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={index === active ? 'search-item search-active' : 'search-item'}
              // Moved, not entered: a list that opens under a resting pointer keeps its first result marked.
              onPointerMove={() => fresh && setActive(index)}
              onClick={() => fresh && choose(item)}
              onKeyDown={() => undefined}
            >
              <span className="search-name">{item.name}</span>
              <span className="quiet">{detailText(item)}</span>
            </div>
          ))}
          {items.length === 0 && found.isSuccess && <p className="search-none">{t('search.empty')}</p>}
          {found.error !== null && <p className="search-none">{problemText(found.error)}</p>}
        </div>
      )}
    </search>
  );
}

function detailText({ kind, detail }: Found): string {
  if (kind === 'service') return `${word('found', kind)} · ${word('kind', detail)}`;
  if (kind === 'zone') return `${word('found', kind)} · ${word('status', detail)}`;
  return detail === '' ? word('found', kind) : `${word('found', kind)} · ${detail}`;
}

function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
