// What a place must have to stand in the list. Chosen in memory; it knows no places but the languages that they speak.
import { useId } from 'react';
import { t } from '../../../i18n/care/care_messages.ts';
import { type CareFilters, setFind } from '../find_state.ts';
import { languageName } from './service_text.ts';

const YES_OR_NO = ['openOnArrival', 'free', 'femaleStaff', 'accessible'] as const;

export const NO_FILTERS: CareFilters = {
  femaleStaff: false,
  accessible: false,
  free: false,
  openOnArrival: false,
  languages: [],
};

export const activeFilters = (filters: CareFilters): number =>
  YES_OR_NO.filter((name) => filters[name]).length + (filters.languages.length > 0 ? 1 : 0);

/** Languages of these services by name in the reader's language. */
export function spokenLanguages(
  services: readonly { readonly languages: readonly string[] }[],
  language: string,
): { readonly tag: string; readonly name: string }[] {
  const tags = [...new Set(services.flatMap(({ languages }) => languages))];
  return tags
    .map((tag) => ({ tag, name: languageName(tag, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

interface FiltersProps {
  readonly filters: CareFilters;
  readonly spoken: ReturnType<typeof spokenLanguages>;
}

export function Filters({ filters, spoken }: FiltersProps) {
  const id = useId();
  const set = (patch: Partial<CareFilters>) => setFind({ filters: { ...filters, ...patch } });
  const active = activeFilters(filters);
  return (
    <details className="filters">
      <summary>{active === 0 ? t('filter.title') : t('filter.active', { count: active })}</summary>
      <div className="filter-body">
        <div className="filter-choices">
          {YES_OR_NO.map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={filters[name]}
              onClick={() => set({ [name]: !filters[name] })}
            >
              {t(`filter.${name}`)}
            </button>
          ))}
        </div>
        {spoken.length > 0 && (
          <div className="filter-language">
            <label htmlFor={id}>{t('filter.languages')}</label>
            <select
              id={id}
              className="field"
              value={filters.languages[0] ?? ''}
              onChange={(event) => set({ languages: event.target.value === '' ? [] : [event.target.value] })}
            >
              <option value="">{t('filter.anyLanguage')}</option>
              {spoken.map(({ tag, name }) => (
                <option key={tag} value={tag}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        {active > 0 && (
          <button type="button" className="button plain" onClick={() => setFind({ filters: NO_FILTERS })}>
            {t('filter.clear')}
          </button>
        )}
      </div>
    </details>
  );
}
