// Folded away until somebody wants it: one trip to several kinds of help.
import { useState } from 'react';
import { t } from '../../../i18n/care/care_messages.ts';
import { useLate } from '../../care/use_late.ts';
import { LatePart } from './late_part.tsx';
import type { TripProps } from './trip.tsx';

const loadTrip = () => import('./trip.tsx');

export function LateTrip(props: TripProps) {
  const [isOpen, setOpen] = useState(false);
  const late = useLate(loadTrip, isOpen);
  return (
    <details className="trip-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('trip.title')}</summary>
      {isOpen && <LatePart late={late}>{({ Trip }) => <Trip {...props} />}</LatePart>}
    </details>
  );
}
