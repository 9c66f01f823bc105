// Whose data the map is, how old, and that it is the saved one.
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { mapDate, mapText } from '../../../i18n/care/map_messages.ts';

interface Props {
  readonly directory: Directory;
  readonly hasRoads: boolean;
}

export function MapSource({ directory: { name, changedOn }, hasRoads }: Props) {
  const source =
    changedOn === null
      ? mapText('map.sourceUndated', { name })
      : mapText('map.source', { name, date: mapDate(changedOn) });
  return (
    <p className="care-map-source">
      {source} {!hasRoads && mapText('map.noRoads')}
    </p>
  );
}
