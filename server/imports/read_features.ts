// Text of a GeoJSON FeatureCollection → records, feature by feature. Knows the collection, not what the features mean.
import { FeatureSplitter } from '../../geodata/formats/feature_splitter.ts';
import type { SourceRecord } from '../../geodata/formats/fields.ts';
import { crsIssue, type GeojsonRecord, readFeature } from '../../geodata/formats/geojson.ts';
import { FileFault, type Issue, type IssueLog } from '../../geodata/formats/issue.ts';

/** Records of the features; those that cannot be read go into the log. `fileVertices`: cap for the file, null = none. */
export async function* readFeatures(
  texts: AsyncIterable<string>,
  fileVertices: number | null,
  log: IssueLog,
): AsyncGenerator<SourceRecord> {
  const splitter = new FeatureSplitter();
  let vertices = 0;
  for await (const text of texts) {
    for (const feature of splitter.push(text)) {
      const record = readFeature(feature);
      if ('code' in record) {
        log.add(record);
        continue;
      }
      if (fileVertices !== null) {
        vertices += verticesOf(record.geometry);
        if (vertices > fileVertices) throw tooManyVertices(record.row, fileVertices);
      }
      yield record;
    }
  }
  const document = splitter.end();
  const foreign = crsIssue(document);
  if (foreign !== null) throw new FileFault(foreign);
  if (splitter.sawFeatures) return;
  if (document['type'] !== 'Feature') throw new FileFault(notACollection);
  const only = readFeature({ row: 1, text: JSON.stringify(document) });
  if ('code' in only) log.add(only);
  else yield only;
}

/** The features that are complete in the first characters of a file; `cut`: one begins there and does not end. */
export function sampleFeatures(text: string): { readonly records: SourceRecord[]; readonly cut: boolean } {
  const splitter = new FeatureSplitter();
  const ended = splitter.push(text);
  const records = ended.map(readFeature).filter((record): record is GeojsonRecord => !('code' in record));
  return { records, cut: splitter.featureCount > ended.length };
}

function verticesOf(geometry: unknown): number {
  if (typeof geometry !== 'object' || geometry === null || !('coordinates' in geometry)) return 0;
  const count = (value: unknown): number => {
    if (!Array.isArray(value)) return 0;
    return Array.isArray(value[0]) ? value.reduce((sum: number, one) => sum + count(one), 0) : 1;
  };
  return count(geometry.coordinates);
}

const notACollection: Issue = {
  code: 'broken_json',
  row: null,
  column: null,
  message: 'The JSON is no GeoJSON FeatureCollection: it has no list of features.',
};

const tooManyVertices = (row: number, cap: number): FileFault =>
  new FileFault({
    code: 'too_many_vertices',
    row,
    column: null,
    message: `The file has more than ${cap.toLocaleString('en')} vertices. Split it, or import it on the command line.`,
  });
