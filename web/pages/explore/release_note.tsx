// What a reader must know of a release beside its colors: the floor, what is withheld, and that reported is not happened.
import type { PublicRelease } from '../../../geodata/schema/release.ts';
import { percent } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';

type Told = Pick<PublicRelease, 'floor' | 'withheldPercent'>;

export const withheldText = ({ withheldPercent }: Told): string =>
  withheldPercent === null
    ? t('release.withheldNull')
    : t('release.withheld', { percent: percent(withheldPercent / 100) });

export function ReleaseNote({ release }: { release: Told }) {
  return (
    <p className="layer-note">
      {t('release.floor', { floor: release.floor })} {withheldText(release)} {t('release.caveat')}
    </p>
  );
}
