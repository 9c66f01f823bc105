// A reading in one plain sentence. What fell silent is never worded as calm or better, whatever was found beside it.
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import type { CellRow } from './cell_rows.ts';

const DAY_MS = 86_400_000;
const dayAfter = (date: string): string => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);

export function readingText({ reading: { kind, weeks }, closing, around, served }: CellRow): string {
  switch (kind) {
    case 'reporting-lost':
      if (closing !== null) {
        return t('hot.say.lostSince', {
          date: dateText(dayAfter(closing.until)),
          kind: t(`hot.point.${closing.kind}`),
        });
      }
      return weeks === 0 ? t('hot.say.lost') : t('hot.say.lostWeeks', { weeks });
    case 'silent':
      return t(served ? 'hot.say.silent' : 'hot.say.silentUnknown', { weeks });
    case 'not-enough-data':
      return t('hot.say.few', { count: around });
    case 'less-heard':
      return t('hot.say.lessHeard');
    case 'more-than-chance':
      return weeks === 0 ? t('hot.say.more') : t('hot.say.moreWeeks', { weeks });
    case 'more-until-now':
      return t('hot.say.until');
    case 'fewer-than-around':
      return t('hot.say.fewer');
    case 'as-expected':
      return t('hot.say.expected');
  }
}

/** How a hot cell came about; null where the weeks tell no course. */
export const courseText = ({ reading: { course } }: CellRow): string | null =>
  course === null ? null : t(`hot.course.${course}` as Parameters<typeof t>[0]);

/** By name where the cell lies in an area. */
export const placeText = ({ area }: CellRow): string => area?.properties.name ?? t('hot.outside');

/** What an operator looks at first: where something stands out, or where nothing can be heard. */
export const isMarked = ({ reading: { kind } }: CellRow): boolean =>
  kind === 'more-than-chance' || kind === 'reporting-lost' || kind === 'silent' || kind === 'more-until-now';

/** Nothing can be read from few reports there: drawn hatched. */
export const isUnheard = ({ reading: { kind } }: CellRow): boolean => kind === 'reporting-lost' || kind === 'silent';
