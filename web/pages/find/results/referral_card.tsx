// A card of one place or of a trip that can be printed, saved, sent or scanned. It says where, when and whom to call; nothing
// about a person, and by default no name that tells what a place is for.
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { type CareKey, directionOf, type Language, t, useLanguage } from '../../../i18n/care/care_messages.ts';
import { drawCard, POINTS_WIDE } from './card_drawing.ts';
import { CardQr, darkRuns } from './card_qr.tsx';
import { type CardRow, type CardStop, cardRows, cardText, namesTell } from './card_stop.ts';
import { smsParts } from './gsm_text.ts';
import { imagePdf } from './image_pdf.ts';
import { dateText } from './place_time.ts';
import { smsLink } from './sms_text.ts';
import './referral_card.css';

interface ReferralCardProps {
  readonly stops: readonly CardStop[];
  /** Day of the newest change in the directory; null = not known. */
  readonly asOf: string | null;
}

export function ReferralCard({ stops, asOf }: ReferralCardProps) {
  const language = useLanguage();
  const id = useId();
  const isTelling = namesTell(stops);
  const [withName, setWithName] = useState(!isTelling);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const text = cardText(stops, withName, language);
  const rows = stops.map((stop) => cardRows(stop, withName));
  const foot = asOf === null ? '' : t('sheet.asOf', { date: dateText(asOf, language) });
  return (
    <section className="referral-card" aria-labelledby={id}>
      <h4 id={id} ref={heading} tabIndex={-1}>
        {t('sheet.title')}
      </h4>
      <p className="notice">{t('sheet.warning')}</p>
      {isTelling && <p className="notice warning">{t('sheet.nameTells')}</p>}
      <label className="pick">
        <input type="checkbox" checked={withName} onChange={(event) => setWithName(event.target.checked)} />
        {t('sheet.withName')}
      </label>
      <Paper rows={rows} text={text} foot={foot} />
      <CardButtons text={text} rows={rows} foot={foot} language={language} />
    </section>
  );
}

interface Written {
  readonly rows: readonly (readonly CardRow[])[];
  readonly text: string;
  readonly foot: string;
}

const stopTitle = (count: number, i: number): string | null =>
  count === 1 ? null : t('sheet.stop', { number: i + 1 });

function Paper({ rows, text, foot }: Written) {
  return (
    <div className="paper">
      <p className="paper-heading">{t('sheet.heading')}</p>
      {rows.map((stop, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stops of a card are in their order and never change it
        <div key={i} className="paper-stop">
          {rows.length > 1 && <p className="paper-stop-title">{stopTitle(rows.length, i)}</p>}
          <dl>
            {stop.map(({ label, text: said, lang, isNumber }) => (
              <div key={`${label} ${said}`}>
                <dt>{t(label)}</dt>
                <dd lang={lang}>{isNumber ? <bdi dir="ltr">{said}</bdi> : said}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      <p className="paper-foot">{foot}</p>
      <CardQr text={text} title={t('sheet.qr')} />
    </div>
  );
}

async function savePdf({ rows, text, foot }: Written, language: Language): Promise<boolean> {
  const picture = drawCard({
    heading: t('sheet.heading'),
    stops: rows.map((stop, i) => ({
      title: stopTitle(rows.length, i),
      rows: stop.map((row) => ({ ...row, label: t(row.label) })),
    })),
    foot,
    qr: darkRuns(text),
    rightToLeft: directionOf(language) === 'rtl',
  });
  if (picture === null) return false;
  const bytes = await imagePdf({ picture, pointsWide: POINTS_WIDE, text, language });
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${t('sheet.file')}.pdf`;
  link.click();
  // The download has begun by the time that the page is idle again.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return true;
}

function CardButtons({ text, rows, foot, language }: Written & { readonly language: Language }) {
  const id = useId();
  const [said, setSaid] = useState<CareKey | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('sheet.copied'),
      () => setSaid('sheet.copyFailed'),
    );
  const pdf = async () => {
    setSaid('sheet.pdfMaking');
    const isMade = await savePdf({ text, rows, foot }, language).catch(() => false);
    setSaid(isMade ? 'sheet.pdfMade' : 'sheet.pdfFailed');
  };
  return (
    <>
      <div className="card-buttons">
        <button type="button" className="button" onClick={() => window.print()}>
          {t('sheet.print')}
        </button>
        <button type="button" className="button" onClick={pdf}>
          {t('sheet.pdf')}
        </button>
        <a className="button" href={smsLink(text)}>
          {t('sheet.sms')}
        </a>
        <button type="button" className="button" onClick={copy}>
          {t('sheet.copy')}
        </button>
      </div>
      <p role="status">{said === null ? '' : t(said)}</p>
      <label htmlFor={id} className="quiet">
        {t('sheet.text')} · {t('sheet.parts', { count: smsParts(text) })}
      </label>
      <textarea id={id} className="field" readOnly rows={6} dir="auto" value={text} />
    </>
  );
}
