// GPX of receivers and of people who mean harm: what is read, what is refused, and that what is written is read again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GPX_LIMITS, type GpxLine, readGpx } from '../../../geodata/formats/gpx.ts';
import { writeGpx } from '../../../geodata/formats/gpx_write.ts';

const HEAD = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">';
const whole = (inside: string): string => `${HEAD}${inside}</gpx>`;
const segment = (points: string): string => whole(`<trk><name>Round</name><trkseg>${points}</trkseg></trk>`);
const codeOf = (text: string): string => {
  try {
    readGpx(text);
  } catch (error) {
    return (error as { issue?: { code: string } }).issue?.code ?? 'no fault';
  }
  return 'read';
};

describe('a file of a receiver', () => {
  it('gives its tracks and routes with the times of their points, and nothing of its owner', () => {
    const lines = readGpx(
      whole(`<metadata><author><name>Somebody</name></author></metadata><wpt lat="1" lon="2"><name>Home</name></wpt>
        <rte><name>Market &amp; well</name><rtept lat="11.85" lon="13.15"/><rtept lat="11.86" lon="13.16"><name>Turn</name></rtept></rte>
        <trk><trkseg><trkpt lat="11.85" lon="13.15"><ele>300</ele><time>2026-11-18T05:30:00Z</time></trkpt></trkseg>
          <trkseg><trkpt lat="+11.9" lon="1.3e1"><time>2026-11-18T07:30:00.5+01:00</time>
            <extensions><x:hr xmlns:x="u"><time>2001-01-01T00:00:00Z</time></x:hr></extensions></trkpt></trkseg></trk>`),
    );
    expect(lines).toEqual([
      {
        kind: 'route',
        name: 'Market & well',
        points: [
          { lon: 13.15, lat: 11.85, at: null },
          { lon: 13.16, lat: 11.86, at: null },
        ],
      },
      {
        kind: 'track',
        name: '',
        points: [
          { lon: 13.15, lat: 11.85, at: Date.UTC(2026, 10, 18, 5, 30) },
          { lon: 13, lat: 11.9, at: Date.UTC(2026, 10, 18, 6, 30, 0, 500) },
        ],
      },
    ]);
  });

  it('is read with any prefix, and with times that are missing or are none', () => {
    const [line] = readGpx(
      `<g:gpx xmlns:g="http://www.topografix.com/GPX/1/0"><g:trk><g:trkseg><g:trkpt lat="1" lon="2"><g:time>soon</g:time></g:trkpt></g:trkseg></g:trk></g:gpx>`,
    );
    expect(line?.points).toEqual([{ lon: 2, lat: 1, at: null }]);
  });
});

describe('a file that means harm', () => {
  const laughs = `<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  it.each([
    [
      'a DOCTYPE that defines entities',
      `<?xml version="1.0"?>${laughs}<gpx><trk><name>&b;</name></trk></gpx>`,
      'broken_gpx',
    ],
    ['an outer file by name', '<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>', 'broken_gpx'],
    ['an entity that nobody declared', segment('&b;'), 'broken_gpx'],
    ['other XML', '<kml/>', 'broken_gpx'],
    ['no XML', 'lat,lon\n1,2', 'broken_gpx'],
    ['nothing', '', 'broken_gpx'],
    ['half a file', HEAD, 'broken_gpx'],
    ['elements in elements without end', whole('<a>'.repeat(GPX_LIMITS.depth)), 'too_deep'],
    ['more lines than anybody walked', whole('<rte/>'.repeat(GPX_LIMITS.lines + 1)), 'too_large'],
    ['a point without a place', segment('<trkpt/>'), 'not_a_number'],
    ['a place that is no number', segment('<trkpt lat="NaN" lon="0x10"/>'), 'not_a_number'],
    ['a place without end', segment('<trkpt lat="1" lon="1e999"/>'), 'out_of_range'],
    ['a place outside the globe', segment('<trkpt lat="90.1" lon="0"/>'), 'out_of_range'],
  ])('is refused: %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('is refused at the first point too many, and not read to its end', () => {
    const points = '<trkpt lat="1" lon="2"/>'.repeat(GPX_LIMITS.points);
    expect(readGpx(segment(points))[0]?.points).toHaveLength(GPX_LIMITS.points);
    expect(codeOf(`${HEAD}<trk><trkseg>${points}<trkpt lat="1" lon="2"/><broken`)).toBe('too_many_vertices');
  });

  it('gives no name longer than a name, and none that turns the writing of a page around', () => {
    const [line] = readGpx(whole(`<rte><name>\u202e${'A'.repeat(1e6)}</name><rtept lat="1" lon="2"/></rte>`));
    expect(line?.name).toBe('A'.repeat(GPX_LIMITS.name));
  });
});

describe('a file that is written', () => {
  const points = fc.array(
    fc.record({
      lon: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }).map((n) => n / 1e7),
      lat: fc.integer({ min: -900_000_000, max: 900_000_000 }).map((n) => n / 1e7),
      at: fc.option(fc.integer({ min: 0, max: 4e12 })),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const name = fc.string({ unit: 'grapheme-ascii', maxLength: 30 }).map((text) => text.trim().replace(/\s+/g, ' '));
  const lines = (kind: GpxLine['kind']) =>
    fc.array(fc.record({ kind: fc.constant(kind), name, points }), { maxLength: 3 });

  it('is read again as it was, whatever the names', () => {
    fc.assert(
      fc.property(lines('route'), lines('track'), name, (routes, tracks, title) => {
        const all = [...routes, ...tracks];
        expect(readGpx(writeGpx({ name: title, lines: all }))).toEqual(all);
      }),
    );
  });

  it('holds no mark that a name brought, and no control character', () => {
    const text = writeGpx({
      name: ']]><x a="\u0000\ud800',
      lines: [{ kind: 'route', name: '<script>', description: "it's", points: [{ lon: 1e-7, lat: -1e-9, at: null }] }],
    });
    expect(text).toContain('<rtept lat="0" lon="0.0000001"/>');
    expect(text).toContain('&lt;script&gt;');
    expect(readGpx(text)).toEqual([{ kind: 'route', name: '<script>', points: [{ lon: 1e-7, lat: 0, at: null }] }]);
  });
});
