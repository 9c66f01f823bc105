// The code and its card: to read out, copy, send, show as a picture, or print. Nothing here is sent by the page itself.
import { useEffect, useMemo, useRef, useState } from 'react';
import { encode } from 'uqr';
import type { Referral } from '../../api_referrals.ts';
import { t } from '../../i18n/messages.ts';
import { cardText } from './card_text.ts';
import { codeText, type Goal } from './referral_facts.ts';

interface Props {
  readonly referral: Referral;
  /** null = no longer in the directory. */
  readonly goal: Goal | null;
  /** null = who looks may make none. */
  readonly onAgain: (() => void) | null;
  readonly onClose: () => void;
}

export function CardPanel({ referral, goal, onAgain, onClose }: Props) {
  const [isNamed, setIsNamed] = useState(true);
  const [copied, setCopied] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const paper = useRef<HTMLPreElement>(null);
  const text = cardText(referral, isNamed ? goal : null);
  useEffect(() => title.current?.focus(), []);
  // Over plain http from another machine a browser has no clipboard; then the text is selected for the keys.
  const copy = async () => {
    if (navigator.clipboard === undefined) {
      if (paper.current !== null) getSelection()?.selectAllChildren(paper.current);
      return;
    }
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <section className="office-card referral-card" aria-label={t('referrals.card')}>
      <h2 ref={title} tabIndex={-1}>
        {t('card.title')}
        <strong className="referral-code" dir="ltr">
          {codeText(referral.code)}
        </strong>
      </h2>
      <p className="office-intro">{t('card.hint')}</p>
      {goal !== null && (
        <label className="referral-urgent">
          <input
            type="checkbox"
            checked={!isNamed}
            onChange={(event) => {
              setIsNamed(!event.currentTarget.checked);
              setCopied(false);
            }}
          />
          {t('card.withoutPlace')}
        </label>
      )}
      <div className="card-paper">
        <pre ref={paper} className="card-text">
          {text}
        </pre>
        <Picture text={text} />
      </div>
      <div className="form-foot">
        <button type="button" className="button" onClick={() => void copy()}>
          {t('card.copy')}
        </button>
        <a className="button button-quiet" href={`sms:?body=${encodeURIComponent(text)}`}>
          {t('card.sms')}
        </a>
        <button type="button" className="button button-quiet" onClick={() => print()}>
          {t('card.print')}
        </button>
        {onAgain !== null && (
          <button type="button" className="button button-quiet" onClick={onAgain}>
            {t('refer.again')}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('card.done')}
        </button>
        <span role="status">{copied ? t('card.copied') : ''}</span>
      </div>
    </section>
  );
}

/** Always dark on white: a phone camera reads no other. */
function Picture({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: 4 });
    const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    return { size, path };
  }, [text]);
  return (
    <svg
      className="card-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('card.qr')}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
