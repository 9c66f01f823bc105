// The area of a record: none is chosen beforehand, or somebody would leave the first of the list.
import { t } from '../../i18n/messages.ts';
import { Choice } from '../../ui/choice.tsx';
import type { AreaNames } from './use_warning.ts';

interface Props {
  readonly areas: AreaNames;
  readonly value: string;
  readonly isMissing: boolean;
  readonly onChange: (pcode: string) => void;
}

export function AreaChoice({ areas, value, isMissing, onChange }: Props) {
  return (
    <Choice
      label={t('observe.area')}
      value={value}
      options={[['', t('warning.chooseArea')], ...areas.options]}
      error={isMissing && value === '' ? t('warning.chooseArea') : undefined}
      onChange={onChange}
    />
  );
}
