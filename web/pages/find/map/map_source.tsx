// Whose data the map is, how old, and that it is the saved one.
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { mapDate, mapText } from '../../../i18n/care/map_messages.ts';

interface Props {
  readonly directory: Directory;
  readonly hasRoads: boolean;
}

export function MapSource({ directory: { name, changedOn, invented }, hasRoads }: Props) {
  const source =
    changedOn === null
      ? mapText('map.sourceUndated', { name })
      : mapText('map.source', { name, date: mapDate(changedOn) });
  const parts = [source, invented && mapText('map.invented'), !hasRoads && mapText('map.noRoads')];
  return <p className="care-map-source">{parts.filter(Boolean).join(' ')}</p>;
}
