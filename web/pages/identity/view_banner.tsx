// Says on every page that a steward looks as another role, and ends it.
import { type Session, viewAs } from '../../api.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Icon } from '../../ui/icon.tsx';
import { problemText } from '../problem_text.ts';

export function ViewBanner({ session }: { session: Session }) {
  const { busy, problem, run } = useAction();
  if (!session.viewingAs) return null;
  const end = async () => {
    if (!(await run(() => viewAs(null)))) return;
    history.replaceState(null, '', '/steward#view');
    location.reload();
  };
  const role = word('as', session.viewingAs);
  return (
    <div className="view-banner" role="status">
      <Icon name="eye" />
      <span>
        {session.areaPrefix === ''
          ? t('menu.viewing', { role })
          : t('menu.viewingArea', { role, area: session.areaPrefix })}
      </span>
      <button type="button" className="link" disabled={busy} onClick={() => void end()}>
        {t('menu.viewEnd')}
      </button>
      {problem !== null && <span>{problemText(problem)}</span>}
    </div>
  );
}
