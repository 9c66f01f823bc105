// Tasks that wait for a worker, and whose turn it is: nobody is served twice while somebody else waits. It knows no worker.

export interface Turn {
  /** '' = nobody in particular. */
  readonly owner: string;
  /** Nobody stands before a screen and waits for it. */
  readonly background: boolean;
}

export interface FairQueue<T extends Turn> {
  readonly waiting: readonly T[];
  add(task: T): void;
  /** Takes a task out before its turn; false when it is not in the queue. */
  remove(task: T): boolean;
  /**
   * Takes out the next one: of the owner with the fewest under way, then of the one served longest ago, then the oldest.
   * At a screen an owner has one under way at most: a second would take the place of somebody who has none.
   */
  take(room: { readonly background: boolean }): T | null;
  /** A task that was taken is done. */
  done(task: T): void;
}

export function createFairQueue<T extends Turn>(): FairQueue<T> {
  const waiting: T[] = [];
  const owners = new Map<string, { running: number; atScreen: number; servedAt: number }>();
  let served = 0;
  const of = (owner: string) => owners.get(owner) ?? { running: 0, atScreen: 0, servedAt: 0 };
  const before = (a: T, b: T): boolean => {
    const [one, other] = [of(a.owner), of(b.owner)];
    return one.running !== other.running ? one.running < other.running : one.servedAt < other.servedAt;
  };
  const forget = (owner: string): void => {
    if (of(owner).running === 0 && !waiting.some((task) => task.owner === owner)) owners.delete(owner);
  };
  return {
    waiting,
    add: (task) => void waiting.push(task),
    remove(task) {
      const at = waiting.indexOf(task);
      if (at >= 0) waiting.splice(at, 1);
      return at >= 0;
    },
    take(room) {
      let next: T | null = null;
      for (const task of waiting) {
        if (task.background ? !room.background : task.owner !== '' && of(task.owner).atScreen > 0) continue;
        if (next === null || before(task, next)) next = task;
      }
      if (next === null) return null;
      waiting.splice(waiting.indexOf(next), 1);
      served++;
      const { running, atScreen } = of(next.owner);
      owners.set(next.owner, {
        running: running + 1,
        atScreen: atScreen + (next.background ? 0 : 1),
        servedAt: served,
      });
      return next;
    },
    done({ owner, background }) {
      const { running, atScreen, servedAt } = of(owner);
      owners.set(owner, { running: running - 1, atScreen: atScreen - (background ? 0 : 1), servedAt });
      forget(owner);
    },
  };
}
