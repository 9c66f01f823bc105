// A process of its own for the tests of locks and kills: `node --import tsx embedded_child.ts <folder> hold|load|commit`.
// hold: opens the folder and says "open". load: commits ten rows one by one, then loads 100,000 in one transaction and
// changes all of them, saying where it is, and stops short of the commit. commit: the same, and commits.
import { openDatabase } from '../../server/db/open.ts';
import { raw, sql } from '../../server/db/sql.ts';

const [folder = '', task = 'hold'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const database = await openDatabase({ url: null, dataFolder: folder, log: () => undefined });
say('open');

if (task !== 'hold') {
  await database.run(raw('create table if not exists loaded (n int primary key, word text)'));
  await database.run(raw('create table if not exists kept (n int primary key)'));
  for (let n = 0; n < 10; n++) {
    await database.run(sql`insert into kept select count(*) from kept`);
    say(`kept ${n}`);
  }
  await database.transaction(
    async (tx) => {
      const first = (await tx.one<{ n: number }>(sql`select count(*) as n from loaded`)).n;
      await tx.copyIn(raw('loaded'), lines(first));
      say('copied');
      await tx.run(raw("update loaded set word = word || '!'"));
      say('updated');
      await tx.run(raw('create index on loaded (word)'));
      say('indexed');
      if (task === 'load') await new Promise(() => undefined);
    },
    { heavy: true },
  );
  say('committed');
}

function* lines(first: number): Generator<string> {
  for (let n = 0; n < 100_000; n += 1000) {
    say(`copying ${n}`);
    yield Array.from({ length: 1000 }, (_, k) => `${first + n + k}\t${'word '.repeat(8)}${n + k}\n`).join('');
  }
}
setInterval(() => undefined, 1000);
