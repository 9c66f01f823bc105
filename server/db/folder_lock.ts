// One process at a time in a data folder. The lock names its holder; the lock of a dead process is taken over.
// A process is known by host, pid and start time, so that a pid used again does not count as the old holder.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { unavailable } from './failures.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began as its system counts it; null where that cannot be known. */
  readonly began: string | null;
  readonly since: string;
}

/** The holder touches its lock this often; seen from another host, a lock untouched for the second time is dead. */
const TOUCH_MILLISECONDS = 5_000;
const DEAD_MILLISECONDS = 30_000;
/** A takeover lasts milliseconds; one this old was killed in the middle. */
const TAKEOVER_MILLISECONDS = 5_000;

/** Takes the folder or throws Problem `database_unavailable` that says who has it. Resolves to the release. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock.json');
  const self: Holder = {
    pid: process.pid,
    host: hostname(),
    began: beganOf(process.pid),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(self, null, 2)}\n`;
  for (let attempt = 0; !(await create(path, text)); attempt++) {
    const holder = await readHolder(path);
    if (holder !== null && !(await isDead(holder, path))) throw refusal(folder, holder);
    if (attempt > 50)
      throw unavailable(
        `The lock ${path} can be neither read nor replaced. Remove it if no other Safereach runs on this folder.`,
      );
    await removeDead(path);
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, TOUCH_MILLISECONDS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    const holder = await readHolder(path);
    if (holder !== null && isSame(holder, self)) await rm(path, { force: true });
  };
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** null: gone, or not (yet) written whole. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

async function ageOf(path: string): Promise<number> {
  const about = await stat(path).catch(() => null);
  return about === null ? 0 : Date.now() - about.mtimeMs;
}

const isSame = (a: Holder, b: Holder) =>
  a.pid === b.pid && a.host === b.host && a.began === b.began && a.since === b.since;

async function isDead(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) return (await ageOf(path)) > DEAD_MILLISECONDS;
  if (!isRunning(holder.pid)) return true;
  return holder.began !== null && beganOf(holder.pid) !== holder.began;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Start of a process: boot and ticks on Linux, `ps` on other Unix systems. */
function beganOf(pid: number): string | null {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux')
    return (
      spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .stdout?.toString()
        .trim() || null
    );
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return `${boot} ${fields[19]}`; // field 22 of proc(5): starttime
  } catch {
    return null;
  }
}

/** Removes the lock of a dead holder. Among several that try, one at a time, and each looks again first. */
async function removeDead(path: string): Promise<void> {
  const turn = `${path}.takeover`;
  try {
    await mkdir(turn);
  } catch {
    if ((await ageOf(turn)) > TAKEOVER_MILLISECONDS) await rmdir(turn).catch(() => undefined);
    await new Promise((resume) => setTimeout(resume, 20));
    return;
  }
  try {
    const holder = await readHolder(path);
    // A lock that cannot be read is being written now, or was cut off when its writer was killed.
    const dead = holder === null ? (await ageOf(path)) > 500 : await isDead(holder, path);
    if (dead) await rm(path, { force: true });
    else await new Promise((resume) => setTimeout(resume, 20));
  } finally {
    await rmdir(turn);
  }
}

function refusal(folder: string, { pid, host, since }: Holder) {
  const here = host === hostname() ? '' : ` on ${host}`;
  return unavailable(
    `The data folder ${folder} is in use by process ${pid}${here} since ${since}. Only one Safereach may use it at a time: stop that process (or use the address it printed), choose another folder, or set DATABASE_URL to a PostgreSQL server, which several may share.`,
  );
}
