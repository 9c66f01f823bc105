// Result of the analysis → rows of the table and the scene of the map. Pure.
import type { CoverageGapResult } from '../../../geodata/analysis/reach/coverage_gap_schema.ts';
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import type { Population } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { roundedBreaks } from '../../map/layers/class_breaks.ts';
import type { GapScene } from '../../map/scene.ts';
import type { GapPicture, GapRow } from './gap_store.ts';

const CLASSES = 5;
/** Input vaguer than this has no place for a dot: only its district is shaded. */
const DOTTED = new Set(['exact', 'cell', 'settlement']);

export function gapPicture(result: CoverageGapResult, population: Population, kind: ServiceKind): GapPicture {
  const rows = result.gaps.map((gap): GapRow => {
    const pcode = gap.area === null ? null : String(gap.area);
    return {
      pcode,
      name: gap.name ?? pcode ?? t('gap.outside'),
      people: gap.people,
      women: gap.women,
      children: gap.children,
      share: gap.share,
    };
  });
  const areas = rows.flatMap(({ pcode, people }) =>
    pcode === null || people === null || people < 1 ? [] : [{ pcode, people }],
  );
  const scene: GapScene = {
    kind,
    radiusMeters: result.parameters.radiusMeters ?? 0,
    areas,
    breaks: roundedBreaks(
      areas.map((area) => Math.round(area.people)),
      CLASSES,
    ),
    cells: gapCells(result.gapCells, population),
    cellDegrees: population.cellDegrees,
    polygons: result.geometry,
  };
  return { scene, rows, beyond: result.totals.uncovered.people };
}

function gapCells(rows: CoverageGapResult['gapCells'], { columns, inputPrecision }: Population): GapScene['cells'] {
  const places = DOTTED.has(inputPrecision) ? rows.map(Number) : [];
  return {
    lon: Float64Array.from(places, (row) => columns.lon[row] ?? 0),
    lat: Float64Array.from(places, (row) => columns.lat[row] ?? 0),
    people: Float64Array.from(places, (row) => columns.people[row] || 0),
  };
}
