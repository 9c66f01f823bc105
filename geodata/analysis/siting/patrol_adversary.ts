// What somebody who has watched every patrol before today could foretell, against chance. It knows where teams were in which
// slot, and how dosage is shared; not how the schedule was made.
import { DAY_SLOTS } from './patrol_schedule.ts';

/** Where each team is in each slot of the plan: place, −1 = nowhere, on the way or in an escort. */
export interface Whereabouts {
  readonly teams: number;
  readonly days: number;
  /** Day of the week of the first day, 0 to 6. */
  readonly firstDay: number;
  readonly places: number;
  /** At `(team · days + day) · 96 + slot`. */
  readonly place: Int32Array;
  /** Share of the dosage of each place among all places in each hour of the week: at `hour · places + place`, 0 to 1. */
  readonly share: Float64Array;
}

export interface Foretelling {
  readonly adversary:
    | 'same slot last week'
    | 'same slot the day before'
    | 'most often in this hour of the week'
    | 'farthest behind its dosage'
    | 'next place after this one';
  /** Slots (for the last one: visits) for which it names a place. */
  readonly guesses: number;
  readonly hits: number;
  /** Hits to expect of one who knows the dosage and nothing else. */
  readonly byChance: number;
  /** hits / byChance; null where it never had anything to go by. */
  readonly ratio: number | null;
}

/**
 * Each adversary names, for a slot in which a team is at some place, the place it foretells from earlier days only; chance is
 * the dosage share of the place it names, in that hour of the week. The last one also sees where the team is before it moves.
 */
export function foretellings(plan: Whereabouts): Foretelling[] {
  const placeAt = (team: number, day: number, slot: number): number =>
    day < 0 ? -1 : (plan.place[(team * plan.days + day) * DAY_SLOTS + slot] as number);
  const hourOf = (day: number, slot: number): number => ((plan.firstDay + day) % 7) * 24 + Math.floor(slot / 4);
  const shareAt = (day: number, slot: number, place: number): number =>
    plan.share[hourOf(day, slot) * plan.places + place] as number;
  const score = (
    adversary: Foretelling['adversary'],
    guess: (team: number, day: number, slot: number) => number,
  ): Foretelling => {
    let guesses = 0;
    let hits = 0;
    let byChance = 0;
    for (let day = 0; day < plan.days; day++) {
      for (let team = 0; team < plan.teams; team++) {
        for (let slot = 0; slot < DAY_SLOTS; slot++) {
          const there = placeAt(team, day, slot);
          const named = there < 0 ? -1 : guess(team, day, slot);
          if (named < 0) continue;
          guesses++;
          if (named === there) hits++;
          byChance += shareAt(day, slot, named);
        }
      }
    }
    return { adversary, guesses, hits, byChance, ratio: byChance === 0 ? null : hits / byChance };
  };
  const seen = new Int32Array(168 * plan.places);
  let learned = 0;
  const mostOften = (_: number, day: number, slot: number): number => {
    for (; learned < day; learned++) learnDay(plan, learned, hourOf, seen);
    const hour = hourOf(day, slot);
    let best = -1;
    for (let place = 0; place < plan.places; place++) {
      const times = seen[hour * plan.places + place] as number;
      if (times > 0 && (best < 0 || times > (seen[hour * plan.places + best] as number))) best = place;
    }
    return best;
  };
  const behind = new Float64Array(plan.places);
  let counted = 0;
  const farthestBehind = (_: number, day: number): number => {
    for (; counted < day; counted++) countDay(plan, counted, hourOf, behind);
    const most = behind.reduce((best, slots, place) => (slots > (behind[best] as number) ? place : best), 0);
    return day === 0 ? -1 : most;
  };
  return [
    score('same slot last week', (team, day, slot) => placeAt(team, day - 7, slot)),
    score('same slot the day before', (team, day, slot) => placeAt(team, day - 1, slot)),
    score('most often in this hour of the week', mostOften),
    score('farthest behind its dosage', farthestBehind),
    nextPlace(plan, placeAt, shareAt),
  ];
}

function learnDay(
  plan: Whereabouts,
  day: number,
  hourOf: (day: number, slot: number) => number,
  seen: Int32Array,
): void {
  for (let team = 0; team < plan.teams; team++) {
    for (let slot = 0; slot < DAY_SLOTS; slot++) {
      const place = plan.place[(team * plan.days + day) * DAY_SLOTS + slot] as number;
      const at = hourOf(day, slot) * plan.places + place;
      if (place >= 0) seen[at] = (seen[at] as number) + 1;
    }
  }
}

/** What each place lacks of its share of all presence so far, in slots. */
function countDay(
  plan: Whereabouts,
  day: number,
  hourOf: (day: number, slot: number) => number,
  behind: Float64Array,
): void {
  for (let team = 0; team < plan.teams; team++) {
    for (let slot = 0; slot < DAY_SLOTS; slot++) {
      const there = plan.place[(team * plan.days + day) * DAY_SLOTS + slot] as number;
      if (there < 0) continue;
      const hour = hourOf(day, slot) * plan.places;
      for (let place = 0; place < plan.places; place++)
        behind[place] = (behind[place] as number) + (plan.share[hour + place] as number) - (place === there ? 1 : 0);
    }
  }
}

/** Foretells where a team goes next from the place it leaves: the commonest follower on earlier days. */
function nextPlace(
  plan: Whereabouts,
  placeAt: (team: number, day: number, slot: number) => number,
  shareAt: (day: number, slot: number, place: number) => number,
): Foretelling {
  const followed = new Int32Array(plan.places * plan.places);
  const score = { guesses: 0, hits: 0, byChance: 0 };
  for (let day = 0; day < plan.days; day++) {
    const today: number[] = [];
    for (let team = 0; team < plan.teams; team++) {
      for (let slot = 0, before = -1; slot < DAY_SLOTS; slot++) {
        const place = placeAt(team, day, slot);
        if (place < 0 || place === before) continue;
        if (before >= 0) {
          today.push(before * plan.places + place);
          const row = followed.subarray(before * plan.places, (before + 1) * plan.places);
          const most = row.reduce((best, times, i) => (times > (row[best] as number) ? i : best), 0);
          if ((row[most] as number) > 0) {
            score.guesses++;
            if (most === place) score.hits++;
            // It never stays: chance is the share among the other places.
            score.byChance += shareAt(day, slot, most) / Math.max(1e-9, 1 - shareAt(day, slot, before));
          }
        }
        before = place;
      }
    }
    for (const step of today) followed[step] = (followed[step] as number) + 1;
  }
  return {
    adversary: 'next place after this one',
    ...score,
    ratio: score.byChance === 0 ? null : score.hits / score.byChance,
  };
}
