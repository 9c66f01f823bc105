// Files for one test in a folder of its own, and the shapes they are made of.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes the files, runs the work with their folder, removes them. */
export async function withFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'safereach-import-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A FeatureCollection as text; geometry and properties as given. */
export const collection = (...features: readonly [properties: unknown, geometry: unknown][]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(([properties, geometry]) => ({ type: 'Feature', properties, geometry })),
  });

/** A square of `size` degrees with its south-western corner there. */
export const square = (west: number, south: number, size: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

/** Two districts of one state, side by side: 12–13 E and 13–14 E, 11–12 N. */
export const DISTRICTS = collection(
  [{ ADM2_EN: 'Kaga', ADM2_PCODE: 'NG008017', ADM1_EN: 'Borno', ADM1_PCODE: 'NG008' }, square(12, 11, 1)],
  [{ ADM2_EN: 'Mafa', ADM2_PCODE: 'NG008021', ADM1_EN: 'Borno', ADM1_PCODE: 'NG008' }, square(13, 11, 1)],
);

const EVENT_HEAD =
  'id,type_of_violence,where_prec,date_prec,date_start,date_end,latitude,longitude,event_clarity,adm_1,adm_2,source_headline';

/** Events in the columns of UCDP GED; what is not given is exact, of one day, in Kaga. */
export function events(...rows: readonly Readonly<Record<string, string | number>>[]): string {
  const usual = {
    ...{ type_of_violence: 1, where_prec: 1, date_prec: 1, date_start: '2019-05-01', date_end: '2019-05-01' },
    ...{
      latitude: 11.5,
      longitude: 12.5,
      event_clarity: 1,
      adm_1: 'Borno state',
      adm_2: 'Kaga lga',
      source_headline: 'x',
    },
  };
  const columns = EVENT_HEAD.split(',');
  const lines = rows.map((row, index) => {
    const cells: Record<string, string | number> = { id: index + 1, ...usual, ...row };
    return columns.map((column) => cells[column] ?? '').join(',');
  });
  return `${EVENT_HEAD}\n${lines.join('\n')}\n`;
}
