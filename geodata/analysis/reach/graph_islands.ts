// Which nodes of a road graph hang together: islands (any way, in any direction) and circuits (there and back). It knows no
// places, people or services.
import type { RoadGraph } from './graph_rows.ts';

/**
 * Number of the island of each node: 0 holds the smallest node, and so on. Union toward the smaller root with path
 * halving; O(arcs · log nodes).
 */
export function islandsOf(graph: RoadGraph): { readonly island: Int32Array; readonly count: number } {
  const { nodeCount, start, target } = graph;
  const parent = Int32Array.from({ length: nodeCount }, (_, i) => i);
  const rootOf = (node: number): number => {
    let at = node;
    while ((parent[at] as number) !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (let node = 0; node < nodeCount; node++) {
    for (let arc = start[node] as number; arc < (start[node + 1] as number); arc++) {
      const a = rootOf(node);
      const b = rootOf(target[arc] as number);
      // The smaller root wins: numbering by smallest node needs no second pass.
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  const island = new Int32Array(nodeCount);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const root = rootOf(node);
    island[node] = root === node ? count++ : (island[root] as number);
  }
  return { island, count };
}

/**
 * Number of the strongly connected component of each node (Tarjan 1972, doi:10.1137/0201010, without recursion): from any
 * node of one there is a way to any other of it and back. O(nodes + arcs).
 */
export function circuitsOf(graph: RoadGraph): { readonly circuit: Int32Array; readonly count: number } {
  const { nodeCount, start, target } = graph;
  const circuit = new Int32Array(nodeCount).fill(-1);
  const seen = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const open = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
  const next = start.slice(0, nodeCount);
  let openCount = 0;
  let clock = 0;
  let count = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (seen[root] !== -1) continue;
    let depth = 0;
    path[0] = root;
    while (depth >= 0) {
      const node = path[depth] as number;
      if (seen[node] === -1) {
        seen[node] = clock;
        low[node] = clock++;
        open[openCount++] = node;
      }
      const arc = next[node] as number;
      if (arc < (start[node + 1] as number)) {
        next[node] = arc + 1;
        const other = target[arc] as number;
        if (seen[other] === -1) path[++depth] = other;
        else if (circuit[other] === -1) low[node] = Math.min(low[node] as number, seen[other] as number);
        continue;
      }
      depth--;
      if (depth >= 0) {
        const parent = path[depth] as number;
        low[parent] = Math.min(low[parent] as number, low[node] as number);
      }
      if (low[node] !== seen[node]) continue;
      for (let other = -1; other !== node; ) {
        other = open[--openCount] as number;
        circuit[other] = count;
      }
      count++;
    }
  }
  return { circuit, count };
}
