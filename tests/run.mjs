// `npm test`: installs and builds what is missing, runs the suite, and closes with lines that a machine can read:
// whether the real data was there, what failed, and `N passed, N failed`. No test run at all is a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb, demandNode, installPackages, ROOT } from '../server/install.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const folder = process.env.SAFEREACH_REAL_DATA ?? '';
const present = folder !== '' && folder !== 'none' && existsSync(folder);

function vitest(args, report) {
  return new Promise((resolve, reject) => {
    const program = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const child = spawn(process.execPath, [program, 'run', ...reporters, ...args], { cwd: ROOT, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const firstLine = (text) => String(text ?? 'no message').split('\n', 1)[0];

/** Counts, what failed and the reasons of the skipped, from the report; no report counts as nothing run. */
function outcome(report) {
  if (!existsSync(report)) return { passed: 0, failures: [], reasons: [] };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failures = testResults.flatMap((file) => {
    const name = file.name.slice(ROOT.length);
    const broken = file.assertionResults.filter((test) => test.status === 'failed');
    if (file.status === 'failed' && broken.length === 0) return [`${name}: ${firstLine(file.message)}`];
    return broken.map((test) => `${name}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  });
  const count = (status) => tests.filter((test) => test.status === status).length;
  const skipped = tests.filter((test) => ['skipped', 'pending', 'todo'].includes(test.status));
  return {
    passed: count('passed'),
    failures,
    // the reason stands in brackets at the end of the name (tests/support/real_data.ts)
    reasons: skipped.map((test) => /\(([^()]*)\)$/.exec(test.title)?.[1] ?? test.title),
  };
}

async function main() {
  demandNode();
  if (process.env.CI === 'true' && !present && folder !== 'none') {
    throw new Error('SAFEREACH_REAL_DATA names no folder. Set it to the folder of the real data, or to none.');
  }
  await installPackages();
  await buildWeb();
  const scratch = mkdtempSync(join(tmpdir(), 'safereach-test-'));
  const report = join(scratch, 'report.json');
  const code = await vitest(process.argv.slice(2), report);
  const { passed, failures, reasons } = outcome(report);
  if (code !== 0 && failures.length === 0)
    failures.push(`no test: the runner ended with ${code}, see its errors above`);
  rmSync(scratch, { recursive: true, force: true });
  const why = reasons.length === 0 ? '' : ` (${[...new Set(reasons)].join('; ')})`;
  say(`real data: ${present ? 'present' : 'absent'}; skipped: ${reasons.length}${why}`);
  for (const failure of failures) say(`FAILED ${failure}`);
  say(`${passed} passed, ${failures.length} failed`);
  process.exitCode = code !== 0 || passed === 0 ? 1 : 0;
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  say('real data: absent; skipped: 0');
  say('0 passed, 1 failed');
  process.exitCode = 1;
});
