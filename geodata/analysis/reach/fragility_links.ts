// Which edges go together when one road or bridge is cut. It knows edges and codes, no graph.
import { type CodeColumn, requireSameLength } from '../number_columns.ts';

/** Every edge belongs to one link; links are numbered by their first edge. */
export interface EdgeLinks {
  readonly count: number;
  /** Link of each edge. */
  readonly linkOf: Int32Array;
  /** Code of each link; null where an edge goes alone. */
  readonly code: readonly (string | number | null)[];
}

/** `links` in the order of the input, `order` the edges' order of ids; throws Problem where lengths differ. */
export function edgeLinks(of: {
  readonly edges: ArrayLike<number>;
  readonly links: CodeColumn | undefined;
  readonly order: Int32Array | null;
}): EdgeLinks {
  const { edges, links, order } = of;
  const count = edges.length;
  if (links === undefined) {
    return { count, linkOf: Int32Array.from(edges, (_, e) => e), code: new Array<null>(count).fill(null) };
  }
  requireSameLength('', { 'graph/from': edges, links });
  const numberOf = new Map<string | number, number>();
  const code: (string | number | null)[] = [];
  const linkOf = new Int32Array(count);
  for (let e = 0; e < count; e++) {
    const name = links[order === null ? e : (order[e] as number)] ?? null;
    const known = name === null ? undefined : numberOf.get(name);
    linkOf[e] = known ?? code.length;
    if (known !== undefined) continue;
    if (name !== null) numberOf.set(name, code.length);
    code.push(name);
  }
  return { count: code.length, linkOf, code };
}
