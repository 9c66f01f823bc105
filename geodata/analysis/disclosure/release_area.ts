// The r7 cells of an organization's area, each with its admin units: the ground a release stands on, whatever was recorded there.
import { POLYGON_TO_CELLS_FLAGS, polygonToCells, polygonToCellsExperimental } from 'h3-js';
import type { Area } from '../../schema/area.ts';
import type { AreaCell } from './release_input.ts';

export type ReleaseArea = Pick<Area, 'pcode' | 'adminLevel' | 'parentPcode' | 'geom'>;

/**
 * Cells whose center lies in an admin 2 area, or else in an admin 1 area; of two that claim a center the first P-code has it. An
 * area too small to hold a center gets the cells that it touches and nobody claims. Areas of other levels are not looked at. A district
 * belongs to its parent P-code, or where it names none, to the admin 1 area whose P-code its own begins with, else to itself.
 */
export function areaCells(areas: readonly ReleaseArea[]): AreaCell[] {
  const byPcode = [...areas].sort((a, b) => (a.pcode < b.pcode ? -1 : 1));
  const states = byPcode.filter(({ adminLevel }) => adminLevel === 1);
  const cells = new Map<string, AreaCell>();
  const claim = (found: readonly string[], of: Omit<AreaCell, 'cell'>): void => {
    for (const cell of found) if (!cells.has(cell)) cells.set(cell, { cell, ...of });
  };
  const late: (() => void)[] = [];
  for (const { pcode, adminLevel, parentPcode, geom } of [...byPcode.filter(isDistrict), ...states]) {
    const state = states.find((candidate) => pcode.startsWith(candidate.pcode))?.pcode;
    const of =
      adminLevel === 1
        ? { admin1Pcode: pcode, admin2Pcode: null }
        : { admin1Pcode: parentPcode ?? state ?? pcode, admin2Pcode: pcode };
    const centers = geom.coordinates.flatMap((rings) => polygonToCells(rings, 7, true));
    claim(centers, of);
    if (centers.length > 0) continue;
    late.push(() => claim(geom.coordinates.flatMap(touched), of));
  }
  for (const claimTouched of late) claimTouched();
  return [...cells.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
}

const isDistrict = ({ adminLevel }: ReleaseArea): boolean => adminLevel === 2;

const touched = (rings: number[][][]): string[] =>
  polygonToCellsExperimental(rings, 7, POLYGON_TO_CELLS_FLAGS.containmentOverlapping, true);
