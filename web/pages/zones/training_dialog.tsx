// The form for a training of the staff of a zone: topic, how many, how many women, until when it holds.
import { type FormEvent, useState } from 'react';
import { TRAINING_TOPICS, type TrainingTopic } from '../../../geodata/schema/zone_words.ts';
import type { Session } from '../../api.ts';
import { changeZoneUse, type ZoneUse } from '../../api_zones.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { DialogFoot } from './check_dialog.tsx';
import { PlainField } from './plain_field.tsx';
import { useRefreshZones } from './use_zone_use.ts';

interface Props {
  readonly session: Session;
  readonly use: ZoneUse;
  readonly onClose: () => void;
}

export function TrainingDialog({ session, use, onClose }: Props) {
  const refresh = useRefreshZones(session);
  const [topic, setTopic] = useState<TrainingTopic>(TRAINING_TOPICS[0]);
  const [people, setPeople] = useState('');
  const [women, setWomen] = useState('');
  const [trainedOn, setTrainedOn] = useState(() => new Date().toISOString().slice(0, 10));
  const [expiresOn, setExpiresOn] = useState('');
  const { busy, problem, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const course = { topic, people: Number(people), women: Number(women), trainedOn, expiresOn: expiresOn || null };
    const done = await run(async () => {
      try {
        await changeZoneUse(use, { training: [...use.training, course] });
      } finally {
        await refresh();
      }
    });
    if (done) onClose();
  };
  return (
    <Dialog title={t('zones.trainingAdd')} onClose={onClose} wide>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Choice
          label={t('zones.trainingTopic')}
          value={topic}
          options={TRAINING_TOPICS.map((one) => [one, word('trainingTopic', one)])}
          onChange={setTopic}
        />
        <div className="form-row">
          <PlainField
            label={t('zones.trainingPeople')}
            type="number"
            min={1}
            required
            value={people}
            onText={setPeople}
          />
          <PlainField
            label={t('zones.trainingWomen')}
            type="number"
            min={0}
            max={people === '' ? 10_000 : Number(people)}
            required
            value={women}
            onText={setWomen}
          />
        </div>
        <div className="form-row">
          <PlainField label={t('zones.trainedOn')} type="date" required value={trainedOn} onText={setTrainedOn} />
          <PlainField
            label={t('zones.expiresOn')}
            hint={t('zones.expiresHint')}
            type="date"
            min={trainedOn}
            value={expiresOn}
            onText={setExpiresOn}
          />
        </div>
        <FormError>{problem !== null && answerText(problem)}</FormError>
        <DialogFoot busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
