// One place of the list: what decides at first sight, the phone, and the details in place under a button.
import { useId, useState } from 'react';
import type { CareEntry } from '../../../../geodata/analysis/reach/care_list_entry.ts';
import type { PackService } from '../../../../geodata/schema/pack.ts';
import { t } from '../../../i18n/care/care_messages.ts';
import { useLate } from '../../care/use_late.ts';
import { KindGlyph } from '../kind_glyph.tsx';
import type { ClockRow } from './answer.ts';
import { type EntryLine, type LineContext, openLine, verifiedLines, wayLine } from './entry_lines.ts';
import { fitLine } from './fit_line.ts';
import { LatePart } from './late_part.tsx';
import { PhoneLink } from './phone_link.tsx';
import { entryText } from './service_text.ts';
import { SignIcon } from './sign_icon.tsx';

const loadFacts = () => import('./service_facts.tsx');

export interface ListedService {
  /** From 1, as on the map. */
  readonly number: number;
  readonly entry: CareEntry;
  readonly service: PackService;
  readonly meters: number;
}

export interface ListContext extends LineContext {
  readonly mode: 'walk' | 'vehicle';
  readonly rough: boolean;
  readonly changedOn: string | null;
  /** What the clock says, by id of need. */
  readonly rows: ReadonlyMap<string, ClockRow>;
}

interface ServiceCardProps extends ListedService {
  readonly context: ListContext;
  readonly isSelected: boolean;
  readonly onShowOnMap: (serviceId: string) => void;
}

export function ServiceCard({ number, entry, service, meters, context, isSelected, onShowOnMap }: ServiceCardProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(isSelected);
  const facts = useLate(loadFacts, isOpen);
  const { language, mode, rough } = context;
  const name = entryText(service, 'name', language);
  const way = {
    minutes: entry.travelMinutes,
    minutesP10: entry.travelMinutesP10,
    minutesP90: entry.travelMinutesP90,
  };
  const lines = [
    fitLine(entry, context.rows.get(entry.need), context),
    openLine(entry, service, context),
    wayLine({ ...way, meters, mode, rough }, language),
    ...stockLines(entry, service),
    ...verifiedLines(service, context),
  ];
  return (
    <li className={isSelected ? 'service selected' : 'service'} id={`service-${service.id}`}>
      <article aria-labelledby={id}>
        <header>
          <span className="service-number">{number}</span>
          <div>
            <h3 id={id} tabIndex={-1} lang={name.lang} dir="auto">
              {name.text}
            </h3>
            <p className="service-kind">
              <KindGlyph kind={service.kind} />
              <span>{shortFacts(service).join(' · ')}</span>
            </p>
          </div>
        </header>
        <ul className="service-lines">
          {lines.map((line) => line !== null && <Line key={line.sign + line.text} {...line} />)}
        </ul>
        <div className="service-buttons">
          <PhoneLink phone={service.phone} />
          <button
            type="button"
            className="button"
            aria-expanded={isOpen}
            aria-controls={`${id}-facts`}
            aria-describedby={id}
            onClick={() => setOpen(!isOpen)}
          >
            {t('fact.details')}
          </button>
        </div>
        <div id={`${id}-facts`} hidden={!isOpen}>
          {isOpen && (
            <LatePart late={facts}>
              {({ ServiceFacts }) => (
                <ServiceFacts
                  service={service}
                  entry={entry}
                  language={language}
                  changedOn={context.changedOn}
                  onShowOnMap={onShowOnMap}
                />
              )}
            </LatePart>
          )}
        </div>
      </article>
    </li>
  );
}

const Line = ({ sign, text, isWarning }: EntryLine) => (
  <li className={isWarning ? 'line warns' : 'line'}>
    <SignIcon sign={sign} />
    <span>{text}</span>
  </li>
);

function shortFacts({ kind, cost, femaleStaff }: PackService): string[] {
  const costs = { free: t('fact.free'), paid: t('fact.paid'), unknown: t('fact.costUnknown') };
  return [t(`kind.${kind}`), costs[cost], ...(femaleStaff === true ? [t('fact.femaleStaff')] : [])];
}

/** Apart: what has run out may be back tomorrow, what is missing is not. */
function stockLines({ lacks }: Pick<CareEntry, 'lacks'>, { outOfStock }: Pick<PackService, 'outOfStock'>): EntryLine[] {
  const words = (components: readonly (typeof outOfStock)[number][]): string =>
    components.map((component) => t(`component.${component}`)).join(t('list.comma'));
  const gone = lacks.filter((component) => outOfStock.includes(component));
  const missing = lacks.filter((component) => !outOfStock.includes(component));
  return [
    ...(gone.length > 0
      ? [{ sign: 'warning' as const, text: t('mark.out', { things: words(gone) }), isWarning: true }]
      : []),
    ...(missing.length > 0
      ? [{ sign: 'closed' as const, text: t('mark.lacks', { things: words(missing) }), isWarning: false }]
      : []),
  ];
}
