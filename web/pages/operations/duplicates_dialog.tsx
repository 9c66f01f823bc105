// Records that may tell of one event, side by side; joined they count once, and that can be undone.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DuplicatePair, IncidentMerge, IncidentRecord } from '../../../geodata/schema/incident_record.ts';
import type { AreaFeature, Session } from '../../api.ts';
import { mergeIncidents, readDuplicates, readMerges, undoMerge } from '../../api_board.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { useAreaName } from './area_names.ts';
import { recordText } from './record_text.ts';

interface Props {
  readonly session: Session;
  /** First and last day that are looked at. */
  readonly days: { readonly from: string; readonly to: string };
  readonly areas: readonly AreaFeature[];
  readonly onClose: () => void;
}

export function DuplicatesDialog({ session, days, areas, onClose }: Props) {
  const client = useQueryClient();
  const [show, setShow] = useState<'open' | 'joined'>('open');
  const areaName = useAreaName(areas);
  const action = useAction();
  const key = (part: string) => [session.role, session.organizationId, 'incident', part];
  const pairs = useQuery({
    queryKey: [...key('duplicates'), days.from, days.to],
    queryFn: ({ signal }) => readDuplicates(days, signal),
  });
  const merges = useQuery({ queryKey: key('merges'), queryFn: ({ signal }) => readMerges(signal) });
  const change = async (work: () => Promise<unknown>) => {
    if (await action.run(work)) {
      await client.invalidateQueries({ queryKey: [session.role, session.organizationId, 'incident'] });
    }
  };
  const mayJoin = session.permissions.incident_merge?.includes('create') === true;
  return (
    <Dialog title={t('board.duplicates')} onClose={onClose} wide>
      <div className="form">
        <FormError>{action.problem === null ? '' : answerText(action.problem)}</FormError>
        <p className="quiet">{t('board.duplicatesIntro', { from: dateText(days.from), to: dateText(days.to) })}</p>
        <Segmented
          label={t('board.duplicates')}
          value={show}
          options={[
            { value: 'open', text: t('board.toLookAt') },
            { value: 'joined', text: t('board.joined') },
          ]}
          onChange={setShow}
        />
        {show === 'open' ? (
          <Reading
            query={pairs}
            empty={{ when: ({ items }) => items.length === 0, title: t('board.noPairs'), hint: t('board.noPairsHint') }}
          >
            {({ items, isWhole }) => (
              <ul className="board-pairs">
                {!isWhole && <li className="quiet">{t('board.pairsNotWhole')}</li>}
                {items.map((pair) => (
                  <Pair
                    key={pair.keep.id + pair.drop.id}
                    pair={pair}
                    areaName={areaName}
                    isBusy={action.busy || !mayJoin}
                    onJoin={(keep, drop) => void change(() => mergeIncidents(keep.id, drop.id, crypto.randomUUID()))}
                  />
                ))}
              </ul>
            )}
          </Reading>
        ) : (
          <Reading
            query={merges}
            empty={{ when: (items) => items.length === 0, title: t('board.noneJoined'), hint: t('board.noPairsHint') }}
          >
            {(items) => (
              <ul className="board-pairs">
                {items.map((merge) => (
                  <Joined
                    key={merge.id}
                    merge={merge}
                    areaName={areaName}
                    isBusy={action.busy}
                    onUndo={() => void change(() => undoMerge(merge))}
                  />
                ))}
              </ul>
            )}
          </Reading>
        )}
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('app.close')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

interface PairProps {
  readonly pair: DuplicatePair;
  readonly areaName: (pcode: string) => string;
  readonly isBusy: boolean;
  readonly onJoin: (keep: IncidentRecord, drop: IncidentRecord) => void;
}

function Pair({ pair: { keep, drop, sameCell, daysApart }, areaName, isBusy, onJoin }: PairProps) {
  const sides = [
    [keep, drop],
    [drop, keep],
  ] as const;
  return (
    <li>
      <h3>{word('incident', keep.type)}</h3>
      <p className="quiet">
        {t(sameCell ? 'board.sameCell' : 'board.nextCell')} ·{' '}
        {daysApart === 0 ? t('board.sameDay') : t('board.daysApart', { days: daysApart })}
      </p>
      {sides.map(([one, other], index) => (
        <div key={one.id} className="board-side">
          <span>{recordText(one, areaName)}</span>
          {/* A verified record is not dropped for one that nobody verified. */}
          {(one.verification === 'verified' || other.verification !== 'verified') && (
            <button
              type="button"
              className={index === 0 ? 'button' : 'button button-quiet'}
              disabled={isBusy}
              onClick={() => onJoin(one, other)}
            >
              {t('board.keepThis')}
            </button>
          )}
        </div>
      ))}
    </li>
  );
}

interface JoinedProps {
  readonly merge: IncidentMerge;
  readonly areaName: (pcode: string) => string;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
}

function Joined({ merge: { keep, drop, mergedOn }, areaName, isBusy, onUndo }: JoinedProps) {
  return (
    <li>
      <h3>{word('incident', drop.type)}</h3>
      <p className="quiet">{t('board.joinedOn', { date: dateText(mergedOn) })}</p>
      <p>{recordText(drop, areaName)}</p>
      <div className="board-side">
        <span>{keep === null ? t('board.keptGone') : t('board.countsAs', { record: recordText(keep, areaName) })}</span>
        <button type="button" className="button button-quiet" disabled={isBusy} onClick={onUndo}>
          {t('board.takeApart')}
        </button>
      </div>
    </li>
  );
}
