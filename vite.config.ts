// How the browser client is built: web/ → dist/. The development server passes /api and /ogc on to a server on :8400.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['SAFEREACH_SERVER'] ?? 'http://127.0.0.1:8400';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    // CSP allows no data: scripts or fonts; files also cache better.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Host stays that of the page, or the server would take every write for a foreign one.
    proxy: {
      '^/api/': { target: server, changeOrigin: false },
      '^/ogc/': { target: server, changeOrigin: false },
    },
  },
});
