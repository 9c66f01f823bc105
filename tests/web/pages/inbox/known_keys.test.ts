// Which keys a steward has confirmed, as the browser keeps them, and what it may have been made to keep.
import { describe, expect, it } from 'vitest';
import { keepKnown, knownKeys } from '../../../../web/pages/inbox/known_keys.ts';

const key = (letter: string) => letter.repeat(43);

function memory(held: string | null = null) {
  let value = held;
  return () => ({
    getItem: () => value,
    setItem: (_: string, next: string) => {
      value = next;
    },
  });
}
const refused = () => {
  throw new DOMException('no', 'SecurityError');
};

describe('keys that were confirmed', () => {
  it('are known from then on, each once', () => {
    const storage = memory();
    expect([...knownKeys(storage)]).toEqual([]);
    for (const one of ['a', 'b', 'a']) expect(keepKnown(key(one), storage)).toBe(true);
    expect([...knownKeys(storage)].sort()).toEqual([key('a'), key('b')]);
  });

  it('are none where storage is refused, or holds something else', () => {
    expect([...knownKeys(refused)]).toEqual([]);
    expect(keepKnown(key('a'), refused)).toBe(false);
    for (const text of ['', '{', '5', 'null', '{"a":1}', '[1,null,"short"]']) {
      expect([...knownKeys(memory(text))]).toEqual([]);
    }
  });

  it('do not grow without end', () => {
    const storage = memory(JSON.stringify(Array.from({ length: 5_000 }, (_, i) => String(i).padStart(43, 'k'))));
    expect(knownKeys(storage).size).toBe(200);
    keepKnown(key('a'), storage);
    expect(knownKeys(storage).size).toBe(200);
    expect(knownKeys(storage).has(key('a'))).toBe(true);
  });
});
