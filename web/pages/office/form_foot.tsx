// The end of a form: what went wrong, the button that sends it, and the one that leaves it.
import { t } from '../../i18n/messages.ts';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

interface Props {
  readonly save: string;
  readonly busy: boolean;
  /** What was thrown by the last try; null = nothing. */
  readonly problem: unknown;
  readonly onClose: () => void;
}

export function FormFoot({ save, busy, problem, onClose }: Props) {
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {save}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </>
  );
}
