// Bulk loads: what goes in comes out, whatever it holds; a bad row anywhere leaves nothing and is named.
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { inDatabase } from '../../support/database.ts';

const TABLE = raw('create temp table loaded (n int, word text, constraint loaded_small check (n < 1000000))');
const TARGET = raw('loaded (n, word)');

/** Lines of about 100 bytes, so that 150,000 of them are more than one batch of the embedded database. */
function* lines(count: number, badAt = -1): Generator<string> {
  for (let first = 0; first < count; first += 1000) {
    let chunk = '';
    for (let n = first; n < Math.min(first + 1000, count); n++) {
      chunk += `${n === badAt ? 'not a number' : n}\t${'word '.repeat(18)}${n}\n`;
    }
    yield chunk;
  }
}

describe('copyIn', () => {
  it('keeps tabs, line ends, backslashes, NULL, the empty text, the end-of-data mark and every plane of Unicode', () =>
    inDatabase(async (database) => {
      const words = ['a\tb', 'a\nb\r', '\\', '\\N', '', '\\.', 'é ع 中 🙂', '"quoted", \'single\'', null];
      const escaped = (word: string | null) =>
        word === null
          ? '\\N'
          : word.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
      await database.run(TABLE);
      const count = await database.transaction((tx) =>
        tx.copyIn(
          TARGET,
          words.map((word, n) => `${n}\t${escaped(word)}\n`),
        ),
      );
      expect(count).toBe(words.length);
      const rows = await database.rows<{ word: string | null }>(sql`select word from loaded order by n`);
      expect(rows.map(({ word }) => word)).toEqual(words);
    }));

  it('loads 150,000 rows from an asynchronous source and counts them', () =>
    inDatabase(async (database) => {
      async function* source() {
        for (const chunk of lines(150_000)) yield chunk;
      }
      await database.run(TABLE);
      expect(await database.transaction((tx) => tx.copyIn(TARGET, source()))).toBe(150_000);
      expect(await database.one(sql`select count(*) as n, sum(n) as total from loaded`)).toEqual({
        n: 150_000,
        total: (150_000 * 149_999) / 2,
      });
    }));

  it('takes a source without rows', () =>
    inDatabase(async (database) => {
      await database.run(TABLE);
      expect(await database.transaction((tx) => tx.copyIn(TARGET, []))).toBe(0);
    }));

  it.each([0, 75_000, 149_999])('with row %i bad stores nothing and names line and column', (badAt) =>
    inDatabase(async (database) => {
      await database.run(TABLE);
      const load = database.transaction(async (tx) => {
        await tx.run(sql`insert into loaded values (-1, 'before')`);
        await tx.copyIn(TARGET, lines(150_000, badAt));
      });
      await expect(load).rejects.toEqual(
        expect.objectContaining({ sqlstate: '22P02', line: badAt + 1, table: 'loaded', column: 'n' }),
      );
      expect(await database.one(sql`select count(*) as n from loaded`)).toEqual({ n: 0 });
    }),
  );

  it('names constraint and line of a row that a CHECK refuses', () =>
    inDatabase(async (database) => {
      await database.run(TABLE);
      const load = (tx: Transaction) => tx.copyIn(TARGET, ['1\ta\n2\tb\n', '3000000\tc\n4\td\n']);
      await expect(database.transaction(load)).rejects.toEqual(
        expect.objectContaining({ sqlstate: '23514', line: 3, table: 'loaded', constraint: 'loaded_small' }),
      );
    }));

  it('stores nothing when the source itself fails, and the session stays usable', () =>
    inDatabase(async (database) => {
      async function* source() {
        yield* lines(60_000);
        throw new Error('the file ended in the middle');
      }
      await database.run(TABLE);
      const load = database.transaction((tx) => tx.copyIn(TARGET, source()));
      await expect(load).rejects.toThrow('the file ended in the middle');
      expect(await database.one(sql`select count(*) as n from loaded`)).toEqual({ n: 0 });
    }));
});
