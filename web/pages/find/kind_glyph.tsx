// The drawing of a kind of help, beside its words.
import { SERVICE_GLYPHS } from '../../map/glyphs.ts';

interface Props {
  readonly kind: keyof typeof SERVICE_GLYPHS;
}

export const KindGlyph = ({ kind }: Props) => (
  <svg className="kind-glyph" viewBox="0 0 24 24" aria-hidden="true">
    <path fillRule="evenodd" d={SERVICE_GLYPHS[kind]} />
  </svg>
);
