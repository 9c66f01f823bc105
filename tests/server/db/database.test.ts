// What every database of Safereach promises, on the one this run has: embedded, or PostgreSQL by DATABASE_URL.
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../geodata/schema/problem.ts';
import { DatabaseFailure } from '../../../server/db/failures.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { inCommittedDatabase, inDatabase, openTestDatabase } from '../../support/database.ts';

const problem = (code: string) => expect.objectContaining({ name: 'Problem', code });
const refused = (fields: Partial<DatabaseFailure>) => expect.objectContaining({ name: 'DatabaseFailure', ...fields });

/** A self-crossing outline and a square: the library gives up on their intersection. */
const BOWTIE = "st_geomfromtext('POLYGON((0 0,1 1,1 0,0 1,0 0))')";
const SQUARE = "st_geomfromtext('POLYGON((0 0,2 0,2 2,0 2,0 0))')";
const GIVES_UP = `st_area(st_intersection(${BOWTIE}, ${SQUARE}))`;

describe('types', () => {
  it('gives every type of column as the JavaScript type that the interface names', () =>
    inDatabase(async (database) => {
      const row = await database.one(sql`select
        9007199254740991::int8 as int8, 12.5::numeric as numeric, 7::int2 as int2, 1.5::float4 as float4,
        'NaN'::float8 as nan, '-Infinity'::float8 as infinite, true as yes, null::text as nothing,
        timestamptz '2026-03-01 12:00:00.123+03' as at, date '2026-03-01' as day,
        '{"a": [1, null, "é"]}'::jsonb as json, '\\x00ff0a'::bytea as bytes,
        '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10'::uuid as id, 'ß"\\'::text as text,
        st_astext('SRID=4326;POINT(1 2)'::geometry) as geom`);
      expect(row).toEqual({
        int8: 9007199254740991,
        numeric: 12.5,
        int2: 7,
        float4: 1.5,
        nan: Number.NaN,
        infinite: Number.NEGATIVE_INFINITY,
        yes: true,
        nothing: null,
        at: new Date('2026-03-01T09:00:00.123Z'),
        day: '2026-03-01',
        json: { a: [1, null, 'é'] },
        bytes: new Uint8Array([0, 255, 10]),
        id: '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10',
        text: 'ß"\\',
        geom: 'POINT(1 2)',
      });
      expect(Object.getPrototypeOf((row as { bytes: unknown }).bytes)).toBe(Uint8Array.prototype);
    }));

  it('gives arrays with nulls, quotes, commas, braces, backslashes and nesting', () =>
    inDatabase(async (database) => {
      const row = await database.one(sql`select
        array['a', 'b "c"', '{d,e}', 'f\\g', '', null, 'NULL', ' h '] as texts, '{}'::text[] as empty,
        array[array[1, 2], array[3, 4]] as nested, array[1, null]::int8[] as numbers, array[true, false] as flags,
        array['2026-01-01'::date] as days, array[timestamptz '2026-01-01 00:00Z'] as times,
        array['{"a":1}'::jsonb] as documents, '[0:1]={5,6}'::int[] as bounded`);
      expect(row).toEqual({
        texts: ['a', 'b "c"', '{d,e}', 'f\\g', '', null, 'NULL', ' h '],
        empty: [],
        nested: [
          [1, 2],
          [3, 4],
        ],
        numbers: [1, null],
        flags: [true, false],
        days: ['2026-01-01'],
        times: [new Date('2026-01-01T00:00:00Z')],
        documents: [{ a: 1 }],
        bounded: [5, 6],
      });
    }));

  it('takes back as parameters what it gave', () =>
    inDatabase(async (database) => {
      const values = {
        number: 12.25,
        integer: 42,
        flag: false,
        text: `quote ' backslash \\ dollar $1 newline \n tab \t null-like \\N 🙂`,
        texts: ['a', 'b "c"', '{d,e}', 'f\\g', '', null, 'NULL'],
        numbers: [1, 2.5],
        at: new Date('2026-03-01T09:00:00.123Z'),
        day: '2026-03-01',
        json: { a: [1, null, { b: 'é' }] },
        bytes: new Uint8Array([0, 255, 10, 92]),
      };
      const row = await database.one(sql`select ${values.number}::float8 as number, ${values.integer}::int as integer,
        ${values.flag}::boolean as flag, ${values.text}::text as text, ${values.texts}::text[] as texts,
        ${values.numbers}::float8[] as numbers, ${values.at}::timestamptz as at, ${values.day}::date as day,
        ${values.json}::jsonb as json, ${values.bytes}::bytea as bytes`);
      expect(row).toEqual(values);
    }));

  it('never reads a value as SQL', () =>
    inDatabase(async (database) => {
      const hostile = "'; drop table organization; --";
      expect(await database.one(sql`select ${hostile}::text as said`)).toEqual({ said: hostile });
      expect(await database.rows(sql`select id from organization where id = ${hostile}`)).toEqual([]);
    }));
});

describe('rows, one, maybeOne, run', () => {
  it('one fails on no row and on two, maybeOne fails on two and gives null for none', () =>
    inDatabase(async (database) => {
      const some = (count: number) => sql`select n from generate_series(1, ${count}::int) as n`;
      await expect(database.one(some(0))).rejects.toEqual(problem('fault'));
      await expect(database.one(some(2))).rejects.toEqual(problem('fault'));
      await expect(database.maybeOne(some(2))).rejects.toEqual(problem('fault'));
      expect(await database.maybeOne(some(0))).toBeNull();
      expect(await database.maybeOne(some(1))).toEqual({ n: 1 });
    }));

  it('run gives the number of rows changed', () =>
    inDatabase(async (database) => {
      await database.run(raw('create temp table counted (n int)'));
      expect(await database.run(sql`insert into counted select generate_series(1, ${7}::int)`)).toBe(7);
      expect(await database.run(sql`update counted set n = 0 where n > ${4}`)).toBe(3);
      expect(await database.run(sql`delete from counted where n = ${99}`)).toBe(0);
    }));

  it('names the failure by SQLSTATE, table and constraint, and keeps values out of the message', () =>
    inDatabase(async (database) => {
      await database.run(raw('create temp table strict (n int constraint strict_small check (n < 10), m int unique)'));
      await database.run(sql`insert into strict values (1, 123456)`);
      const failure = refused({ sqlstate: '23514', table: 'strict', constraint: 'strict_small' });
      await expect(database.run(sql`insert into strict values (${77_777}, 1)`)).rejects.toEqual(failure);
      const twice = database.run(sql`insert into strict values (2, ${123_456})`);
      await expect(twice).rejects.toEqual(refused({ sqlstate: '23505', constraint: 'strict_m_key' }));
      await expect(twice).rejects.not.toThrow('123456');
      await expect(database.rows(sql`select ${'secret'}::int`)).rejects.not.toThrow('secret');
      expect(await database.one(sql`select count(*) as n from strict`)).toEqual({ n: 1 });
    }));

  it('still works after thousands of failed statements', () =>
    inDatabase(async (database) => {
      for (let round = 0; round < 3000; round++) {
        await expect(database.rows(sql`select 1 / ${0}::int`)).rejects.toBeInstanceOf(DatabaseFailure);
      }
      expect(await database.one(sql`select ${1}::int as one`)).toEqual({ one: 1 });
    }));
});

describe('transactions', () => {
  it('keep what resolves and nothing of what throws', () =>
    inCommittedDatabase(async (database) => {
      await database.transaction((tx) => tx.run(sql`insert into organization (id, name) values ('kept', 'Kept')`));
      const failed = database.transaction(async (tx) => {
        await tx.run(sql`insert into organization (id, name) values ('lost', 'Lost')`);
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      expect(await database.rows(sql`select id from organization`)).toEqual([{ id: 'kept' }]);
    }));

  it('roll back a savepoint alone, to any depth', () =>
    inDatabase(async (database) => {
      await database.run(raw('create temp table deep (n int)'));
      await database.transaction(async (tx) => {
        await tx.run(sql`insert into deep values (1)`);
        await expect(
          tx.transaction(async (inner) => {
            await inner.run(sql`insert into deep values (2)`);
            await inner.transaction((innermost) => innermost.run(sql`insert into deep values (3)`));
            await inner.run(sql`insert into deep values (1 / ${0}::int)`);
          }),
        ).rejects.toEqual(refused({ sqlstate: '22012' }));
        await tx.transaction((inner) => inner.run(sql`insert into deep values (4)`));
      });
      expect(await database.rows(sql`select n from deep order by n`)).toEqual([{ n: 1 }, { n: 4 }]);
    }));

  it('do not pass for committed when a failed statement was passed over', () =>
    inCommittedDatabase(async (database) => {
      const careless = database.transaction(async (tx) => {
        await tx.run(sql`insert into organization (id, name) values ('careless', 'x')`);
        await tx.run(sql`select 1 / ${0}::int`).catch(() => undefined);
      });
      await expect(careless).rejects.toEqual(problem('fault'));
      expect(await database.rows(sql`select id from organization`)).toEqual([]);
    }));

  it('refuse a statement that comes after their end', () =>
    inDatabase(async (database) => {
      const late = await database.transaction(async (tx) => () => tx.rows(sql`select 1`));
      await expect(late()).rejects.toEqual(problem('fault'));
    }));

  it('refuse the outer database inside, where it would wait for them, and allow it again afterwards', () =>
    inCommittedDatabase(async (database) => {
      await database.transaction(async () => {
        await expect(database.rows(sql`select 1 as n`)).rejects.toEqual(problem('fault'));
        await expect(async () => database.transaction(async () => 1)).rejects.toEqual(problem('fault'));
      });
      expect(await database.rows(sql`select 1 as n`)).toEqual([{ n: 1 }]);
    }));

  it('do not see each other: of fifty at once none reads what another has begun', () =>
    inCommittedDatabase(async (database) => {
      await database.run(sql`insert into organization (id, name) values ('count', '0')`);
      await Promise.all(
        Array.from({ length: 50 }, () =>
          database.transaction(async (tx) => {
            const { name } = await tx.one<{ name: string }>(
              sql`select name from organization where id = 'count' for update`,
            );
            await tx.run(sql`update organization set name = ${String(Number(name) + 1)} where id = 'count'`);
          }),
        ),
      );
      expect(await database.one(sql`select name from organization`)).toEqual({ name: '50' });
    }));

  it('take many statements without values as one unit', () =>
    inCommittedDatabase(async (database) => {
      const many = raw("insert into organization (id, name) values ('a', 'A'); select 1 / 0; select 2");
      await expect(database.run(many)).rejects.toEqual(refused({ sqlstate: '22012' }));
      expect(await database.rows(sql`select id from organization`)).toEqual([]);
      expect(await database.rows(raw('select 1 as n; select 2 as n'))).toEqual([{ n: 2 }]);
    }));
});

describe('geometry the library gives up on', () => {
  it('is a failure with a clear Problem, never an empty answer', () =>
    inDatabase(async (database) => {
      await expect(database.one(raw(`select ${GIVES_UP} as area`))).rejects.toEqual(problem('invalid_geometry'));
      await expect(database.rows(raw(`select ${GIVES_UP} as area`))).rejects.toEqual(problem('invalid_geometry'));
      await expect(database.rows(raw('select 1 as n'))).resolves.toEqual([{ n: 1 }]);
    }));

  it('leaves nothing of a statement that had written rows before it, nor of the transaction', () =>
    inCommittedDatabase(async (database) => {
      const half = raw(`insert into organization (id, name) select 'o' || n,
        st_area(st_intersection(st_translate(${BOWTIE}, n - 50, 0), ${SQUARE})) from generate_series(1, 100) as n`);
      await expect(database.run(half)).rejects.toEqual(problem('invalid_geometry'));
      const whole = database.transaction(async (tx) => {
        await tx.run(sql`insert into organization (id, name) values ('before', 'x')`);
        await expect(tx.run(half)).rejects.toEqual(problem('invalid_geometry'));
        await expect(tx.run(sql`insert into organization (id, name) values ('after', 'x')`)).rejects.toEqual(
          refused({ sqlstate: '25P02' }),
        );
      });
      await expect(whole).rejects.toEqual(problem('fault'));
      expect(await database.rows(sql`select id from organization`)).toEqual([]);
    }));

  it('rolls back to a savepoint as any other failure', () =>
    inDatabase(async (database) => {
      await database.run(raw('create temp table kept (n int)'));
      await database.transaction(async (tx) => {
        await tx.run(sql`insert into kept values (1)`);
        await expect(tx.transaction((inner) => inner.rows(raw(`select ${GIVES_UP}`)))).rejects.toBeInstanceOf(Problem);
        await tx.run(sql`insert into kept values (2)`);
      });
      expect(await database.rows(sql`select n from kept`)).toEqual([{ n: 1 }, { n: 2 }]);
    }));

  it('is refused at the door by the CHECK of a table, with the constraint named', () =>
    inDatabase(async (database) => {
      await database.run(sql`insert into organization (id, name) values ('one', 'One')`);
      const zone = database.run(
        raw(`insert into zone (organization_id, name, kind, geom)
        values ('one', 'z', 'shelter', st_setsrid(st_multi(${BOWTIE}), 4326))`),
      );
      await expect(zone).rejects.toEqual(refused({ sqlstate: '23514', table: 'zone' }));
    }));
});

describe('listen', () => {
  it('hears what was committed, in order, and neither what was rolled back nor anything before the commit', () =>
    inCommittedDatabase(async (database) => {
      const heard: (string | null)[] = [];
      let wake: () => void = () => undefined;
      const end = await database.listen('trial', (payload) => {
        heard.push(payload);
        wake();
      });
      const until = async (count: number) => {
        while (heard.length < count) await new Promise<void>((resume) => (wake = resume));
      };
      await database.transaction(async (tx) => {
        await tx.run(sql`select pg_notify('trial', 'one'), pg_notify('other', 'x')`);
        await tx.run(sql`select pg_notify('trial', 'two é')`);
        expect(heard).toEqual([]);
      });
      await until(2);
      await expect(
        database.transaction(async (tx) => {
          await tx.run(sql`select pg_notify('trial', 'never')`);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await database.run(sql`select pg_notify('trial', 'three')`);
      await until(3);
      expect(heard).toEqual(['one', 'two é', 'three']);
      await end();
      let resolve: (payload: string | null) => void = () => undefined;
      const after = new Promise<string | null>((settle) => {
        resolve = settle;
      });
      const endAfter = await database.listen('after', (payload) => resolve(payload));
      await database.rows(sql`select pg_notify('trial', 'unheard'), pg_notify('after', 'now')`);
      expect(await after).toBe('now');
      await endAfter();
      expect(heard).toEqual(['one', 'two é', 'three']);
    }));

  it('takes no channel that is not a plain word', async () => {
    const database = await openTestDatabase();
    await expect(async () => database.listen('a"; drop table area; --', () => undefined)).rejects.toThrow('channel');
  });
});

it('describes itself in one line without a password', async () => {
  const { description } = await openTestDatabase();
  expect(description).toMatch(/PostgreSQL \d+\.\d+.*PostGIS \d+\.\d+/);
  expect(description).not.toMatch(/\n|:[^/ ]*@/);
});
