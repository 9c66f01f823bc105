// The session cookie's name. `__Host-` and Secure need https; over plain http on loopback the cookie has neither.
import type { Context } from 'hono';

export const isLoopback = (c: Context): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(c.req.url).hostname);

export const cookieName = (c: Context): string => (isLoopback(c) ? 'safereach' : '__Host-safereach');
