// The question before something that cannot be undone, and what happens when it is answered.
import { type ReactNode, useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { ConfirmDialog, type Question } from '../../ui/dialog.tsx';
import { answerText } from '../problem_text.ts';

interface Asked extends Omit<Question, 'cancel'> {
  readonly work: () => Promise<unknown>;
}

export function useQuestion(): { readonly ask: (asked: Asked) => void; readonly dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { busy, problem, run, clear } = useAction();
  const close = () => {
    clear();
    setAsked(null);
  };
  const dialog =
    asked === null ? null : (
      <ConfirmDialog
        question={{ ...asked, cancel: t('office.cancel') }}
        busy={busy}
        error={problem === null ? '' : answerText(problem)}
        onCancel={close}
        onConfirm={() => void run(asked.work).then((done) => done && close())}
      />
    );
  return { ask: setAsked, dialog };
}
