// The log by itself: whatever an error carries, only its class, a known code and places in our own text are told.
import { expect, it } from 'vitest';
import { DatabaseFailure } from '../../server/db/failures.ts';
import { createLog } from '../../server/log.ts';

const CANARY = 'Zuwaira';
const POINT = '12.123456';

function logged(fault: unknown, place?: { method: string; route: string }) {
  const lines: string[] = [];
  createLog({ write: (line) => lines.push(line) }).fault(fault, place);
  expect(lines).toHaveLength(1);
  return { text: lines[0] ?? '', entry: JSON.parse(lines[0] ?? '') as Record<string, unknown> };
}

it('tells the class and the places of a fault, from the root of the program', () => {
  const { entry } = logged(new TypeError(CANARY), { method: 'GET', route: '/api/services/{id}' });
  expect(entry).toMatchObject({ name: 'TypeError', method: 'GET', route: '/api/services/{id}', msg: 'fault' });
  expect(Object.keys(entry).sort()).toEqual(['at', 'level', 'method', 'msg', 'name', 'route', 'time']);
});

it('tells the SQLSTATE of what the database refused, not what it said', () => {
  const { entry, text } = logged(new DatabaseFailure({ code: '23505', message: `Key (name)=(${CANARY}) exists` }));
  expect(entry).toMatchObject({ name: 'DatabaseFailure', code: '23505' });
  expect(text).not.toContain(CANARY);
});

it('begins with the place of the program where the program failed', () => {
  let thrown: unknown;
  try {
    new DatabaseFailure(null as never);
  } catch (error) {
    thrown = error;
  }
  expect((logged(thrown).entry['at'] as string[])[0]).toMatch(/^server\/db\/failures\.ts:\d+:\d+$/);
});

const frame = `    at ${CANARY} (${process.cwd()}/server/${CANARY}.ts:1:1)`;
const smuggled: [string, unknown][] = [
  ['a message', new Error(`${CANARY} ${POINT}`)],
  ['a message that looks like a stack', new Error(`no\n${frame}\n${frame}`)],
  ['a name that is a word', Object.assign(new Error('x'), { name: CANARY })],
  ['a message that was changed', Object.assign(new Error(`no\n${frame}`), { message: 'x' })],
  ['a name', Object.assign(new Error('x'), { name: `${CANARY} ${POINT}` })],
  ['a code', Object.assign(new Error('x'), { code: CANARY })],
  ['a code that is an object', Object.assign(new Error('x'), { code: { CANARY }, sqlstate: [CANARY] })],
  ['other properties', Object.assign(new Error('x'), { detail: CANARY, where: POINT, hint: CANARY, query: POINT })],
  ['a cause', new Error('x', { cause: new Error(CANARY) })],
  ['many errors in one', new AggregateError([new Error(CANARY)], CANARY)],
  ['a string', CANARY],
  ['an object', { [CANARY]: POINT, message: CANARY, stack: frame }],
  [
    'a stack of another folder',
    Object.assign(new Error('x'), { stack: `Error: x\n    at f (/home/${CANARY}/server/a.ts:1:1)` }),
  ],
];
it.each(smuggled)('does not tell %s', (_, fault) => {
  const { text } = logged(fault);
  expect(text).not.toContain(CANARY);
  expect(text).not.toContain(POINT);
});

it('does not tell a route or method that is not one', () => {
  const { entry } = logged(new Error('x'), { method: CANARY, route: `/api/services?q=${CANARY} ${POINT}` });
  expect(Object.keys(entry)).not.toContain('route');
  expect(JSON.stringify(entry)).not.toContain(CANARY);
});
