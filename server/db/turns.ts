// A queue for what only one may use at a time: turns are given in order, and nobody waits longer than the limit.
// Knows no database.
import { Problem } from '../../geodata/schema/problem.ts';

export class Turns {
  #taken = false;
  readonly #waiting: ((give: () => void) => void)[] = [];

  /** Waits for a turn; the function it gives ends it. Throws Problem `busy` after the limit. */
  take(limitMilliseconds: number): Promise<() => void> {
    if (!this.#taken) {
      this.#taken = true;
      return Promise.resolve(this.#ender());
    }
    return new Promise((resolve, reject) => {
      const start = (end: () => void) => {
        clearTimeout(timer);
        resolve(end);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(new Problem('busy', 'The database is busy with another piece of work. Try again.'));
      }, limitMilliseconds);
      this.#waiting.push(start);
    });
  }

  #ender(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken = false;
      else next(this.#ender());
    };
  }
}
