// How the browser client is built: web/ → dist/, each file also compressed for the server to hand out as it is, and the
// weight of a first visit printed. Two builds go into one folder: the staff's map, then (mode `care`) the two pages for
// people who look for help and for focal points, which stand on less. The development server passes /api, /ogc and /methods on to :8400.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rollup, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = process.env['SAFEREACH_SERVER'] ?? 'http://127.0.0.1:8400';

/** What every first visit of the map loads before deck, beside the entry and what that imports: MapLibre's worker, styles, two faces of Latin letters. */
const FIRST_VISIT =
  /^(index\.html|assets\/(index-.*\.css|maplibre-gl-worker-.*\.js|noto-sans-latin-[46]00-.*\.woff2))$/;
const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;

/** Code of /find up to its first list, gzip: the directory (45 kB, geodata/schema/pack.ts) has its place in the 100 kB beside it. */
const FIRST_LIST_BYTES = 55_000;
/** All of /find but its map, gzip. */
const BEFORE_MAP_BYTES = 250_000 - 45_000;
/** What only the map of /find needs, and all four languages but one. */
const MAP_FILE = /^assets\/(care_map|map_|maplibre)[\w-]*\.(js|css|woff2)$/;
const WORDING_FILE = /^assets\/(en|fr|es|ar)_(shell|list|report|watch)-/;
const HEAVIEST_WORDING = /^assets\/ar_(shell|list)-/;

/** These chunks, or else all entries, and what they cannot start without. */
function startingChunks(bundle: Rollup.OutputBundle, names?: readonly string[]): Set<string> {
  const found = new Set<string>();
  const starts = ({ name, isEntry, isDynamicEntry }: Rollup.OutputChunk) =>
    names === undefined ? isEntry : (isEntry || isDynamicEntry) && names.includes(name);
  const wanted = Object.values(bundle).flatMap((file) =>
    file.type === 'chunk' && starts(file) ? [file.fileName] : [],
  );
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const chunk = bundle[name];
    if (found.has(name) || chunk?.type !== 'chunk') continue;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    wanted.push(...chunk.imports);
  }
  return found;
}

/** Writes each asset compressed beside itself and hands the gzip size of every file on. */
function compressed(
  weigh: (plugin: Rollup.PluginContext, sizes: Map<string, number>, bundle: Rollup.OutputBundle) => void,
): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle: {
      sequential: true,
      handler({ dir = 'dist' }, bundle) {
        const sizes = new Map<string, number>();
        for (const file of Object.keys(bundle)) {
          const bytes = readFileSync(join(dir, file));
          const gzip = COMPRESSIBLE.test(file) ? gzipSync(bytes, { level: 9 }) : bytes;
          sizes.set(file, gzip.length);
          if (gzip === bytes || !file.startsWith('assets/')) continue;
          writeFileSync(join(dir, `${file}.gz`), gzip);
          writeFileSync(join(dir, `${file}.br`), brotliCompressSync(bytes));
        }
        weigh(this, sizes, bundle);
      },
    },
  };
}

const sum = (sizes: Map<string, number>, counts: (file: string) => boolean) =>
  [...sizes].reduce((total, [file, bytes]) => total + (counts(file) ? bytes : 0), 0);

const weighStaff: Parameters<typeof compressed>[0] = (plugin, sizes, bundle) => {
  const starting = startingChunks(bundle);
  const bytes = sum(sizes, (file) => FIRST_VISIT.test(file) || (starting.has(file) && !file.endsWith('.css')));
  plugin.info(`first visit before deck: ${(bytes / 1e6).toFixed(3)} MB gzip (limit 0.6 MB)`);
};

const weighCare: Parameters<typeof compressed>[0] = (plugin, sizes, bundle) => {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const starting = startingChunks(bundle, ['find', 'service_list']);
  const first = sum(sizes, (file) => file === 'find.html' || starting.has(file) || HEAVIEST_WORDING.test(file));
  const beforeMap = sum(
    sizes,
    (file) =>
      file !== 'report.html' &&
      file !== 'watch.html' &&
      !MAP_FILE.test(file) &&
      (!WORDING_FILE.test(file) || HEAVIEST_WORDING.test(file)),
  );
  plugin.info(
    `/find: ${kilobytes(first)} kB of code before the first list, gzip (limit ${kilobytes(FIRST_LIST_BYTES)})`,
  );
  plugin.info(
    `/find and /report: ${kilobytes(beforeMap)} kB of code before the map, gzip (limit ${kilobytes(BEFORE_MAP_BYTES)})`,
  );
  if (first > FIRST_LIST_BYTES || beforeMap > BEFORE_MAP_BYTES)
    plugin.error('The pages of care are too heavy for a phone: take something out, or load it later.');
};

/** Keeps what the service worker stores to the files of this build: the folder holds the staff's as well. */
function offlineFiles(): { plugin: Plugin; of: (url: string) => boolean } {
  const files = new Set<string>();
  return {
    plugin: {
      name: 'offline-files',
      apply: 'build',
      writeBundle: (_options, bundle) => {
        for (const file of Object.keys(bundle)) files.add(file);
      },
    },
    of: (url) => files.has(url),
  };
}

/** What both pages of care start with. */
const SHARED = {
  name: 'care',
  test: /\/(preact|web\/pages\/care|web\/api_care|web\/i18n\/care\/care_messages|geodata\/(schema|formats\/(directory_pack|pack_columns|byte_columns)))\b/,
};
/** What the first list has in common with its parts that come later. */
const OF_THE_LIST = {
  name: 'list_base',
  test: /\/(geodata\/analysis\/reach\/(zoned_time|straight_ways|ellipsoid|geodesic_series)|web\/pages\/find\/results\/(service_text|place_time|entry_lines))\.ts$/,
};

const build = {
  outDir: '../dist',
  target: 'es2023',
  // CSP allows no data: scripts or fonts; files also cache better.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  chunkSizeWarningLimit: 1500,
};

/** The map for staff. */
export const STAFF = {
  root: 'web',
  plugins: [react(), compressed(weighStaff)],
  build: { ...build, emptyOutDir: true },
  worker: { format: 'es' as const },
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
} satisfies UserConfig;

/** Pages for people who look for help: preact in React's place. */
function care(): UserConfig {
  const offline = offlineFiles();
  return {
    root: 'web',
    mode: 'production',
    resolve: {
      alias: [
        { find: /^react$/, replacement: 'preact/compat' },
        { find: /^react-dom$/, replacement: 'preact/compat' },
        { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
        { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
        { find: /^react\/jsx-dev-runtime$/, replacement: 'preact/jsx-dev-runtime' },
      ],
    },
    plugins: [
      react(),
      compressed(weighCare),
      offline.plugin,
      VitePWA({
        strategies: 'injectManifest',
        srcDir: '.',
        filename: 'service_worker.ts',
        injectRegister: false,
        manifest: false,
        injectManifest: {
          // Not watch.html: a phone that is searched must not hold what only focal points open. Its assets are with all who look for help.
          globPatterns: ['{find,report}.html', 'information.svg', 'assets/*.{js,css,woff2}'],
          maximumFileSizeToCacheInBytes: 4_000_000,
          manifestTransforms: [
            async (entries) => ({
              manifest: entries.filter(({ url }) => url === 'information.svg' || offline.of(url)),
            }),
          ],
        },
      }),
    ],
    build: {
      ...build,
      // The staff build ran before, into the same folder, and brought the public files.
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { find: 'web/find.html', report: 'web/report.html', watch: 'web/watch.html' },
        // Few files: on a slow network each one costs the headers of its answer.
        output: { codeSplitting: { groups: [SHARED, OF_THE_LIST] } },
      },
    },
    worker: { format: 'es' as const },
  };
}

export default defineConfig(({ mode }) => (mode === 'care' ? care() : STAFF));
