// Compiles geodata/kernels/*.as with AssemblyScript into constants under geodata/analysis: `npm run kernels`. The compiler is fetched
// for the moment and is no dependency of the product (it is a hundred times larger than everything it makes).
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMPILER = 'assemblyscript@0.28.20';
const KERNELS = [{ name: 'scan', constant: 'SCAN_KERNEL', to: 'geodata/analysis/hotspot/scan_kernel_bytes.ts' }];

for (const { name, constant, to } of KERNELS) {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  // The compiler takes its own language only under the name of the language it resembles.
  copyFileSync(`geodata/kernels/${name}.as`, join(folder, `${name}.ts`));
  const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--importMemory'];
  execFileSync('npx', ['-y', '-p', COMPILER, 'asc', `${name}.ts`, '-o', `${name}.wasm`, ...options], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const text = readFileSync(join(folder, `${name}.wasm`)).toString('base64');
  const lines = text.match(/.{1,110}/g).map((line) => `  '${line}'`);
  writeFileSync(
    to,
    `// The compiled form of geodata/kernels/${name}.as, base64. Made by \`npm run kernels\` (${COMPILER}): change the source, not this.\n` +
      `export const ${constant} =\n${lines.join(' +\n')};\n`,
  );
  process.stdout.write(`${to}: ${text.length} characters\n`);
}
