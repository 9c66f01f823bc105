// First step of /find: what kind of help, in large buttons and plain words.
import { NEED_GROUPS, type NeedGroupId } from '../../../geodata/analysis/reach/clinical_needs.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { setFind } from './find_state.ts';
import { KindGlyph } from './kind_glyph.tsx';

const GROUPS = Object.keys(NEED_GROUPS) as NeedGroupId[];
const choose = (group: NeedGroupId) => setFind({ group, step: 'place' });

export function NeedStep() {
  return (
    <>
      <StepHeading>{t('need.heading')}</StepHeading>
      <p className="quiet">{t('need.intro')}</p>
      <ul className="needs">
        {GROUPS.map((group) => (
          <li key={group} className={group === 'rape' ? 'need-first' : undefined}>
            <button type="button" className="need" onClick={() => choose(group)}>
              <KindGlyph kind={NEED_GROUPS[group].kinds[0] ?? 'medical'} />
              <span>
                {t(`group.${group}`)}
                {group === 'rape' && <span className="need-hint">{t('group.rape.hint')}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p>
        <a
          href="/report"
          onClick={(event) => {
            event.preventDefault();
            // In place of this page: no second entry in the history.
            location.replace('/report');
          }}
        >
          {t('need.report')}
        </a>
      </p>
    </>
  );
}
