// Administrative boundaries with P-codes (COD-AB and its relatives) → areas of the finest level in the file. P-codes are
// repaired from the level above and told; polygons are taken as they are or refused, never repaired.
import type { Fields } from '../../geodata/formats/fields.ts';
import { cleanPcode, repairPcode, usualDigits } from '../../geodata/formats/pcode.ts';
import type { MultiPolygon, Polygon } from '../../geodata/schema/geometry.ts';
import type { LoadRow } from '../queries/load.ts';
import { type Adapter, eachRecord, firstColumn, hasOnly, type Reading } from './adapter.ts';
import { plainName } from './area_names.ts';
import type { Sample } from './sample.ts';

const LEVELS = [5, 4, 3, 2, 1, 0];

const codeColumns = (level: number): string[] => [
  ...[`adm${level}_pcode`, `admin${level}pcode`, `admin${level}_pcode`, `adm${level}_code`],
  ...(level === 2 ? ['lga_pcode', 'district_pcode'] : []),
];
const nameColumns = (level: number): string[] => [
  ...[`adm${level}_en`, `adm${level}_name`, `adm${level}_fr`, `adm${level}_es`, `adm${level}_ar`],
  ...[`admin${level}name_en`, `admin${level}name`, `admin${level}_name`],
  ...(level === 2 ? ['lga_name', 'district_name'] : []),
  'name',
];

interface Columns {
  readonly level: number;
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly parentName: string | null;
}

/** The finest level of which code and name are there. */
function columnsOf(sample: Sample): Columns | null {
  for (const level of LEVELS) {
    const code = firstColumn(sample, codeColumns(level));
    const name = firstColumn(sample, nameColumns(level));
    if (code === null || name === null) continue;
    const parentCode = level === 0 ? null : firstColumn(sample, codeColumns(level - 1));
    const parentName = level === 0 ? null : firstColumn(sample, nameColumns(level - 1).slice(0, -1));
    return { level, code, name, parentCode, parentName };
  }
  return null;
}

interface Read {
  readonly fields: Fields;
  readonly text: string;
  readonly name: string;
  readonly parent: string | null;
  readonly geom: Polygon | MultiPolygon;
}

export const codAb: Adapter<'area'> = {
  id: 'cod_ab',
  noun: 'area',
  title: 'Administrative areas with P-codes',
  source: 'Common Operational Dataset, administrative boundaries (COD-AB)',
  licence: 'as stated by its maker (often CC BY 3.0 IGO)',
  columns: LEVELS.flatMap((level) => [...codeColumns(level), ...nameColumns(level)]),
  takes: (sample) =>
    sample.format === 'features' && hasOnly(sample, ['Polygon', 'MultiPolygon']) && columnsOf(sample) !== null,
  async *rows(reading) {
    const columns = columnsOf(reading.sample);
    if (columns === null) return;
    // Repair needs to know what the other codes look like, so all are read first: areas are few.
    const all: Read[] = [];
    for await (const one of eachRecord(reading, (fields) => readArea(fields, columns))) all.push(one);
    const digits = usualDigits(all.map((one) => cleanPcode(one.text) ?? ''));
    const seen = new Map<string, number>();
    for (const one of all) {
      const row = areaOf(one, columns.level, digits);
      if (row === null || isRepeated(one, row.pcode, seen)) continue;
      const parentName = columns.parentName === null ? '' : one.fields.text(columns.parentName);
      if (one.parent !== null && parentName !== '') reading.stateNames.set(plainName(parentName), one.parent);
      keep(reading, one, row);
      yield row;
    }
  },
};

function readArea(fields: Fields, columns: Columns): Read | null {
  const text = fields.needText(columns.code);
  const name = fields.needText(columns.name);
  const parentText = columns.parentCode === null ? '' : fields.text(columns.parentCode);
  const parent = parentText === '' ? null : cleanPcode(parentText);
  if (parentText !== '' && parent === null) {
    fields.refuse('bad_pcode', columns.parentCode, 'A P-code is two or three letters followed by digits.');
  }
  const geom = fields.geometry(['Polygon', 'MultiPolygon']);
  return text === null || name === null || geom === null
    ? null
    : { fields, text, name: name.slice(0, 200), parent, geom };
}

function areaOf(
  { fields, text, name, parent, geom }: Read,
  level: number,
  digits: number | null,
): LoadRow['area'] | null {
  const pcode = repairPcode(text, { digits, parent });
  if (pcode === null) return fields.refuse('bad_pcode', null, 'A P-code is two or three letters followed by digits.');
  if (pcode !== text) fields.warn('pcode_repaired', null, `${text} is read as ${pcode}.`);
  if (parent !== null && !pcode.startsWith(parent)) {
    return fields.refuse('bad_pcode', null, `${pcode} does not begin with ${parent}, the code of the area above.`);
  }
  const multi: MultiPolygon =
    geom.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [geom.coordinates] } : geom;
  return { pcode, adminLevel: level, name, parentPcode: parent, geom: multi };
}

function isRepeated(one: Read, pcode: string, seen: Map<string, number>): boolean {
  const before = seen.get(pcode);
  if (before === undefined) {
    seen.set(pcode, one.fields.record.row);
    return false;
  }
  one.fields.refuse('duplicate_id', null, `${pcode} came before, in feature ${before}. Keep one of them.`);
  return true;
}

function keep(reading: Reading, one: Read, row: LoadRow['area']): void {
  reading.rowNumbers.push(one.fields.record.row);
  const first = row.geom.coordinates[0]?.[0]?.[0];
  if (first !== undefined) reading.place(first);
}
