// Nearest of 100 sources with owner on a street-like graph of a million nodes: our buckets against scipy, a binary heap in
// JavaScript and buckets in C, on the same graph in one run.
import { rmSync } from 'node:fs';
import FlatQueue from 'flatqueue';
import { seededRandom } from '../../geodata/analysis/random.ts';
import type { RoadGraph } from '../../geodata/analysis/reach/graph_rows.ts';
import { roadGraph } from '../../geodata/analysis/reach/road_graph.ts';
import { shortestWays } from '../../geodata/analysis/reach/shortest_ways.ts';
import { columnsFolder, compiled, peerTimings, processorTimings, referenceFile } from './peers.ts';
import { printTimings } from './table.ts';

const SIDE = 1000;
const SOURCES = 100;
const TURNS = 5;
/** Share of lattice edges kept: 2.7 arcs a node, as street graphs have. */
const KEPT = 0.676;

/** A lattice with a third of its streets missing, 5 to 60 seconds each; `shuffled` numbers its nodes in no order of place. */
function streets(shuffled: boolean): RoadGraph {
  const random = seededRandom(20262);
  const count = SIDE * SIDE;
  const number = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; shuffled && i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [number[i], number[j]] = [number[j] as number, number[i] as number];
  }
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  for (let i = 0; i < count; i++) {
    for (const next of [(i + 1) % SIDE === 0 ? -1 : i + 1, i + SIDE]) {
      if (next < 0 || next >= count || random() > KEPT) continue;
      from.push(number[i] as number);
      to.push(number[next] as number);
      cost.push(5 + 55 * random());
    }
  }
  return roadGraph({
    ...{ from: Float64Array.from(from), to: Float64Array.from(to), cost: Float64Array.from(cost) },
    ...{ nodeCount: count, undirected: true },
  });
}

/** The usual way: a heap of nodes, settled once. */
function byHeap({ nodeCount, start, target, cost }: RoadGraph, sources: Int32Array): Float64Array {
  const seconds = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  const owner = new Int32Array(nodeCount).fill(-1);
  const settled = new Uint8Array(nodeCount);
  const queue = new FlatQueue<number>();
  sources.forEach((node, s) => {
    seconds[node] = 0;
    owner[node] = s;
    queue.push(node, 0);
  });
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (settled[node] === 1) continue;
    settled[node] = 1;
    for (let a = start[node] as number; a < (start[node + 1] as number); a++) {
      const next = target[a] as number;
      const there = (seconds[node] as number) + (cost[a] as number);
      if (there >= (seconds[next] as number)) continue;
      seconds[next] = there;
      owner[next] = owner[node] as number;
      queue.push(next, there);
    }
  }
  return seconds;
}

export function sumOfReached(seconds: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < seconds.length; i++)
    if ((seconds[i] as number) < Number.POSITIVE_INFINITY) sum += seconds[i] as number;
  return sum;
}

export function benchRoadGraph(): void {
  for (const shuffled of [false, true]) {
    const graph = streets(shuffled);
    const random = seededRandom(5);
    const sources = Int32Array.from({ length: SOURCES }, () => Math.floor(random() * graph.nodeCount));
    const units = graph.nodeCount;
    const name = 'ours, buckets';
    const ours = processorTimings(
      [
        { name, work: () => shortestWays({ graph, sources }).seconds.length },
        { name: 'flatqueue, binary heap', work: () => byHeap(graph, sources).length },
      ],
      TURNS,
    );
    const expected = sumOfReached(shortestWays({ graph, sources }).seconds);
    const folder = columnsFolder({ start: graph.start, target: graph.target, cost: graph.cost, sources });
    const program = compiled('bench_ways.c', folder);
    const rows = [
      ...ours,
      ...(program === null
        ? []
        : peerTimings({ name: 'C', command: program, args: ['graph', folder, '16', '5'], units, expected })),
      ...peerTimings({
        ...{ name: 'scipy', command: '/usr/bin/python3', units, expected },
        args: [referenceFile('bench_ways.py'), 'graph', folder, '2'],
      }),
    ];
    rmSync(folder, { recursive: true });
    const order = shuffled ? 'numbered in no order' : 'numbered row by row';
    printTimings(`${SOURCES} sources on ${units} nodes and ${graph.target.length} arcs, ${order}`, rows, name);
  }
}
