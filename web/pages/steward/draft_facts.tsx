// The figures of a release: regions, floor, what is withheld, the broad groups; for stewards the exact records too.
import type { PublicRelease } from '../../../geodata/schema/release.ts';
import type { ReleaseDraft } from '../../api_steward.ts';
import { timeText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { CopyButton } from '../explore/copy_button.tsx';
import { withheldText } from '../explore/release_note.tsx';
import { bandText } from '../explore/release_picture.ts';

export function DraftFacts({ draft, document }: { draft: ReleaseDraft; document: PublicRelease | null }) {
  const { told, withheld, outside } = draft.records;
  return (
    <Facts>
      {document !== null && (
        <Fact name={t('releases.regions')}>
          {t('releases.regionCount', { count: document.regions.length })}, {t(`releases.scheme.${draft.scheme}`)}
        </Fact>
      )}
      <Fact name={t('releases.floor')}>{t('releases.floorText', { floor: draft.floor })}</Fact>
      {document !== null && <Fact name={t('releases.withheld')}>{withheldText(document)}</Fact>}
      {document !== null && document.groups.length > 0 && (
        <Fact name={t('releases.groups')}>
          {document.groups.map(({ group, band }) => (
            <span key={group} className="line">
              {word('release.group', group)}: {band === null ? t('release.groupNull') : bandText(band)}
            </span>
          ))}
        </Fact>
      )}
      <Fact name={t('releases.records')}>
        {t('releases.recordsText', {
          told: wholeNumber(told),
          withheld: wholeNumber(withheld),
          outside: wholeNumber(outside),
        })}
        <span className="line quiet">{t('releases.recordsHint')}</span>
      </Fact>
      <Fact name={t('releases.builtAt')}>{timeText(draft.builtAt)}</Fact>
      <Fact name={t('releases.hash')}>
        <code className="hash" dir="ltr">
          {draft.sha256}
        </code>
        <CopyButton text={draft.sha256} />
      </Fact>
    </Facts>
  );
}
