// The rules of care as a form: what was typed stays until it is saved, and longer windows are asked about first.
import { type FormEvent, useId, useState } from 'react';
import type { CareRules } from '../../../geodata/schema/care_rules.ts';
import { changeSettings, type Setting } from '../../api_steward.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import { draftOf, longerWindows, type RulesDraft, type RulesFault, rulesOf } from './care_rules_input.ts';
import { CareRulesNeeds } from './care_rules_needs.tsx';
import { CareRulesTexts } from './care_rules_texts.tsx';

interface Props {
  readonly setting: Setting;
  /** This very version was saved here just now. */
  readonly saved: boolean;
  readonly onSaved: (after: Setting) => void;
}

const POLICE = ['unknown', 'not_required', 'required'] as const satisfies readonly CareRules['policeReport'][];

export function CareRulesForm({ setting, saved, onSaved }: Props) {
  const id = useId();
  const [begun] = useState(() => draftOf(setting.careRules));
  const [draft, setDraft] = useState(begun);
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const { ask, dialog } = useQuestion();
  const change = (part: Partial<RulesDraft>) => setDraft({ ...draft, ...part });
  const { rules, faults } = rulesOf(draft);
  const faultOf = (field: RulesFault) => tried && faults.includes(field);
  const save = async () => onSaved(await changeSettings(setting, { careRules: rules }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0) return;
    const longer = longerWindows(setting.careRules.needs, rules.needs);
    if (longer.length === 0) {
      void run(save);
      return;
    }
    ask({
      title: t('rules.longerTitle'),
      text: t('rules.longerText', { needs: longer.map(({ need }) => need).join('; ') }),
      confirm: t('rules.save'),
      work: save,
    });
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(begun);
  const text = (label: string, field: RulesFault, { hint, range }: { hint: string; range: string }) => (
    <Field label={label} hint={hint} error={faultOf(field) ? range : undefined}>
      {(wiring) => (
        <input
          {...wiring}
          className={field === 'staleAfterDays' ? 'short' : ''}
          inputMode={field === 'staleAfterDays' ? 'numeric' : 'url'}
          dir="ltr"
          autoComplete="off"
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="care-rules">
      <form id={id} className="form care-rules" onSubmit={submit} noValidate>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <div className="form office-form">
          {text(t('rules.stale'), 'staleAfterDays', { hint: t('rules.staleHint'), range: t('rules.staleRange') })}
          <Field label={t('rules.police')} hint={t('rules.policeHint')}>
            {(wiring) => (
              <select
                {...wiring}
                value={draft.policeReport}
                onChange={(event) => change({ policeReport: event.currentTarget.value as CareRules['policeReport'] })}
              >
                {POLICE.map((rule) => (
                  <option key={rule} value={rule}>
                    {t(`rules.police.${rule}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <CareRulesTexts
          title={t('rules.policeNote')}
          hint={t('rules.policeNoteHint')}
          words={draft.policeReportNote}
          onChange={(policeReportNote) => change({ policeReportNote })}
        />
        <CareRulesTexts
          title={t('rules.mandatory')}
          hint={t('rules.mandatoryHint')}
          words={draft.mandatoryReporting}
          onChange={(mandatoryReporting) => change({ mandatoryReporting })}
        />
        <div className="form office-form">
          {text(t('rules.exit'), 'exitUrl', { hint: t('rules.exitHint'), range: t('rules.exitRange') })}
        </div>
      </form>
      <CareRulesNeeds needs={draft.needs} onChange={(needs) => change({ needs })} />
      <div className="form-foot care-rules-foot">
        <button type="submit" form={id} className="button" disabled={busy}>
          {t('rules.save')}
        </button>
        <span role="status">{isChanged ? t('rules.unsaved') : saved ? t('rules.saved') : ''}</span>
      </div>
      {dialog}
    </div>
  );
}
