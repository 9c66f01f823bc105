// Splits the text of a GeoJSON FeatureCollection into its features without holding the whole: text comes in pieces of
// any size, features come out one by one. Knows brackets and strings, not what is between them.
import { MAX_VERTICES } from '../schema/geometry.ts';
import { FileFault } from './issue.ts';

/** Deepest nesting of a document (privacy.md, imports). */
export const MAX_DEPTH = 20;
/** Characters of one feature; 10,000 vertices with full precision need a tenth of it. */
const MAX_FEATURE_CHARACTERS = 8 * 1024 * 1024;
/** Characters of everything outside the features. */
const MAX_FRAME_CHARACTERS = 64 * 1024;

export interface FeatureText {
  /** 1 = the first feature. */
  readonly row: number;
  /** null = the feature is too large to be kept. */
  readonly text: string | null;
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

export class FeatureSplitter {
  #row = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inFeatures = false;
  #sawFeatures = false;
  #finished = false;
  /** The document without its features, kept to read `type` and `crs`. */
  #frame = '';
  #feature: string[] = [];
  #featureCharacters = 0;
  #openLists = 0;
  #tooLarge = false;

  get featureCount(): number {
    return this.#row;
  }

  /** Takes the next piece and returns the features that end in it. */
  push(text: string): FeatureText[] {
    const ended: FeatureText[] = [];
    // Start of the text not yet given to the feature or the frame.
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) this.#inString = false;
        continue;
      }
      if (code === QUOTE) this.#inString = true;
      else if (code === OPEN || code === OPEN_LIST) {
        if (this.#inFeatures && this.#depth === 2) {
          this.#keepFrame(text, from, at);
          from = at;
          this.#row++;
        } else if (code === OPEN_LIST && this.#depth === 1 && this.#opensFeatures(text, from, at)) {
          this.#keepFrame(text, from, at + 1);
          from = at + 1;
          this.#inFeatures = true;
          this.#sawFeatures = true;
        }
        this.#depth++;
        if (this.#depth > MAX_DEPTH) this.#fail('too_deep', `The JSON is nested more than ${MAX_DEPTH} levels deep.`);
        if (code === OPEN_LIST) this.#openLists++;
      } else if (code === CLOSE || code === CLOSE_LIST) {
        this.#depth--;
        if (this.#depth < 0) this.#fail('broken_json', 'A closing bracket has no opening one.');
        if (this.#inFeatures && this.#depth === 2) {
          this.#keepFeature(text, from, at + 1);
          from = at + 1;
          ended.push(this.#endFeature());
        } else if (this.#inFeatures && this.#depth === 1) {
          this.#inFeatures = false;
        }
        if (this.#depth === 0) this.#finished = true;
      } else if (code === COMMA && this.#inFeatures && this.#depth === 2) {
        // Separators between features are no part of the frame.
        from = at + 1;
      }
    }
    if (this.#inFeatures && this.#depth > 2) this.#keepFeature(text, from, text.length);
    else this.#keepFrame(text, from, text.length);
    return ended;
  }

  /** Ends the text; returns the document without its features. Throws FileFault where the text ends too early. */
  end(): Record<string, unknown> {
    if (!this.#finished) {
      this.#fail(
        'broken_json',
        this.#row === 0 ? 'The file ends before its first feature.' : 'The file ends too early.',
      );
    }
    const frame: unknown = parseFrame(this.#frame);
    if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
      throw new FileFault({ code: 'broken_json', row: null, column: null, message: 'The text is not a JSON object.' });
    }
    return frame as Record<string, unknown>;
  }

  /** True once the list of features has begun. */
  get sawFeatures(): boolean {
    return this.#sawFeatures;
  }

  #opensFeatures(text: string, from: number, at: number): boolean {
    if (this.#sawFeatures) return false;
    const before = (this.#frame + text.slice(from, at)).trimEnd();
    return /"features"\s*:$/.test(before.slice(-80));
  }

  #keepFrame(text: string, from: number, to: number): void {
    this.#frame += text.slice(from, to);
    if (this.#frame.length > MAX_FRAME_CHARACTERS) {
      this.#fail('broken_json', 'There is more text outside the features than a FeatureCollection has.');
    }
  }

  #keepFeature(text: string, from: number, to: number): void {
    this.#featureCharacters += to - from;
    // Every vertex and every ring opens a list: more lists than this cannot fit the vertex limit.
    if (this.#featureCharacters > MAX_FEATURE_CHARACTERS || this.#openLists > 2 * MAX_VERTICES + 64) {
      this.#tooLarge = true;
      this.#feature = [];
    } else this.#feature.push(text.slice(from, to));
  }

  #endFeature(): FeatureText {
    const text = this.#tooLarge ? null : this.#feature.join('');
    this.#feature = [];
    this.#featureCharacters = 0;
    this.#openLists = 0;
    this.#tooLarge = false;
    return { row: this.#row, text };
  }

  #fail(code: 'broken_json' | 'too_deep', message: string): never {
    throw new FileFault({ code, row: this.#row === 0 ? null : this.#row, column: null, message });
  }
}

function parseFrame(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileFault({
      code: 'broken_json',
      row: null,
      column: null,
      message: 'The JSON around the features cannot be read: a bracket, comma or quote is missing or too many.',
    });
  }
}
