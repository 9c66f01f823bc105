// Placeholder of the coverage-gap panel.
import { t } from '../../i18n/messages.ts';

export function CoverageGapPanel() {
  return <p>{t('gap.intro')}</p>;
}
