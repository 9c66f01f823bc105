// How the browser client is built: web/ → dist/, each file also compressed for the server to hand out as it is, and the
// weight of a first visit printed. The development server passes /api, /ogc and /methods on to a server on :8400.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rollup } from 'vite';

const server = process.env['SAFEREACH_SERVER'] ?? 'http://127.0.0.1:8400';

/** What every first visit loads before deck, beside the entry and what that imports: MapLibre's worker, styles, two faces of Latin letters. */
const FIRST_VISIT =
  /^(index\.html|assets\/(index-.*\.css|maplibre-gl-worker-.*\.js|noto-sans-latin-[46]00-.*\.woff2))$/;
const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;

/** The entry and all chunks that it cannot start without. */
function startingChunks(bundle: Rollup.OutputBundle): Set<string> {
  const found = new Set<string>();
  const wanted = Object.values(bundle).flatMap((file) =>
    file.type === 'chunk' && file.isEntry ? [file.fileName] : [],
  );
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const chunk = bundle[name];
    if (found.has(name) || chunk?.type !== 'chunk') continue;
    found.add(name);
    wanted.push(...chunk.imports);
  }
  return found;
}

function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle: {
      sequential: true,
      handler({ dir = 'dist' }, bundle) {
        const starting = startingChunks(bundle);
        let firstVisit = 0;
        for (const file of Object.keys(bundle)) {
          const bytes = readFileSync(join(dir, file));
          const gzip = COMPRESSIBLE.test(file) ? gzipSync(bytes, { level: 9 }) : bytes;
          if (FIRST_VISIT.test(file) || starting.has(file)) firstVisit += gzip.length;
          if (gzip === bytes || !file.startsWith('assets/')) continue;
          writeFileSync(join(dir, `${file}.gz`), gzip);
          writeFileSync(join(dir, `${file}.br`), brotliCompressSync(bytes));
        }
        this.info(`first visit before deck: ${(firstVisit / 1e6).toFixed(3)} MB gzip (limit 0.6 MB)`);
      },
    },
  };
}

export default defineConfig({
  root: 'web',
  plugins: [react(), compressed()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    // CSP allows no data: scripts or fonts; files also cache better.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Host stays that of the page, or the server would take every write for a foreign one.
    proxy: {
      '^/api/': { target: server, changeOrigin: false },
      '^/ogc(/|$)': { target: server, changeOrigin: false },
      '^/methods(/|$)': { target: server, changeOrigin: false },
    },
  },
});
