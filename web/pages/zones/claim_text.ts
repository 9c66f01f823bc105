// A claim in words: the measure or protocol that it says is in place.
import type { ZoneClaim } from '../../../geodata/schema/zone_words.ts';
import { word } from '../../i18n/messages.ts';

export function claimText(claim: ZoneClaim): string {
  const [part, value = ''] = claim.split(':');
  return word(part === 'measure' ? 'measure' : 'protocol', value);
}
