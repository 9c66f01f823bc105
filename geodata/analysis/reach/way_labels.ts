// Labels of shortest ways while they are searched: seconds and source of each vertex, and which of them changed in a round.
// It knows vertices and seconds, neither arcs nor cells.

export interface Sources {
  readonly sources: ArrayLike<number>;
  readonly sourceCosts?: ArrayLike<number> | undefined;
  readonly cutoffSeconds?: number | undefined;
}

/** Labels (seconds, owner) are compared in that order; both only ever fall. */
export class WayLabels {
  readonly seconds: Float64Array;
  /** Twice the owner, plus 1 while a vertex has a label that its neighbors do not know yet; −2 = not reached. */
  readonly mark: Int32Array;
  /** Never Infinity, so that no impassable step is within it. */
  readonly cutoff: number;
  /** The vertices whose label changed in this round are the first `found` here. */
  changed = new Int32Array(1024);
  /** The seconds they changed to: kept beside them, as the labels themselves have left the cache when the round is over. */
  changedTo = new Float64Array(1024);
  found = 0;
  /** Seconds of the source that starts first and last; Infinity and 0 without sources. */
  least = Number.POSITIVE_INFINITY;
  latest = 0;

  constructor(vertexCount: number, of: Sources) {
    this.seconds = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
    this.mark = new Int32Array(vertexCount).fill(-2);
    this.cutoff = Math.min(of.cutoffSeconds ?? Number.MAX_VALUE, Number.MAX_VALUE);
    this.expect(of.sources.length);
    for (let s = 0; s < of.sources.length; s++) {
      const vertex = of.sources[s] as number;
      const seconds = of.sourceCosts?.[s] ?? 0;
      if (!(seconds < (this.seconds[vertex] as number)) || !(seconds <= this.cutoff)) continue;
      this.improve(vertex, seconds, s);
      if (seconds < this.least) this.least = seconds;
      if (seconds > this.latest) this.latest = seconds;
    }
  }

  /** Makes room for so many more changes. */
  expect(more: number): void {
    if (this.found + more <= this.changed.length) return;
    const longer = new Int32Array(2 * (this.found + more));
    longer.set(this.changed.subarray(0, this.found));
    this.changed = longer;
    const longerTo = new Float64Array(longer.length);
    longerTo.set(this.changedTo.subarray(0, this.found));
    this.changedTo = longerTo;
  }

  /** Gives a vertex the label (seconds, owner) if it is lower; the caller has seen that `seconds` are not more than it has. */
  improve(vertex: number, seconds: number, owner: number): void {
    if (seconds > this.cutoff) return;
    if (seconds === this.seconds[vertex]) {
      if (!this.takesOver(vertex, owner)) return;
    } else {
      this.seconds[vertex] = seconds;
      this.mark[vertex] = 2 * owner + 1;
    }
    this.changedTo[this.found] = seconds;
    this.changed[this.found++] = vertex;
  }

  /** Gives a vertex the owner at the seconds it has, if that is lower; returns whether its neighbors must hear of it anew. */
  takesOver(vertex: number, owner: number): boolean {
    const mark = this.mark[vertex] as number;
    if (owner >= mark >> 1) return false;
    this.mark[vertex] = 2 * owner + 1;
    // A vertex that was waiting already stands in the bucket of these seconds.
    return (mark & 1) === 0;
  }

  /** Index into the sources by vertex, −1 = not reached. Ends the search: marks turn into owners in place. */
  owners(): Int32Array {
    const { mark } = this;
    for (let v = 0; v < mark.length; v++) mark[v] = (mark[v] as number) >> 1;
    return mark;
  }
}
