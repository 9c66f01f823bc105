// Whom to call about protected care, by district and kind: what everybody gets where places themselves are not shown.
import type { Gateway } from '../../../geodata/schema/gateway.ts';
import { languageName } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useMapData } from './map_data.tsx';

/** Contacts of a district: those of the area itself and of the areas that hold it, nearest first. */
export const contactsOf = (gateways: readonly Gateway[], pcode: string): Gateway[] =>
  gateways
    .filter(({ areaPcode }) => pcode.startsWith(areaPcode))
    .sort((a, b) => b.areaPcode.length - a.areaPcode.length || (a.kind < b.kind ? -1 : 1));

export function Contacts({ gateways, title }: { gateways: readonly Gateway[]; title: string }) {
  const { areas } = useMapData();
  if (gateways.length === 0) return null;
  return (
    <section className="contacts">
      {title !== '' && <h3>{title}</h3>}
      <p className="quiet">{t('gateway.hint')}</p>
      <ul>
        {gateways.map((gateway) => (
          <li key={gateway.id}>
            <strong>{gateway.name}</strong>
            <span>
              {word('kind', gateway.kind)},{' '}
              {areas.find(({ properties }) => properties.pcode === gateway.areaPcode)?.properties.name ??
                gateway.areaPcode}
            </span>
            {gateway.phone !== '' && (
              <a href={`tel:${gateway.phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
                {gateway.phone}
              </a>
            )}
            <span className="quiet">
              {[gateway.hours, gateway.languages.map(languageName).join(', ')].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
