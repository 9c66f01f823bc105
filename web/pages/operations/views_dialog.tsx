// Views that one kept for oneself, and the link that shows the present one to a colleague.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BoardView } from '../../../geodata/schema/board_view.ts';
import type { Session } from '../../api.ts';
import { readBoardViews, removeBoardView, saveBoardView } from '../../api_board.ts';
import { t } from '../../i18n/messages.ts';
import type { Camera } from '../../map/scene.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { SecretText } from '../../ui/secret_text.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import type { BoardEngine } from './board_engine.ts';
import { applyShared, hashOfShared, sharedOf } from './shared_view.ts';

interface Props {
  readonly session: Session;
  readonly engine: BoardEngine;
  readonly camera: Camera | null;
  readonly onClose: () => void;
}

export function ViewsDialog({ session, engine, camera, onClose }: Props) {
  const client = useQueryClient();
  const queryKey = [session.role, session.organizationId, 'board_view'];
  const views = useQuery({ queryKey, queryFn: ({ signal }) => readBoardViews(signal) });
  const [name, setName] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const action = useAction();
  const shared = sharedOf(engine, camera);
  const change = async (work: () => Promise<unknown>) => {
    const isDone = await action.run(work);
    if (isDone) await client.invalidateQueries({ queryKey });
    return isDone;
  };
  const save = async () => {
    if (await change(() => saveBoardView({ name, view: shared }, key))) {
      setName('');
      setKey(crypto.randomUUID());
    }
  };
  const open = (view: BoardView) => {
    applyShared(engine, view.view);
    onClose();
  };
  return (
    <Dialog title={t('board.views')} onClose={onClose} wide>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <FormError>{action.problem === null ? '' : answerText(action.problem)}</FormError>
        <Reading
          query={views}
          empty={{ when: (items) => items.length === 0, title: t('board.noViews'), hint: t('board.noViewsHint') }}
        >
          {(items) => (
            <ul className="board-views">
              {items.map((view) => (
                <li key={view.id}>
                  <button type="button" className="link" onClick={() => open(view)}>
                    {view.name}
                  </button>
                  <button
                    type="button"
                    className="link quiet"
                    aria-label={t('board.viewRemove', { name: view.name })}
                    onClick={() => void change(() => removeBoardView(view))}
                  >
                    {t('board.remove')}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Reading>
        <Field label={t('board.viewName')} hint={t('board.viewHint')}>
          {(wiring) => (
            <input
              {...wiring}
              type="text"
              maxLength={80}
              required
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <div className="field">
          <span className="field-title">{t('board.link')}</span>
          <SecretText
            label={t('board.link')}
            text={`${location.origin}${location.pathname}${hashOfShared(shared, false)}`}
            copy={t('app.copy')}
            copied={t('app.copied')}
          />
          <p className="field-hint">{t('board.linkHint')}</p>
        </div>
        <div className="dialog-foot">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {t('app.close')}
          </button>
          <button type="submit" className="button" disabled={action.busy || name.trim() === ''}>
            {t('board.viewSave')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
