// A worker thread that makes the bytes of packs: cutting, packing and compressing take longer than a request may wait behind.
// First it is given what is public without the roads; what of the roads has to be packed is asked for afterwards.
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { PackRegion } from '../../geodata/analysis/reach/pack_regions.ts';
import { packDirectory } from '../../geodata/formats/directory_pack.ts';
import { packTravel } from '../../geodata/formats/travel_pack.ts';
import type { PackSource } from '../queries/packs.ts';
import type { RoadEndColumns } from '../queries/roads.ts';
import { directoriesOf, regionsOf, wholeRegion, withinMargin } from './packs_cut.ts';
import { edgesWithin, travelColumns } from './packs_graph.ts';

export interface PackBytes {
  /** Of `plain`, hexadecimal. */
  readonly sha256: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
}

export interface PackedRegion {
  readonly region: PackRegion;
  readonly services: number;
  readonly directory: PackBytes;
}

/** Answered with its regions. */
export interface SourceTask {
  readonly source: PackSource;
}
/** Answered with the bytes of each region that is named. */
export interface RoadsTask {
  readonly ends: RoadEndColumns;
  readonly regions: readonly PackRegion[];
}

function bytesOf(content: Uint8Array): PackBytes {
  const plain = new Uint8Array(content);
  // Made once and sent many times. The header holds no time: the same content is the same bytes.
  const zipped = new Uint8Array(gzipSync(plain, { level: 9 }));
  return { sha256: createHash('sha256').update(plain).digest('hex'), plain, zipped };
}

const encode = (text: string) => bytesOf(new TextEncoder().encode(text));

function directories(source: PackSource): PackedRegion[] {
  const whole = wholeRegion(source);
  const packed = (regions: readonly PackRegion[]) =>
    directoriesOf(source, regions).map((directory, i): PackedRegion => {
      return {
        region: regions[i] as PackRegion,
        services: directory.services.length,
        directory: encode(packDirectory(directory)),
      };
    });
  const one = packed([whole]);
  const regions = regionsOf(source, one[0]?.directory.zipped.length ?? 0);
  return regions.length === 1 ? one : packed(regions);
}

function travels(ends: RoadEndColumns, regions: readonly PackRegion[]): PackBytes[] {
  const columns = travelColumns(ends);
  return regions.map((region) => bytesOf(packTravel(edgesWithin(columns, withinMargin(region)))));
}

parentPort?.on('message', (task: SourceTask | RoadsTask) => {
  parentPort?.postMessage('source' in task ? directories(task.source) : travels(task.ends, task.regions));
});
