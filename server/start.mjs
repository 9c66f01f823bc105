// `npm start` on a fresh clone: installs, builds, then runs the server in this terminal. The embedded database is
// prepared by the server itself while the web client is still being built: the two need different processors.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWeb, demandNode, installPackages, ROOT } from './install.mjs';

function serve() {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
  return child;
}

try {
  demandNode();
  await installPackages();
  const child = serve();
  await buildWeb().catch((error) => {
    child.kill('SIGTERM');
    throw error;
  });
  if (child.connected) child.send('built');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
