// A part that is loaded when it is wanted: a word while it comes, and another try where it does not.
import type { ReactNode } from 'react';
import { t } from '../../../i18n/care/care_messages.ts';
import type { Late } from '../../care/use_late.ts';

interface LatePartProps<T> {
  readonly late: Late<T>;
  readonly children: (part: T) => ReactNode;
}

export function LatePart<T>({ late: { part, failed, again }, children }: LatePartProps<T>) {
  if (part !== null) return children(part);
  return (
    <div role="status">
      <p className={failed ? 'notice' : 'quiet'}>{t(failed ? 'list.partFailed' : 'list.partLoading')}</p>
      {failed && (
        <button type="button" className="button" onClick={again}>
          {t('list.again')}
        </button>
      )}
    </div>
  );
}
