// The map of the same places, loaded when it is opened; the place that is chosen on it stands under it as in the list.
import type { Directory, TravelColumns } from '../../../../geodata/schema/pack.ts';
import { useLate } from '../../care/use_late.ts';
import { type StartPlace, setFind, useFind } from '../find_state.ts';
import { LatePart } from './late_part.tsx';
import { type ListContext, type ListedService, ServiceCard } from './service_card.tsx';

const loadMap = () => import('../map/care_map.tsx');
const select = (serviceId: string): void => setFind({ selected: serviceId });

interface MapTabProps {
  readonly directory: Directory;
  readonly travel: TravelColumns | null;
  readonly place: StartPlace;
  readonly services: readonly ListedService[];
  readonly context: ListContext;
}

export function MapTab({ directory, travel, place, services, context }: MapTabProps) {
  const { selected } = useFind();
  const late = useLate(loadMap);
  const chosen = services.find(({ service }) => service.id === selected);
  return (
    <>
      <LatePart late={late}>
        {({ CareMap }) => (
          <CareMap
            directory={directory}
            travel={travel}
            place={place}
            entries={services.map(({ entry }) => entry)}
            selected={selected}
            onSelect={select}
          />
        )}
      </LatePart>
      {chosen !== undefined && (
        <ol className="services" start={chosen.number}>
          <ServiceCard key={chosen.service.id} {...chosen} context={context} isSelected onShowOnMap={select} />
        </ol>
      )}
    </>
  );
}
