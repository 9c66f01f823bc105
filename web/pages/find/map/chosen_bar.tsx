// What was tapped, said on the map itself: the card of the place stands below it, maybe out of sight.
import { mapText } from '../../../i18n/care/map_messages.ts';
import type { DrawnService } from './pack_features.ts';

export function ChosenBar({ service }: { readonly service: DrawnService | undefined }) {
  return (
    <p role="status" className="care-map-chosen">
      {service !== undefined &&
        mapText('map.chosen', {
          number: service.rank,
          name: service.name,
          open: mapText(`map.${service.open}`).toLocaleLowerCase(),
        })}
    </p>
  );
}
