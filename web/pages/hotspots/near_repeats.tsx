// For how long and how far more reports follow after one: for those who read points, since cells would say nothing of it.
import type { NearRepeatAnswer } from '../../api_hotspots.ts';
import { lengthText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import type { Told } from './use_hotspots.ts';

export function NearRepeats({ told }: { told: Told<NearRepeatAnswer> }) {
  return (
    <section className="office-section" aria-labelledby="hot-repeat">
      <h2 id="hot-repeat">{t('hot.repeat')}</h2>
      {'refused' in told ? <p>{t('hot.method.refused', { why: told.refused })}</p> : <Sentence answer={told.answer} />}
    </section>
  );
}

function Sentence({ answer: { riskWindow, totals } }: { answer: NearRepeatAnswer }) {
  const { days, meters } = riskWindow;
  const has = days !== null && meters !== null;
  return (
    <div>
      <p>{has ? t('hot.repeat.window', { days, meters: lengthText(meters) }) : t('hot.repeat.none')}</p>
      <p className="quiet">{t('hot.repeat.from', { events: totals.events })}</p>
    </div>
  );
}
