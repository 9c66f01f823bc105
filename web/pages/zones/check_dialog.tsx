// The form for evidence of one measure or protocol. What was known of it before is replaced.
import { type FormEvent, useState } from 'react';
import type { ZoneClaim } from '../../../geodata/schema/zone_words.ts';
import type { Session } from '../../api.ts';
import { changeZoneUse, type ZoneUse, type ZoneUseParts } from '../../api_zones.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { claimText } from './claim_text.ts';
import { useRefreshZones } from './use_zone_use.ts';

interface Props {
  readonly session: Session;
  readonly use: ZoneUse;
  readonly claim: ZoneClaim;
  /** Among which one may choose; null = this one. */
  readonly choices: readonly ZoneClaim[] | null;
  readonly onClose: () => void;
}

interface Shown {
  readonly evidence: string;
  readonly source: string;
  readonly observedOn: string;
  readonly expiresOn: string | null;
}

/** The list that holds the claim, with this in its place. */
export function withCheck(use: ZoneUse, claim: ZoneClaim, shown: Shown): Partial<ZoneUseParts> {
  const [part, word = ''] = claim.split(':');
  if (part === 'measure') {
    const rest = use.measureChecks.filter(({ measure }) => measure !== word);
    return { measureChecks: [...rest, { measure: word, ...shown }] as ZoneUseParts['measureChecks'] };
  }
  const rest = use.protocolChecks.filter(({ protocol }) => protocol !== word);
  return { protocolChecks: [...rest, { protocol: word, ...shown }] as ZoneUseParts['protocolChecks'] };
}

export function CheckDialog({ session, use, claim, choices, onClose }: Props) {
  const refresh = useRefreshZones(session);
  const [chosen, setChosen] = useState(claim);
  const [evidence, setEvidence] = useState('');
  const [source, setSource] = useState('');
  const [observedOn, setObservedOn] = useState(() => new Date().toISOString().slice(0, 10));
  const [expiresOn, setExpiresOn] = useState('');
  const { busy, problem, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const shown = { evidence, source, observedOn, expiresOn: expiresOn === '' ? null : expiresOn };
    const done = await run(async () => {
      try {
        await changeZoneUse(use, withCheck(use, chosen, shown));
      } finally {
        await refresh();
      }
    });
    if (done) onClose();
  };
  return (
    <Dialog title={t('zones.checkTitle', { claim: claimText(chosen) })} onClose={onClose} wide>
      <form className="form" onSubmit={(event) => void submit(event)}>
        {choices !== null && (
          <Choice
            label={t('zones.other')}
            value={chosen}
            options={choices.map((one) => [one, claimText(one)])}
            onChange={setChosen}
          />
        )}
        <Field label={t('zones.evidence')} hint={t('zones.evidenceHint')}>
          {(wiring) => (
            <input
              {...wiring}
              required
              maxLength={300}
              value={evidence}
              onChange={(event) => setEvidence(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('zones.source')} hint={t('zones.sourceHint')}>
          {(wiring) => (
            <input
              {...wiring}
              required
              maxLength={300}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
          )}
        </Field>
        <div className="form-row">
          <Field label={t('zones.observedOn')}>
            {(wiring) => (
              <input
                {...wiring}
                type="date"
                required
                value={observedOn}
                onChange={(event) => setObservedOn(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t('zones.expiresOn')} hint={t('zones.expiresHint')}>
            {(wiring) => (
              <input
                {...wiring}
                type="date"
                min={observedOn}
                value={expiresOn}
                onChange={(event) => setExpiresOn(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <DialogFoot busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function DialogFoot({ busy, onClose }: { busy: boolean; onClose: () => void }) {
  return (
    <div className="dialog-foot">
      <button type="button" className="button button-quiet" onClick={onClose}>
        {t('office.cancel')}
      </button>
      <button type="submit" className="button" disabled={busy}>
        {t('zones.save')}
      </button>
    </div>
  );
}
