// A window over the page: modal, closed by Escape, the focus goes back to where it came from. And the question before
// something that cannot be undone.
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

export function Dialog({ title, onClose, children, wide = false }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
}

interface ConfirmProps {
  readonly question: Question;
  readonly busy: boolean;
  readonly error: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function ConfirmDialog({ question, busy, error, onConfirm, onCancel }: ConfirmProps) {
  return (
    <Dialog title={question.title} onClose={onCancel}>
      <p className="dialog-text">{question.text}</p>
      <div role="alert" className={error ? 'form-error' : ''}>
        {error}
      </div>
      <div className="dialog-foot">
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {question.cancel}
        </button>
        <button type="button" className="button button-grave" disabled={busy} onClick={onConfirm}>
          {question.confirm}
        </button>
      </div>
    </Dialog>
  );
}
