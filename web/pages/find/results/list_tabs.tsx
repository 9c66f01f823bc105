// List or map of the same places. One tab stop; the arrow keys change between the two.
import type { KeyboardEvent } from 'react';
import { t } from '../../../i18n/care/care_messages.ts';
import { setFind } from '../find_state.ts';

const TABS = ['list', 'map'] as const;

export function ListTabs({ tab }: { readonly tab: (typeof TABS)[number] }) {
  const turn = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const next = tab === 'list' ? 'map' : 'list';
    setFind({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" className="list-tabs" aria-label={t('list.view')} onKeyDown={turn}>
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={tab === one}
          aria-controls={tab === one ? `results-${one}` : undefined}
          tabIndex={tab === one ? 0 : -1}
          onClick={() => setFind({ tab: one })}
        >
          {t(`list.${one}`)}
        </button>
      ))}
    </div>
  );
}
