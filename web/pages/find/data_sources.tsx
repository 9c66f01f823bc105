// Whose data the list is made of, and under which licences: at the foot of every step.
import type { Directory } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';

export function DataSources({ directory: { credits } }: { readonly directory: Pick<Directory, 'credits'> }) {
  if (credits.length === 0) return null;
  return (
    <details className="sources">
      <summary>{t('data.sources')}</summary>
      <ul>
        {credits.map((credit) => (
          <li key={credit} dir="auto">
            {credit}
          </li>
        ))}
      </ul>
    </details>
  );
}
