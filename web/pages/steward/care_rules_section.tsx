// What the country and its protocols say about care, as everybody reads it on /find: set here, saved as a whole.
import './care_rules.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readSettings } from '../../api_steward.ts';
import { t } from '../../i18n/messages.ts';
import { Reading } from '../office/reading.tsx';
import { CareRulesForm } from './care_rules_form.tsx';

/** The same settings as those of the section of that name. */
const KEY = ['settings'];

export function CareRulesSection() {
  const client = useQueryClient();
  const [saved, setSaved] = useState(0);
  const settings = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readSettings(signal) });
  return (
    <section className="office-section">
      <p className="office-intro">{t('rules.intro')}</p>
      <Reading query={settings}>
        {(setting) => (
          <CareRulesForm
            key={setting.version}
            setting={setting}
            saved={saved === setting.version}
            onSaved={(after) => {
              setSaved(after.version);
              client.setQueryData(KEY, after);
            }}
          />
        )}
      </Reading>
    </section>
  );
}
