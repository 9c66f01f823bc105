// How large a zone is and how long a route, on the ellipsoid. The code that measures is loaded when it is first needed.
import { useQuery } from '@tanstack/react-query';
import type { ZoneShape } from '../../../geodata/analysis/spatial/safe_zone.ts';
import type { LineString } from '../../../geodata/schema/geometry.ts';
import type { PatrolFeature, ZoneFeature } from '../../api.ts';
import { measuredLengthText, wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Fact } from '../../ui/facts.tsx';

export function ZoneGround({ zone }: { zone: ZoneFeature }) {
  const { version, occupancy } = zone.properties;
  const { data } = useQuery({
    queryKey: ['zone ground', zone.id, version],
    queryFn: async () => {
      const { zoneMeasure } = await import('../../../geodata/analysis/spatial/safe_zone.ts');
      return zoneMeasure(zone.geometry as ZoneShape);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined) return <Fact name={t('zone.area')}>{t('fact.measuring')}</Fact>;
  const squareMeters = data.areaSquareKm * 1e6;
  return (
    <Fact name={t('zone.area')}>
      {t('zone.areaText', { area: wholeNumber(squareMeters) })}
      {occupancy !== null && occupancy > 0 && (
        <span className="quiet"> {t('zone.areaPerPerson', { area: wholeNumber(squareMeters / occupancy) })}</span>
      )}
    </Fact>
  );
}

export function PatrolLength({ route }: { route: PatrolFeature }) {
  const { data } = useQuery({
    queryKey: ['patrol length', route.id, route.geometry.coordinates.length],
    queryFn: async () => {
      const { patrolLengthMeters } = await import('../../../geodata/analysis/spatial/patrol_corridor.ts');
      return patrolLengthMeters(route.geometry as LineString);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Fact name={t('patrol.length')}>{data === undefined ? t('fact.measuring') : measuredLengthText(data)}</Fact>;
}
