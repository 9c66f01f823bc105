// One gray picture as a PDF of one page, small and without a date, a name or a program in it. What the picture says stands
// beside it as its alternative text, so that it can be read aloud and found. It knows no services and no words.

export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, 0 black, row by row. */
  readonly pixels: Uint8Array;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Text of a PDF: UTF-16 with its mark, as hexadecimal. */
const textString = (text: string): string =>
  `<FEFF${Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')}>`;

/** zlib, which is what FlateDecode reads. */
async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** `pointsWide` is the width of the page in points of 1/72 inch; the picture fills the page. */
export async function imagePdf(of: {
  readonly picture: GrayPicture;
  readonly pointsWide: number;
  readonly text: string;
  readonly language: string;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { picture, pointsWide, text, language } = of;
  const pointsHigh = Math.round((pointsWide * picture.height) / picture.width);
  const image = await deflated(picture.pixels);
  const content = ascii(`/Figure <</MCID 0>> BDC q ${pointsWide} 0 0 ${pointsHigh} 0 0 cm /P Do Q EMC`);
  const stream = (dictionary: string, bytes: Uint8Array): Uint8Array =>
    joined([ascii(`<<${dictionary}/Length ${bytes.length}>>\nstream\n`), bytes, ascii('\nendstream')]);
  const objects: readonly Uint8Array[] = [
    ascii(
      `<</Type/Catalog/Pages 2 0 R/Lang(${language})/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R/ViewerPreferences<</Direction/${language === 'ar' ? 'R2L' : 'L2R'}>>>>`,
    ),
    ascii('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    ascii(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${pointsWide} ${pointsHigh}]/Contents 5 0 R/Resources<</XObject<</P 4 0 R>>>>/StructParents 0>>`,
    ),
    stream(
      `/Type/XObject/Subtype/Image/Width ${picture.width}/Height ${picture.height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode`,
      image,
    ),
    stream('', content),
    ascii('<</Type/StructTreeRoot/K 7 0 R/ParentTree 8 0 R>>'),
    ascii(`<</Type/StructElem/S/Figure/P 6 0 R/Pg 3 0 R/K 0/Alt${textString(text)}>>`),
    ascii('<</Nums[0[7 0 R]]>>'),
  ];
  // Bytes over 127 in the second line tell programs that this file is not text.
  const parts: Uint8Array[] = [ascii('%PDF-1.7\n'), Uint8Array.of(37, 226, 227, 207, 211, 10)];
  let at = 15;
  const places = objects.map((object, i) => {
    const whole = joined([ascii(`${i + 1} 0 obj\n`), object, ascii('\nendobj\n')]);
    parts.push(whole);
    at += whole.length;
    return at - whole.length;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    ascii(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return joined(parts);
}
