// Features of a collection as their text streams by.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeatureSplitter } from '../../../geodata/formats/feature_splitter.ts';
import { FileFault } from '../../../geodata/formats/issue.ts';

function split(text: string, pieceLength = text.length): { features: unknown[]; document: unknown } {
  const splitter = new FeatureSplitter();
  const features: unknown[] = [];
  for (let from = 0; from < text.length; from += Math.max(1, pieceLength)) {
    for (const one of splitter.push(text.slice(from, from + Math.max(1, pieceLength)))) {
      features.push(JSON.parse(one.text ?? 'null'));
    }
  }
  return { features, document: splitter.end() };
}

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof FileFault) return error.issue.code;
    throw error;
  }
  return 'none';
};

describe('FeatureSplitter', () => {
  it('gives the features of any collection whatever the pieces it comes in', () => {
    const feature = fc.record({
      type: fc.constant('Feature'),
      properties: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
    });
    const arbitrary = fc.tuple(
      fc.array(feature, { maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(arbitrary, ([features, pieceLength, spaced, typeLast]) => {
        const rest = { type: 'FeatureCollection', name: 'a "features": [1] b', bbox: [1, 2, 3, 4] };
        const collection = typeLast ? { features, ...rest } : { ...rest, features };
        const found = split(JSON.stringify(collection, null, spaced ? 2 : 0), pieceLength);
        expect(found.features).toEqual(JSON.parse(JSON.stringify(features)));
        expect(found.document).toEqual({ ...rest, features: [] });
      }),
    );
  });

  it('is not misled by brackets and escaped quotes in texts', () => {
    const properties = { a: '}]{["\\', 'b"]}': '\\"', c: '"features":[' };
    const text = JSON.stringify({ type: 'FeatureCollection', features: [{ properties }] });
    for (let length = 1; length <= 9; length++) expect(split(text, length).features).toEqual([{ properties }]);
  });

  it('keeps only the outermost list named features', () => {
    const document = { type: 'FeatureCollection', meta: { features: [{ no: 1 }] }, features: [{ yes: 1 }] };
    expect(split(JSON.stringify(document)).features).toEqual([{ yes: 1 }]);
  });

  it('says that a file ends too early, inside a feature and between features', () => {
    const text = JSON.stringify({ type: 'FeatureCollection', features: [{ a: 1 }, { a: 2 }] });
    for (const cut of [text.length - 1, text.length - 2, text.length - 5, 30, 1]) {
      expect(codeOf(() => split(text.slice(0, cut)))).toBe('broken_json');
    }
  });

  it('refuses a bracket too many and nesting deeper than 20', () => {
    expect(codeOf(() => split('{"features":[]}}'))).toBe('broken_json');
    const deep = `{"features":[{"a":${'['.repeat(20)}${']'.repeat(20)}}]}`;
    expect(codeOf(() => split(deep))).toBe('too_deep');
    const within = `{"features":[{"a":${'['.repeat(17)}${']'.repeat(17)}}]}`;
    expect(codeOf(() => split(within))).toBe('none');
  });

  it('gives a feature with a million vertices back without its text', () => {
    const ring = Array.from({ length: 1_000_000 }, () => '[13,11]').join(',');
    const text = `{"type":"FeatureCollection","features":[{"geometry":{"coordinates":[[${ring}]]}},{"a":1}]}`;
    const splitter = new FeatureSplitter();
    const features = [];
    for (let from = 0; from < text.length; from += 65_536)
      features.push(...splitter.push(text.slice(from, from + 65_536)));
    expect(features).toEqual([
      { row: 1, text: null },
      { row: 2, text: '{"a":1}' },
    ]);
  });

  it('refuses a document whose frame is endless', () => {
    expect(codeOf(() => split(`{"name":"${'x'.repeat(70_000)}","features":[]}`))).toBe('broken_json');
  });
});
