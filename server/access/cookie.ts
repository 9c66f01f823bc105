// The session cookie. What decides how it is kept is the configured address, never what a request says of itself.

export interface CookieRules {
  readonly name: string;
  readonly secure: boolean;
}

/** `__Host-` and Secure need https; over plain http on loopback the cookie has neither. */
export function cookieRules(origin: string | null): CookieRules {
  const secure = origin?.startsWith('https://') ?? false;
  return { name: secure ? '__Host-safereach' : 'safereach', secure };
}
