// Attacks a release before it is signed, and says what could be derived from it. It reads documents only, never the records.
import type { PublicRelease } from '../../schema/release.ts';
import type { Surroundings } from '../method.ts';
import { heldBy, type Sum } from './attacker_program.ts';
import { assembleRelease, type ReleaseDocuments } from './build_release.ts';
import { placeForest } from './place_tree.ts';
import { type Explained, explains } from './possible_world.ts';
import type { AreaCell } from './release_input.ts';
import { type HiddenSet, type ReleaseKnowledge, releaseKnowledge } from './release_knowledge.ts';
import { readRelease } from './release_reading.ts';

export interface AuditInput {
  readonly documents: ReleaseDocuments;
  /** The same as the builder got. */
  readonly cells: readonly AreaCell[];
  /** Releases that were signed before. */
  readonly earlier: readonly Pick<PublicRelease, 'period'>[];
}

/** tells: an interval within 1 … floor − 1; unexplained: no world was found that gives these documents; overlap: records of an earlier release. */
export interface AuditFinding {
  readonly kind: 'tells' | 'unexplained' | 'overlap';
  /** Names places; for stewards only, as is all of a finding. */
  readonly what: string;
  readonly least: number | null;
  readonly most: number | null;
}

export interface ReleaseAudit {
  /** Empty = may be signed. */
  readonly findings: readonly AuditFinding[];
  /** How many sets of records were attacked, and how many worlds the attacker thought of. */
  readonly sets: number;
  readonly worlds: number;
}

/**
 * Can anybody who reads this release tell that some place, month or type has between 1 and floor − 1 records?
 *
 * Method: the attacker solves the integer program of everything that is known (release_knowledge.ts), as in auditing of suppressed
 * tables (Kelly, Golden & Assad 1992, Networks 22(4); Fischetti & Salazar 2001, Management Science 47(7); Willenborg & de Waal 2001,
 * Elements of Statistical Disclosure Control), by HiGHS, for the least and the greatest that each hidden set can hold.
 * A set is cleared when a world is found in which it holds nothing, or the floor or more, **and the builder, run on that world, gives
 * these very documents**. So a mistake in the program can block a release; it cannot clear one. Questions about sets that share no
 * total are asked together, so that a few programs answer for all.
 * The attacker knows: the algorithm with floor and bands; the ground (every r7 cell of the area and its admin units); both documents,
 * evaluators read both; that everything absent or null is so by rule. The sets: each place that the rule counted (children of a region
 * told whole, members of a lump, withheld roots) and with it each r7 cell, since a place has several and any may have all its
 * records; totals minus regions (all that is withheld of a unit, or of those without a total); months and types left out, and
 * their sum. Regions are disjoint and at or over the floor by their bands.
 * Releases over time: a record enters one release, so releases share no variable and the program of all of them falls apart into one for
 * each; a sum over releases has the sum of their intervals, and tells only where one of them does. What would make them overlap, two
 * releases of one period, is a finding.
 * Out of its reach: what a reader knows from elsewhere (own cases, which cells nobody lives in), planners' and operations' views, and
 * anything else that would tell the same readers counts of the same records: there must be no such thing beside the release.
 * Floor of 11, 0 allowed, shares included: CMS cell size suppression policy (2024).
 *
 * Inputs: documents of buildRelease, the same `cells`, periods of the releases signed before. Lends: highs.
 * Output: findings; least and most null where no world was found at all.
 * Inputs are the builder's own objects: the same facts with keys in another order are other documents.
 * Cost: one integer program for each place of the largest region or pool, and two for each set that is not cleared. Measured: 2,952
 * records on 31,239 r7 cells, 35 regions, 332 sets: 6 programs, 4 to 9 s on a busy machine.
 * Checked against all worlds of small trees: it derives exactly what they leave open, and on builders with one rule left out it
 * finds every place that they pin (tests/geodata/analysis/disclosure).
 */
export async function releaseAudit(input: AuditInput, surroundings: Surroundings): Promise<ReleaseAudit> {
  const { documents, cells, earlier } = input;
  const forest = placeForest(documents.public.scheme, cells);
  const audit = await auditOnForest({ documents, forest, build: assembleRelease }, surroundings);
  if (!earlier.some(({ period }) => period === documents.public.period)) return audit;
  const what = 'A release of this quarter was signed before: the same records must not be told twice.';
  return { ...audit, findings: [{ kind: 'overlap', what, least: null, most: null }, ...audit.findings] };
}

export async function auditOnForest(explained: Explained, surroundings: Surroundings): Promise<ReleaseAudit> {
  const { public: open } = explained.documents;
  const reading = readRelease(open, explained.forest);
  if (reading === null) return { findings: [unexplained('The regions as a whole')], sets: 0, worlds: 0 };
  const knowledge = releaseKnowledge(explained.documents, reading, surroundings);
  const attack = new Attack(explained, knowledge);
  if ((await attack.ask([])) === null) return { findings: [unexplained('The release as a whole')], sets: 0, worlds: 0 };
  await attack.together(false);
  await attack.together(true);
  const findings: AuditFinding[] = [];
  for (const hidden of [...attack.left]) {
    const range = await attack.range(hidden);
    if (range === null) findings.push(unexplained(hidden.what));
    else if (attack.left.has(hidden)) findings.push({ kind: 'tells', what: hidden.what, ...range });
  }
  return { findings, sets: knowledge.hidden.length, worlds: attack.worlds };
}

const unexplained = (what: string): AuditFinding => ({ kind: 'unexplained', what, least: null, most: null });

/** Sets not yet cleared, and the worlds that clear them. */
export class Attack {
  readonly left: Set<HiddenSet>;
  worlds = 0;
  private readonly explained: Explained;
  private readonly knowledge: ReleaseKnowledge;

  constructor(explained: Explained, knowledge: ReleaseKnowledge) {
    this.explained = explained;
    this.knowledge = knowledge;
    this.left = new Set(knowledge.hidden);
  }

  /** A world that gives the documents and has the least (greatest) sum; what it clears is cleared. */
  async ask(sum: Sum, greatest = false): Promise<Float64Array | null> {
    const world = await this.knowledge.program.extreme(sum, greatest);
    if (world === null || !explains(this.explained, this.knowledge, world)) return null;
    this.worlds++;
    const { floor } = this.explained.documents.public;
    for (const hidden of this.left) {
      const held = heldBy(hidden.sum, world);
      if (held === 0 || held >= floor) this.left.delete(hidden);
    }
    return world;
  }

  /** One question for all groups at once, until every set was asked for or cleared. */
  async together(greatest: boolean): Promise<void> {
    const asked = new Set<HiddenSet>();
    for (;;) {
      const next = new Map<string, HiddenSet>();
      for (const hidden of this.left) if (!asked.has(hidden) && !next.has(hidden.group)) next.set(hidden.group, hidden);
      if (next.size === 0) return;
      for (const hidden of next.values()) asked.add(hidden);
      await this.ask(
        [...next.values()].flatMap(({ sum }) => sum),
        greatest,
      );
    }
  }

  async range({ sum }: HiddenSet): Promise<{ readonly least: number; readonly most: number } | null> {
    const low = await this.ask(sum);
    const high = await this.ask(sum, true);
    return low === null || high === null ? null : { least: heldBy(sum, low), most: heldBy(sum, high) };
  }
}
