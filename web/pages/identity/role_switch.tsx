// In a demo the same person may look as each role; otherwise the menu of the account says who one is.
import { useQueryClient } from '@tanstack/react-query';
import type { Role } from '../../../geodata/schema/roles.ts';
import type { Session } from '../../api.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { switchRole } from '../../state/queries.ts';
import { problemText } from '../problem_text.ts';

interface Props {
  readonly session: Session;
  /** Puts away what belongs to the former role. */
  readonly onSwitch?: () => void;
}

export function RoleSwitch({ session, onSwitch }: Props) {
  const client = useQueryClient();
  const { busy, problem, run } = useAction();
  if (!session.demo || session.roles.length === 0 || session.accountId || session.viewingAs) return null;
  const change = (role: Role) => {
    onSwitch?.();
    void run(() => switchRole(client, role));
  };
  return (
    <label className="role-switch">
      <span className="wide-only">{t('demo.role')}</span>
      <select
        aria-label={t('demo.roles')}
        value={session.role}
        disabled={busy}
        onChange={(event) => change(event.currentTarget.value as Role)}
      >
        {session.roles.map((role) => (
          <option key={role} value={role}>
            {word('role', role)}
          </option>
        ))}
      </select>
      <span className="visually-hidden" role="status">
        {busy ? t('demo.switching') : problem === null ? '' : problemText(problem)}
      </span>
    </label>
  );
}
