// Headers that every answer carries, errors included: no script but our own, no frame, no referrer, no third party.
import { createMiddleware } from 'hono/factory';

const policy = (scripts: string) =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The analysis worker alone may compile WebAssembly (the solver): a worker answers to the policy of its own file. */
const WORKER_FILE = /^\/assets\/analysis\.worker-[\w-]+\.js$/;
const WORKER_POLICY = policy("'self' 'wasm-unsafe-eval'");

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy("'self'"),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'geolocation=(self), camera=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Set before the route runs: each answer is then built once, and a route may still say its own Cache-Control. */
export function securityHeaders() {
  return createMiddleware(async (c, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    if (WORKER_FILE.test(c.req.path)) c.header('Content-Security-Policy', WORKER_POLICY);
    await next();
  });
}
