// One key for one wish: who sends the same form again after a lost answer writes once, who changed it writes anew.
import { useRef } from 'react';

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The Idempotency-Key of what is sent now: another one as soon as anything in it is another. */
export function useKeyOf(): (body: unknown) => string {
  const tried = useRef({ body: '', key: '' });
  return (body) => {
    const now = JSON.stringify(body);
    if (tried.current.body !== now) tried.current = { body: now, key: newKey() };
    return tried.current.key;
  };
}
