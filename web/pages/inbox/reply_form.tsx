// A reply, sealed in this browser to the key that came inside the report. What is sent is bytes of one size.
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { sealReply } from '../../sealed/seal.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { type ReportItem, sendReply } from './inbox_api.ts';

interface Props {
  readonly id: string;
  readonly replyKey: string;
  readonly onSent: (item: ReportItem) => void;
}

export function ReplyForm({ id, replyKey, onSent }: Props) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<'inbox.replyEmpty' | 'inbox.replyLong' | null>(null);
  const [done, setDone] = useState(false);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    setFault(null);
    if (text.trim() === '') return setFault('inbox.replyEmpty');
    void run(async () => {
      const writtenOn = new Date().toISOString().slice(0, 10);
      const sealed = sealReply({ version: 1, text: text.trim(), writtenOn }, replyKey);
      if (sealed === null) return setFault('inbox.replyLong');
      onSent(await sendReply(id, sealed));
      setText('');
      setDone(true);
    });
  };
  return (
    <form className="form inbox-reply" autoComplete="off" onSubmit={submit}>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <Field label={t('inbox.reply')} hint={t('inbox.replyHint')} error={fault === null ? undefined : t(fault)}>
        {(wiring) => (
          <textarea
            {...wiring}
            rows={6}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            data-gramm="false"
            data-lt-active="false"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setDone(false);
            }}
          />
        )}
      </Field>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy}>
          {t('inbox.replySend')}
        </button>
        <span role="status">{done ? t('inbox.replySent') : ''}</span>
      </div>
    </form>
  );
}
