// What a fresh clone lacks: packages and the built web client. Plain node, no dependency: it runs before there is any.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NODE_WANTED = [20, 19];
const QUIET = ['--no-audit', '--no-fund'];
const say = (line) => process.stdout.write(`${line}\n`);
const changed = (path) => statSync(path).mtimeMs;

/** Newest change of any file in the paths, in milliseconds. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const inside = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
    latest = Math.max(latest, inside.length > 0 ? newest(inside) : changed(path));
  }
  return latest;
}

/** Runs a program to its end; what it says goes to this terminal when it fails. Throws Error with its exit code. */
function run(program, args) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell: windows });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${said}\n"${program} ${args.join(' ')}" ended with ${code}.`));
    });
  });
}

async function step(title, work) {
  const started = performance.now();
  say(`${title} …`);
  await work();
  say(`${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Throws Error when this Node is too old to run the rest. */
export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const old = major < NODE_WANTED[0] || (major === NODE_WANTED[0] && minor < NODE_WANTED[1]);
  if (old) throw new Error(`Node ${NODE_WANTED.join('.')} or later is needed; this is ${process.versions.node}.`);
}

/** Installs the packages of package-lock.json unless they are there already. */
export async function installPackages() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && changed(installed) >= changed(join(ROOT, 'package-lock.json'))) return;
  await step('Installing packages', () =>
    run('npm', ['ci', ...QUIET]).catch((error) => {
      say(`${error.message}\nnpm ci did not work; trying npm install …`);
      return run('npm', ['install', ...QUIET]);
    }),
  );
}

/** Builds the web client, both halves of it, unless it is newer than everything that it is made of. */
export async function buildWeb() {
  const built = join(ROOT, 'dist', 'service_worker.js');
  const sources = ['web', 'geodata', 'vite.config.ts', 'package-lock.json'].map((name) => join(ROOT, name));
  if (existsSync(built) && changed(built) >= newest(sources)) return;
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  await step('Building the web client', async () => {
    await run(process.execPath, [vite, 'build']);
    await run(process.execPath, [vite, 'build', '--mode', 'care']);
  });
}
