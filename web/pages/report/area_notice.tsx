// Said before anything is told: that nobody near is known to help, and who can be called instead.
import type { Directory, PackGateway } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { areaCare } from './area_care.ts';
import type { PickedArea } from './report_state.ts';

export function AreaNotice({ directory, area }: { readonly directory: Directory; readonly area: PickedArea }) {
  const { reachable, contacts } = areaCare(directory, area.pcode);
  return (
    <div role="status">
      {!reachable && (
        <div className="notice warning">
          <p>{t('report.area.nobody', { area: area.name })}</p>
          {contacts.length > 0 ? (
            <>
              <p>{t('report.area.call')}</p>
              <ul className="contacts">
                {contacts.map((contact) => (
                  <li key={contact.id}>
                    <Contact {...contact} />
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p>
              {t('report.area.elsewhere')} <a href="/find">{t('report.findHelp')}</a>
            </p>
          )}
          <p>{t('report.area.still')}</p>
        </div>
      )}
    </div>
  );
}

function Contact({ name, phone, hours }: PackGateway) {
  return (
    <>
      <bdi>{name}</bdi>
      {phone !== '' && (
        <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
          <bdi dir="ltr">{phone}</bdi>
        </a>
      )}
      {hours !== '' && <bdi>{hours}</bdi>}
    </>
  );
}
