// All that is known of a place, in place under its card; and what can be done with it: a card to print or send, and saying
// that something in it is wrong. Both are loaded when they are asked for.
import { type ReactNode, useState } from 'react';
import type { CareEntry } from '../../../../geodata/analysis/reach/care_list_entry.ts';
import type { PackService } from '../../../../geodata/schema/pack.ts';
import { type Language, t } from '../../../i18n/care/care_messages.ts';
import { useLate } from '../../care/use_late.ts';
import { cardStop } from './card_stop.ts';
import { LatePart } from './late_part.tsx';
import { OpeningWeek, weekTexts } from './opening_week.tsx';
import { entryText, languageName } from './service_text.ts';

const loadCard = () => import('./referral_card.tsx');
const loadProblem = () => import('./problem_form.tsx');

interface ServiceFactsProps {
  readonly service: PackService;
  readonly entry: Pick<CareEntry, 'lacks' | 'openOnArrival'>;
  readonly language: Language;
  readonly changedOn: string | null;
  readonly onShowOnMap: (serviceId: string) => void;
}

export function ServiceFacts({ service, entry, language, changedOn, onShowOnMap }: ServiceFactsProps) {
  const { components, outOfStock, capacity } = service;
  const has = components.filter((component) => !outOfStock.includes(component));
  const yesOrNo = (value: boolean | null) => t(value === null ? 'fact.unknown' : value ? 'fact.yes' : 'fact.no');
  const documents = entryText(service, 'documents', language);
  const eligibility = entryText(service, 'eligibility', language);
  const spoken = service.languages.map((tag) => languageName(tag, language));
  const costs = { free: t('fact.free'), paid: t('fact.paid'), unknown: t('fact.unknown') };
  return (
    <div className="service-facts">
      <dl>
        <Fact label={t('fact.hours')}>
          <OpeningWeek hours={service.openingHours} language={language} />
        </Fact>
        <Fact label={t('fact.documents')}>
          <span lang={documents.lang} dir="auto">
            {documents.text || t('fact.unknown')}
          </span>
        </Fact>
        <Fact label={t('fact.eligibility')}>
          <span lang={eligibility.lang} dir="auto">
            {eligibility.text || t('fact.unknown')}
          </span>
        </Fact>
        <Fact label={t('fact.languages')}>{spoken.join(t('list.comma')) || t('fact.unknown')}</Fact>
        <Fact label={t('fact.cost')}>{costs[service.cost]}</Fact>
        <Fact label={t('fact.femaleStaff')}>{yesOrNo(service.femaleStaff)}</Fact>
        <Fact label={t('fact.accessible')}>{yesOrNo(service.accessible)}</Fact>
        <Fact label={t('fact.capacity')}>
          {capacity === null ? t('fact.unknown') : t('fact.capacityMonth', { count: capacity })}
        </Fact>
        {has.length > 0 && (
          <Fact label={t('fact.gives')}>
            {has.map((component) => t(`component.${component}`)).join(t('list.comma'))}
          </Fact>
        )}
      </dl>
      {service.phone !== '' && <p className="quiet">{t('fact.callTells')}</p>}
      <button type="button" className="button" onClick={() => onShowOnMap(service.id)}>
        {t('fact.showOnMap')}
      </button>
      <Actions service={service} entry={entry} language={language} changedOn={changedOn} />
    </div>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

function Actions({ service, entry, language, changedOn }: Omit<ServiceFactsProps, 'onShowOnMap'>) {
  const [open, setOpen] = useState<'card' | 'problem' | null>(null);
  const card = useLate(loadCard, open === 'card');
  const problem = useLate(loadProblem, open === 'problem');
  const button = (part: 'card' | 'problem', label: string) => (
    <button
      type="button"
      className="button"
      aria-expanded={open === part}
      onClick={() => setOpen(open === part ? null : part)}
    >
      {label}
    </button>
  );
  const { text } = entryText(service, 'name', language);
  return (
    <>
      {button('card', t('sheet.open'))}
      {open === 'card' && (
        <LatePart late={card}>
          {({ ReferralCard }) => (
            <ReferralCard
              stops={[
                cardStop(service, language, {
                  when: weekTexts(service.openingHours, language),
                  callFirst: entry.openOnArrival === null,
                }),
              ]}
              asOf={changedOn}
            />
          )}
        </LatePart>
      )}
      {button('problem', t('problem.open'))}
      {open === 'problem' && (
        <LatePart late={problem}>{({ ProblemForm }) => <ProblemForm serviceId={service.id} place={text} />}</LatePart>
      )}
    </>
  );
}
