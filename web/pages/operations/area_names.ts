// Names of areas for rows and filters.
import { useMemo } from 'react';
import type { AreaFeature } from '../../api.ts';
import { t } from '../../i18n/messages.ts';

/** "Bama, Borno": the area and the one that holds it; the code where there is no name. */
export function useAreaName(areas: readonly AreaFeature[]): (pcode: string) => string {
  return useMemo(() => {
    const known = new Map(areas.map(({ properties }) => [properties.pcode, properties] as const));
    return (pcode: string) => {
      const area = known.get(pcode);
      if (area === undefined) return pcode === '' ? t('board.noArea') : pcode;
      const parent = area.parentPcode === null ? undefined : known.get(area.parentPcode);
      return parent === undefined || parent.adminLevel === 0 ? area.name : `${area.name}, ${parent.name}`;
    };
  }, [areas]);
}
