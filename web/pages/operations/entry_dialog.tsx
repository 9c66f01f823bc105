// The form for one report: what, when, where, how surely, and with whose consent. No field takes a name, a number or a story.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AreaFeature, Session } from '../../api.ts';
import { addIncident } from '../../api_board.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { EntryConsent } from './entry_consent.tsx';
import { EMPTY_ENTRY, incidentOf } from './entry_draft.ts';
import { EntryPlace } from './entry_place.tsx';
import { EntryTime } from './entry_time.tsx';
import { KnownEvents } from './known_events.tsx';

interface Props {
  readonly session: Session;
  readonly areas: readonly AreaFeature[];
  readonly onClose: () => void;
}

export function EntryDialog({ session, areas, onClose }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(EMPTY_ENTRY);
  const [key] = useState(() => crypto.randomUUID());
  const action = useAction();
  const record = incidentOf(draft, (pcode) => middleOf(areas, pcode));
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = async () => {
    if (record === null) return;
    if (!(await action.run(() => addIncident(record, key)))) return;
    onClose();
    await client.invalidateQueries({ queryKey: [session.role, session.organizationId, 'incident'] });
  };
  return (
    <Dialog title={t('board.add')} onClose={onClose} wide>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <FormError>{action.problem === null ? '' : answerText(action.problem)}</FormError>
        <p className="quiet">{t('board.addIntro')}</p>
        <EntryTime draft={draft} onChange={change} />
        <EntryPlace draft={draft} areas={areas} onChange={change} />
        <EntryConsent draft={draft} onChange={change} />
        <KnownEvents draft={draft} areas={areas} />
        <div className="dialog-foot">
          {record === null && <p className="quiet">{t('board.addMissing')}</p>}
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('office.cancel')}
          </button>
          <button type="submit" className="button" disabled={record === null || action.busy}>
            {t('board.addSave')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The middle of an area's box; whole districts are drawn by their outline, never by this. */
function middleOf(areas: readonly AreaFeature[], pcode: string): readonly [number, number] | null {
  const box = areas.find(({ properties }) => properties.pcode === pcode)?.properties.bbox;
  return box === undefined ? null : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}
