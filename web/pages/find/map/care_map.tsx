// The map of /find, loaded when its tab is opened: the same places as the list, drawn from the saved list alone. A tap on a
// place chooses it; a tap on the ground tells where, if that is asked for. Nothing that is tapped leaves the phone.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Directory, TravelColumns } from '../../../../geodata/schema/pack.ts';
import { directionOf, useLanguage } from '../../../i18n/care/care_messages.ts';
import { mapText } from '../../../i18n/care/map_messages.ts';
import './care_map.css';
import { firstBox } from './camera.ts';
import { type CareMapView, createCareMap } from './care_map_view.ts';
import { ChosenBar } from './chosen_bar.tsx';
import { MapLegend } from './map_legend.tsx';
import { MapSource } from './map_source.tsx';
import { areaNames, drawnServices, type MappedEntry, placeNames, type Spot, wholeBox } from './pack_features.ts';
import { PickBar } from './pick_bar.tsx';
import { roadSource } from './road_source.ts';
import { scaleBar, scaleText } from './scale.ts';
import { useDark } from './use_dark.ts';

export interface CareMapProps {
  readonly directory: Directory;
  readonly travel: TravelColumns | null;
  readonly place: (Spot & { readonly label: string }) | null;
  /** In the order of the list. */
  readonly entries: readonly MappedEntry[];
  readonly selected: string | null;
  readonly onSelect: (serviceId: string) => void;
  /** Given while a place is being chosen. */
  readonly onPick?: ((spot: Spot) => void) | undefined;
}

/** From here on a tap means a place; from farther away it means a whole district, so the map comes closer first. */
const PICK_ZOOM = 10;
const SCALE_PIXELS = 96;

export function CareMap({ directory, travel, place, entries, selected, onSelect, onPick }: CareMapProps) {
  const language = useLanguage();
  const isDark = useDark();
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<CareMapView | null>(null);
  const [failed, setFailed] = useState(false);
  const [lost, setLost] = useState(false);
  const [seen, setSeen] = useState({ metersPerPixel: 0, zoom: 0 });
  const services = useMemo(() => drawnServices({ directory, entries, language }), [directory, entries, language]);
  const shown = useMemo(() => ({ services, selected, place }), [services, selected, place]);
  const roads = useMemo(() => roadSource(travel), [travel]);
  const whole = useMemo(() => wholeBox(directory), [directory]);
  const label = mapText(onPick === undefined ? 'map.label' : 'map.pickLabel');

  const picked = useRef<Spot | null>(null);
  const pick = (spot: Spot, zoom: number) => {
    if (onPick === undefined) return;
    if (zoom < PICK_ZOOM) return view.current?.goTo(spot, Math.min(zoom + 3, PICK_ZOOM + 1));
    picked.current = spot;
    onPick(spot);
  };
  /** What the map calls back is that of the last drawing, not of its first. */
  const latest = useRef({ onSelect, pick, shown, label, roads });
  latest.current = { onSelect, pick, shown, label, roads };

  useEffect(() => {
    if (element.current === null) return;
    const begin = latest.current;
    try {
      view.current = createCareMap({
        container: element.current,
        names: { areas: areaNames(directory), places: placeNames(directory) },
        roads: begin.roads,
        theme: isDark ? 'dark' : 'light',
        box: firstBox(begin.shown) ?? whole,
        shown: begin.shown,
        label: begin.label,
        events: {
          onService: (id) => latest.current.onSelect(id),
          onGround: (spot, zoom) => latest.current.pick(spot, zoom),
          onMove: setSeen,
          onLost: setLost,
        },
      });
    } catch {
      setFailed(true);
      return;
    }
    return () => {
      view.current?.destroy();
      view.current = null;
    };
  }, [directory, whole, isDark]);
  useEffect(() => view.current?.show(shown, picked.current), [shown]);
  useEffect(() => view.current?.setRoads(roads), [roads]);
  useEffect(() => view.current?.setLabel(label), [label]);

  const instead = (
    <div className="notice" role="status">
      <p>{mapText('map.failed')}</p>
      <p>{mapText(onPick === undefined ? 'map.failedNext' : 'map.failedPick')}</p>
    </div>
  );
  if (failed) return instead;
  const bar = seen.metersPerPixel > 0 ? scaleBar(seen.metersPerPixel, SCALE_PIXELS) : null;
  const everything = firstBox(shown) ?? whole;
  return (
    <figure className="care-map" dir={directionOf(language)}>
      {lost && instead}
      {onPick !== undefined && (
        <PickBar
          isFar={seen.zoom < PICK_ZOOM}
          onMiddle={() => {
            const middle = view.current?.middle();
            if (middle !== undefined) pick({ lon: middle.lon, lat: middle.lat }, middle.zoom);
          }}
        />
      )}
      <div className="care-map-field">
        <div className="care-map-canvas" ref={element} />
        {onPick !== undefined && <span className="care-map-cross" aria-hidden="true" />}
        <div className="care-map-buttons">
          <button type="button" onClick={() => view.current?.zoomBy(1)} aria-label={mapText('map.zoomIn')}>
            +
          </button>
          <button type="button" onClick={() => view.current?.zoomBy(-1)} aria-label={mapText('map.zoomOut')}>
            −
          </button>
        </div>
        <ChosenBar service={services.find(({ id }) => id === selected)} />
        <div className="care-map-foot">
          {bar !== null && (
            <svg
              className="care-map-scale"
              width={SCALE_PIXELS + 4}
              height="26"
              role="img"
              aria-label={scaleText(bar.meters, language)}
            >
              <path d={`M2 16v6h${bar.pixels}v-6`} />
              <text x={2 + bar.pixels / 2} y="13" textAnchor="middle">
                {scaleText(bar.meters, language)}
              </text>
            </svg>
          )}
          <button
            type="button"
            className="care-map-fit"
            onClick={() => everything !== null && view.current?.fit(everything)}
          >
            {mapText(services.length > 0 ? 'map.first' : 'map.whole')}
          </button>
        </div>
      </div>
      <figcaption>
        <MapLegend services={services} hasPlace={place !== null} />
        <MapSource directory={directory} hasRoads={travel !== null} />
      </figcaption>
    </figure>
  );
}
