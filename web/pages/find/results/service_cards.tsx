// The places in their order: those for the most urgent care first, then those that help with the rest. A screenful at a time.
import { Fragment, useState } from 'react';
import { t } from '../../../i18n/care/care_messages.ts';
import { setFind } from '../find_state.ts';
import { needName } from './need_words.ts';
import { type ListContext, type ListedService, ServiceCard } from './service_card.tsx';

const AT_A_TIME = 10;
const showOnMap = (serviceId: string): void => setFind({ tab: 'map', selected: serviceId });

interface ServiceCardsProps {
  readonly services: readonly ListedService[];
  readonly leading: string;
  readonly context: ListContext;
  readonly selected: string | null;
}

export function ServiceCards({ services, leading, context, selected }: ServiceCardsProps) {
  const [most, setMost] = useState(AT_A_TIME);
  // A place that is chosen elsewhere is in sight, however far down it stands.
  const chosen = services.findIndex(({ service }) => service.id === selected);
  const shown = services.slice(0, Math.max(most, chosen + 1));
  const left = services.length - shown.length;
  const firstOther = services.findIndex(({ entry }) => entry.need !== leading);
  const leadingRow = context.rows.get(leading);
  return (
    <>
      {leadingRow !== undefined && (
        // Where all places are for one need the page says which above: only who hears the page needs it here.
        <h2 className={firstOther > 0 ? 'services-title' : 'unseen'}>
          {t('list.for', { need: needName(leadingRow.need).text })}
        </h2>
      )}
      <ol className="services">
        {shown.map((listed, i) => (
          <Fragment key={listed.service.id}>
            {i === firstOther && i > 0 && (
              <li className="services-title">
                <h2>{t('list.others')}</h2>
              </li>
            )}
            <ServiceCard
              {...listed}
              context={context}
              isSelected={listed.service.id === selected}
              onShowOnMap={showOnMap}
            />
          </Fragment>
        ))}
      </ol>
      {left > 0 && (
        <button type="button" className="button" onClick={() => setMost(shown.length + AT_A_TIME)}>
          {t('list.more', { count: Math.min(left, AT_A_TIME) })}
        </button>
      )}
    </>
  );
}
