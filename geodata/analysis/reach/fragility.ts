// What one broken bridge, closed road or lost service undoes: losses by removal of each, one at a time. It knows roads, people and
// services as columns; the search is fragility_loss.ts.
import { Problem } from '../../schema/problem.ts';
import type { Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { orderOfIds, reordered, requireSameLength } from '../number_columns.ts';
import { nameOf, namesOf } from '../places.ts';
import { type WayForest, wayForest } from './fragility_forest.ts';
import { type EdgeLinks, edgeLinks } from './fragility_links.ts';
import { LossSearch } from './fragility_loss.ts';
import type { FragilityInput, FragilityResult } from './fragility_schema.ts';
import { compensatedSum } from './gap_figures.ts';
import { type RoadGraph, reversed } from './graph_rows.ts';
import { roadGraph } from './road_graph.ts';

export const FRAGILITY_VERSION = '1';
const PROGRESS_EVERY = 1024;

/**
 * How many people lose care within reach if one road, bridge or service goes?
 *
 * Method: N − 1 analysis of access (Taylor, Sekhar & D'Este 2006, Networks and Spatial Economics 6:267–291; Jenelius,
 * Petersen & Mattsson 2006, doi:10.1016/j.tra.2005.11.003): loss of e = Σ people p_i with t_i ≤ cutoff < t_i without e,
 * t_i being the least travel time between i and its nearest service. Only an edge on the tree of shortest ways can
 * matter, and only for the nodes below it: for those ways are searched anew from the arcs that enter from outside
 * (Ramalingam & Reps 1996, doi:10.1006/jagm.1996.0046).
 * Inputs: `graph` {from[], to[], cost[] in seconds}, directed unless `undirected`, when both directions of an edge go together; `sources`
 * {node[]}, `demand` {node[], people[] (null = missing)}, `cutoffMinutes`, inclusive, seconds never rounded; `remove` edges
 * (default) or services; `links` (one code per edge) lets the edges of one road or bridge go together; `direction` toward care
 * (default) or from it; `top` (default 20). `ids` of graph, sources and demand. No CRS.
 * Output: `loss` in people per edge row, or per service, 0 or more; with ids in their order. `totals` of people, covered and not; `top`
 * lists the worst. People without a number count as nobody, with a warning.
 * Throws Problem invalid_input when lengths differ, ids repeat, a node is not in the graph, or the searches visit more than 1.2
 * billion nodes.
 * Cost: O(m log n) and the sizes of the subtrees that hold people whom a detour could push beyond the cutoff, at worst
 * O(n) per edge of the tree. All 100,999 edges of a street grid: 0.6 s, 4,000 to 6,000 times faster than a search from scratch per edge; two
 * parallel roads of 33,000 pieces each, all within the cutoff, the worst shape tried: 14 to 18 s; more are refused.
 * Checked against removal of every edge and service one by one with a search from scratch, bit for bit.
 *
 * Assumption that can harm: one thing goes and all others stay. Floods and fighting close many roads at once, a service that takes over
 * may be full (see catchments), and a way that is not in the data looks like no way at all: a path that people know can be
 * missing here, and a bridge can be listed as harmless because a ford that floods each year is drawn beside it.
 */
export function fragility(input: FragilityInput, surroundings: Surroundings): FragilityResult {
  const { graph: edges, sources, demand, remove, direction, cutoffMinutes } = input;
  requireSameLength('/graph', { from: edges.from, to: edges.to, cost: edges.cost, ids: edges.ids });
  requireSameLength('/sources', { node: sources.node, ids: sources.ids });
  requireSameLength('/demand', { node: demand.node, people: demand.people, ids: demand.ids });
  const names = {
    edges: { order: orderOfIds('/graph', edges.ids), ids: edges.ids ?? null },
    services: { order: orderOfIds('/sources', sources.ids), ids: sources.ids ?? null },
  };
  const links = linksOf(input, names.edges.order);
  const forward = roadGraph({ ...edges, ...orderedEdges(edges, names.edges.order) });
  const [graph, back] = direction === 'from' ? [forward, reversed(forward)] : [reversed(forward), forward];
  const nodes = reordered(sources.node, names.services.order);
  requireNodes('/sources/node', sources.node, forward);
  requireNodes('/demand/node', demand.node, forward);
  const people = peopleByNode(demand, forward.nodeCount);
  const limitSeconds = secondsWithin(cutoffMinutes);
  const forest = wayForest({ graph, back, sources: nodes, limitSeconds });
  const here = Float64Array.from(forest.node, (node) => people[node] as number);
  const search = new LossSearch({ forest, people: here, limitSeconds, linkOf: links.linkOf });
  const found =
    remove === 'services'
      ? lossOfServices(forest, nodes, search)
      : lossOfLinks({ forest, links, search, progress: surroundings.progress });
  const rowsOf = remove === 'services' ? Int32Array.from(nodes, (_, s) => s) : links.linkOf;
  const named = names[remove];
  const whole = compensatedSum(people);
  const covered = compensatedSum(here);
  return {
    ...sheet({
      method: 'fragility',
      version: FRAGILITY_VERSION,
      parameters: { cutoffMinutes, remove, direction, undirected: edges.undirected, linked: input.links !== undefined },
      inputs: {
        graph: describeInput(edges, edges.cost.length),
        sources: describeInput(sources, nodes.length),
        demand: describeInput(demand, demand.node.length),
      },
      warnings: warningsOf(input, covered),
    }),
    loss: Float64Array.from(rowsOf, (removal) => found[removal] as number),
    totals: {
      people: whole,
      covered,
      uncovered: compensatedSum(people.map((count, node) => ((forest.position[node] as number) < 0 ? count : 0))),
      removals: found.length,
      harmful: found.reduce((count, lost) => (lost > 0 ? count + 1 : count), 0),
    },
    top: worst({ found, rowsOf, covered, most: input.top }).map(({ rows, removal, ...rest }) => ({
      rows: rows.map((row) => nameOf(named, row)),
      link: remove === 'services' ? null : (links.code[removal] ?? null),
      ...rest,
    })),
    ids: namesOf(named),
  };
}

function linksOf({ graph, links, remove }: FragilityInput, order: Int32Array | null): EdgeLinks {
  if (links !== undefined && remove === 'services') {
    throw unfit('/links', 'Links say which edges go together: leave them out when services are removed.');
  }
  return edgeLinks({ edges: graph.from, links, order });
}

const unfit = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'Graph, sources and demand must fit together.', [{ pointer, detail }]);

function orderedEdges({ from, to, cost }: FragilityInput['graph'], order: Int32Array | null) {
  return { from: reordered(from, order), to: reordered(to, order), cost: reordered(cost, order) };
}

function requireNodes(pointer: string, column: Float64Array, { nodeCount }: RoadGraph): void {
  const odd = column.findIndex((node) => !Number.isInteger(node) || node >= nodeCount);
  if (odd >= 0) {
    throw unfit(`${pointer}/${odd}`, 'No edge names this node: correct it, or state nodeCount if it stands alone.');
  }
}

/** Sums in the order of ids, so that the order of the input changes no bit. */
function peopleByNode({ node, people, ids }: FragilityInput['demand'], nodeCount: number): Float64Array {
  const order = orderOfIds('/demand', ids);
  const sum = new Float64Array(nodeCount);
  for (let k = 0; k < node.length; k++) {
    const row = order === null ? k : (order[k] as number);
    sum[node[row] as number] = (sum[node[row] as number] as number) + ((people[row] as number) || 0);
  }
  return sum;
}

/** The largest number of seconds that, divided by 60, is at most the cutoff: the comparison that minutes get elsewhere. */
export function secondsWithin(cutoffMinutes: number): number {
  const bits = new BigInt64Array(1);
  const seconds = new Float64Array(bits.buffer);
  seconds[0] = 60 * cutoffMinutes;
  while ((seconds[0] as number) / 60 > cutoffMinutes) bits[0] = (bits[0] as bigint) - 1n;
  for (;;) {
    const before = seconds[0] as number;
    bits[0] = (bits[0] as bigint) + 1n;
    if ((seconds[0] as number) / 60 > cutoffMinutes) return before;
  }
}

function lossOfLinks(of: {
  readonly forest: WayForest;
  readonly links: EdgeLinks;
  readonly search: LossSearch;
  readonly progress: (share: number) => void;
}): Float64Array {
  const { forest, links, search, progress } = of;
  const cuts = new Map<number, number[]>();
  for (let p = 0; p < forest.count; p++) {
    const edge = forest.edge[p] as number;
    if (edge < 0) continue;
    const link = links.linkOf[edge] as number;
    const known = cuts.get(link);
    if (known === undefined) cuts.set(link, [p]);
    else known.push(p);
  }
  const loss = new Float64Array(links.count);
  let done = 0;
  for (const [link, positions] of cuts) {
    loss[link] = search.lost(positions, link);
    if (++done % PROGRESS_EVERY === 0) progress(done / cuts.size);
  }
  return loss;
}

/** A service that shares its node with another one can go without loss. */
function lossOfServices(forest: WayForest, nodes: Float64Array, search: LossSearch): Float64Array {
  const standing = new Map<number, number>();
  for (const node of nodes) standing.set(node, (standing.get(node) ?? 0) + 1);
  return nodes.map((node) => (standing.get(node) === 1 ? search.lost([forest.position[node] as number], -1) : 0));
}

function worst(of: {
  readonly found: Float64Array;
  readonly rowsOf: Int32Array;
  readonly covered: number;
  readonly most: number;
}): { rows: number[]; removal: number; people: number; share: number }[] {
  const { found, rowsOf, covered, most } = of;
  const ranked = Array.from(found, (_, removal) => removal)
    .filter((removal) => (found[removal] as number) > 0)
    .sort((a, b) => (found[b] as number) - (found[a] as number) || a - b)
    .slice(0, most);
  const rows = new Map(ranked.map((removal) => [removal, [] as number[]]));
  rowsOf.forEach((removal, row) => void rows.get(removal)?.push(row));
  return ranked.map((removal) => {
    const people = found[removal] as number;
    return { rows: rows.get(removal) ?? [], removal, people, share: people / covered };
  });
}

function warningsOf({ sources, demand }: FragilityInput, covered: number): string[] {
  const warnings: string[] = [];
  const missing = demand.people.reduce((count, people) => (Number.isNaN(people) ? count + 1 : count), 0);
  if (missing > 0) {
    warnings.push(
      `${missing} of ${demand.node.length} rows have no number of people: losses leave them out and may be larger.`,
    );
  }
  if (sources.node.length === 0) warnings.push('There are no services: nobody is covered, so nobody can lose care.');
  else if (covered === 0) warnings.push('Nobody is within the cutoff of a service today, so nobody can lose care.');
  return warnings;
}
